"""Pages of units: the tree of an organization, and one unit with what it answers for."""
