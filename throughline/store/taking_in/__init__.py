"""Taking in: the record of one file becomes a version in the store, whole or not at all; or what would change."""

from throughline.store.taking_in.action import preview, take_in
from throughline.store.taking_in.outcome import Counts, TakenIn, counts_of

__all__ = ["Counts", "TakenIn", "counts_of", "preview", "take_in"]
