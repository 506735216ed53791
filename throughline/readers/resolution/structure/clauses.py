"""Recommendations of the International Conference on Education: considerations, then numbered clauses."""

from throughline.readers.resolution.structure.blocks import Blocks
from throughline.readers.resolution.structure.entries import Sorted
from throughline.readers.resolution.structure.general import sort_general


def sort_clauses(blocks: Blocks) -> Sorted:
    return sort_general(blocks)
