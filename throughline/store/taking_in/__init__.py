"""Taking in: the record of one file becomes a version in the store, whole or not at all; or what would change."""

from throughline.store.taking_in.action import preview, take_in
from throughline.store.taking_in.outcome import Counts, TakenIn, counts_of
from throughline.store.taking_in.undoing import Undone, preview_undo, to_undo, undo
from throughline.store.taking_in.unheld import unheld_after

__all__ = [
    "Counts",
    "TakenIn",
    "Undone",
    "counts_of",
    "preview",
    "preview_undo",
    "take_in",
    "to_undo",
    "undo",
    "unheld_after",
]
