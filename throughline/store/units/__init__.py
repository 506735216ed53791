"""Units: the tree of an organization, and which unit answers for a place of a plan, a mandate, or an addressee."""

from throughline.store.units.reads import unit_for

__all__ = ["unit_for"]
