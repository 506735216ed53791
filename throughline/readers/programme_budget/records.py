"""Where every line and table of a fascicle stands: what the readers of its parts start from."""

from dataclasses import dataclass, field

from throughline.engine.findings import Finding
from throughline.readers.programme_budget.tables import Cells


@dataclass(frozen=True, slots=True)
class Head:
    """What the first page says: A/80/6 (Sect. 10), section 10, part IV, budget year 2026, United States dollars.

    `unit` is the factor of the printed amounts (1000). `programme` is the printed number of the section's own
    programme ("8") with its title, None where the section has none or shares one; `mission` is what an addendum is
    for ("United Nations Assistance Mission for ...").
    """

    symbol: str | None = None
    section: str | None = None
    part: str | None = None
    budget_year: int | None = None
    title: str | None = None
    currency: str | None = None
    unit: int = 1
    programme: str | None = None
    programme_title: str | None = None
    mission: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A unit of the plan: `kind` is `section`, `entity`, `subprogramme` or `component`.

    `place` is unique in the fascicle: "" for the section itself, "II" for an entity with a plan of its own, "SP1",
    "II.SP1" for a subprogramme, "SP8.C2" for a component. `code` is the last part of it; `parent` a place.
    """

    place: str
    kind: str
    code: str | None
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one line stands.

    `part` is `front`, `plan`, `resources` or `annex`; `place` the node's; `block` is `masthead`, `contents`,
    `orientation`, `mandates`, `objective`, `strategy`, `expected`, `external factors`, `performance`, `planned`,
    `deliverables`, `evaluation`, `lessons`, `resources` or `annex`; `result` the key of the result ("SP1/R2") that
    the line tells of; `role` is `heading`, `title`, `paragraph`, `item`, `caption`, `unit`, `note`, `cell`,
    `chart`, `furniture` or `unknown`; `headings` the headings above it, the section's own not among them.
    """

    part: str
    place: str
    block: str
    role: str
    result: str | None = None
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Where a table stands and what it is; `index` as in `SourceText.tables`.

    `number` is printed ("10.19"), or "#3" for the third table of the file where none is; `caption` is the line below
    the number, `subcaption` a line of its own for one of several tables under one number ("(1) Regular budget"),
    `unit_note` what stands in brackets above it ("(Thousands of United States dollars)"). `kind` is `contents`,
    `mandates`, `measure`, `deliverables`, `compliance`, `follow-up`, `resources`, `posts`, `resources and posts`,
    `post changes`, `other`, or, outside the text, `furniture` (heads and feet of pages, empty tables), `note` and
    `chart` (in a drawing). `continues` is the index of the table that this one goes on with after a page break.
    """

    index: int
    number: str
    caption: str
    subcaption: str
    unit_note: str
    part: str
    place: str
    block: str
    kind: str
    headings: tuple[str, ...] = ()
    result: str | None = None
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A printed figure: its number ("10.IV"), caption, unit, place and the indexes in `SourceText.charts` under it."""

    number: str
    caption: str
    unit_note: str
    part: str
    place: str
    block: str
    result: str | None = None
    charts: tuple[int, ...] = ()
    line: int = -1


@dataclass(frozen=True, slots=True)
class Outline:
    """The skeleton of a fascicle: one `Standing` for each line and one `PlacedTable` for each table of the source.

    `tables[i].index == i`; `texts` are the lines made plain, automatic numbers in front and note marks taken off,
    `cells` the cells of its tables likewise.
    """

    head: Head
    standings: tuple[Standing, ...]
    tables: tuple[PlacedTable, ...]
    figures: tuple[PlacedFigure, ...]
    cells: Cells
    nodes: dict[str, Node] = field(default_factory=dict)
    results: dict[str, "ResultHead"] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultHead:
    """A result as its headings print it: `kind` is `performance` or `planned`, `number` None where none is printed."""

    key: str
    place: str
    number: str | None
    title: str
    kind: str
