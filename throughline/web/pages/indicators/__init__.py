"""Pages of indicators: the list, one with its figures and values, the tree of a figure, periods and who must report."""
