"""A file that could not be read, as a record: its name, its digest, and why."""

from dataclasses import dataclass

from throughline.engine.findings import Finding


@dataclass(frozen=True, slots=True)
class Unread:
    """`sha256` is None where there are no bytes (a folder, a missing file); `format` None where it is not known."""

    file: str
    sha256: str | None
    format: str | None
    findings: tuple[Finding, ...]
