"""Self-assessments of nodes of plans: tables, reads, actions."""
