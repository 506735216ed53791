"""Throughline keeps the line from what an organization was asked to do to what it planned, paid and achieved."""
