"""Reads of frameworks: which plans there are, the versions of one, the elements of a version, who answers for them."""

from django.db.models import F, Q

from throughline.store.rights import Sight, owned, worked


def standing(seen_by: Sight) -> Q:
    """Of an element: that it stands in the version of its plan that counts, where that is seen.

    A version that was not approved yet is seen by who works there alone.
    """
    counts = Q(version=F("version__framework__standing"))
    return counts & owned(seen_by, "version__framework__organization") & seen_version(seen_by, "version__")


def seen_version(seen_by: Sight, version: str = "") -> Q:
    """Of a version, or of a row that the link leads to one: that it was decided on, or is of where the person works."""
    work = worked(seen_by, f"{version}framework__organization")
    return Q() if not work else work | Q(**{f"{version}decided__isnull": False})
