"""Values of indicators as rows of a workbook: what each row is for, and which columns it has."""

from dataclasses import dataclass

# The columns by their codes, which stand hidden above their headings: people may move, hide and add columns.
REPORT, CELL, PLACE, VALUE, EVIDENCE = "report", "cell", "place", "value", "evidence"
# Shown for orientation, and not read.
TITLE, NODE, PERIOD, UNIT, LAST, TARGET = "title", "node", "period", "unit", "last", "target"
# What stood in the cell when it was taken out: a row in which it still stands changes nothing.
WAS = "was"
COLUMNS = (TITLE, NODE, PERIOD, CELL, UNIT, LAST, TARGET, VALUE, EVIDENCE, PLACE, REPORT, WAS)
READ = (REPORT, CELL, PLACE, VALUE, EVIDENCE, WAS)
TYPED = (VALUE, EVIDENCE, PLACE)
NEEDED = (REPORT, VALUE)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A row: the report and the cell that it is for, the value as it would be typed, and what is shown beside it."""

    report: str
    cell: str
    value: str
    title: str = ""
    node: str = ""
    period: str = ""
    unit: str = ""
    last: str = ""
    target: str = ""
    evidence: str = ""
    place: str = ""

    @property
    def was(self) -> str:
        """What stands in the cell as it is taken out."""
        return self.value


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that came back: what it is for, what stands in it, and where it stands ("Values!H14")."""

    report: str
    cell: str
    place: str
    value: str
    evidence: str
    where: str
