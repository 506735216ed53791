"""What follows every action that changes what the record holds: the checks run again, so that no finding is stale."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.timezone import localdate

from throughline.store.reporting.checks import check_record


def check_now() -> None:
    """Run the checks over the record as of today."""
    check_record(today=localdate())


@contextmanager
def checked() -> Iterator[None]:
    """Do what stands inside and run the checks, in one transaction; what is refused is neither done nor checked."""
    with transaction.atomic():
        yield
        check_now()
