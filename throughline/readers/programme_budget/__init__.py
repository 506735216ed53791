"""Reads fascicles of the proposed programme budget of the United Nations."""

from throughline.readers.programme_budget.kind import is_programme_budget
from throughline.readers.programme_budget.outline import outline_of
from throughline.readers.programme_budget.reading import read_programme_budget

__all__ = ["is_programme_budget", "outline_of", "read_programme_budget"]
