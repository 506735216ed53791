"""Search over everything that the record says; the index lies beside the database and follows the history."""

from throughline.store.knowledge.following import follow, rebuild
from throughline.store.knowledge.searching import Found, Hit, search

__all__ = ["Found", "Hit", "follow", "rebuild", "search"]
