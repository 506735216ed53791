"""The order of ITU texts: lines of keywords that carry verb and addressee, and numbers that restart under each."""

from throughline.readers.resolution.structure.blocks import Block, Blocks
from throughline.readers.resolution.structure.entries import Entry, Sorted
from throughline.readers.resolution.structure.general import sort_general


def sort_keyworded(blocks: Blocks) -> Sorted:
    return sort_general(blocks)
