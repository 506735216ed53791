"""A file of IATI as one record: its activities or its organisations, and what is wrong with it."""

from dataclasses import dataclass

from throughline.engine.findings import Finding
from throughline.engine.iati.activity import Activity
from throughline.engine.iati.layout import Kept
from throughline.engine.iati.organisation import Organisation

ACTIVITIES, ORGANISATIONS = "iati-activities", "iati-organisations"


@dataclass(frozen=True, slots=True)
class Publication:
    """What one file publishes. `root` is the name of its outermost element: `iati-activities`, `iati-organisations`.

    `generated` is when it was made, as printed; `kept` are what stands beside the activities and is none.
    """

    file: str
    sha256: str
    format: str
    root: str
    version: str | None
    generated: str | None
    activities: tuple[Activity, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    kept: tuple[Kept, ...] = ()
    findings: tuple[Finding, ...] = ()
