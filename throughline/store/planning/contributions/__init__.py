"""Contributions from node to node of plans: tables, reads, actions."""
