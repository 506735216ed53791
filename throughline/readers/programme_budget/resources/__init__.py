"""Money and posts of a fascicle: every figure of its tables of resources, with the cell that prints it."""

from throughline.readers.programme_budget.resources.reading import read_resources

__all__ = ["read_resources"]
