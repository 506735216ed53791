"""Pages of history: what was done, and its words."""
