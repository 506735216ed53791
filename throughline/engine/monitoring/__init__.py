"""Monitoring: what documents print of results and deliverables; indicators, their values, and how these add up."""
