"""Indicators: their tables, the actions on them, and the roll-up of their values over all that contributes."""
