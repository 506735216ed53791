"""Pages of suggestions: what nothing answers yet, and what may."""
