"""What a taking-in did, or would do: the document, new or changed, what differs, what is wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from throughline.engine.differences import Difference
from throughline.engine.findings import Finding


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One file taken in, or seen in a preview.

    `address` is the document's, `plan` the plan's ("UN/2026/10") where it is a fascicle. `outcome` is `new`,
    `filled` (cited before, now held), `changed` (a new version), `same` (another file with the text that is held) or
    `unchanged`. `rows` counts what the file holds ({"paragraphs": 40, "acts": 55}). `difference` is against the
    version held before, empty unless `changed`. `unknown` are the symbols that it cites and that the record had not
    heard of before. `findings` are the reader's and those of the taking-in.
    """

    file: str
    address: str
    plan: str | None
    kind: str
    outcome: str
    version: int
    rows: dict[str, int] = field(default_factory=dict)
    difference: Difference = field(default_factory=Difference)
    unknown: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Several files taken in, counted: files by outcome, rows by kind, findings by severity, differences."""

    files: dict[str, int]
    rows: dict[str, int]
    findings: dict[str, int]
    added: int
    removed: int
    changed: int


def counts_of(taken: Iterable[TakenIn]) -> Counts:
    """The counts over several takings-in, for the last lines of a command."""
    files: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    added = removed = changed = 0
    for one in taken:
        files[one.outcome] += 1
        rows.update(one.rows)
        findings.update(finding.severity.value for finding in one.findings)
        added += len(one.difference.added)
        removed += len(one.difference.removed)
        changed += len(one.difference.changed)
    return Counts(dict(files), dict(rows), dict(findings), added, removed, changed)
