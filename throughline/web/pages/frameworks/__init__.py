"""Pages of plans as trees of results: the plans, one of them, its elements, contributions, the linkage table."""
