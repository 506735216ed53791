"""Pages of the work list: the findings that stand, one of them, and what is done about them."""
