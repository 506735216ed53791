"""Pages of evaluations: the plan of them, one with what it found and what followed, and the forms of each action."""
