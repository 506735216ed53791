"""Evaluations: their tables, the actions on them and on what they found, and reads."""
