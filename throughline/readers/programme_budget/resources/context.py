"""What a table of figures is about before its first row is read: unit, currency, fund, whose figures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.readers.programme_budget.grid import Grid
from throughline.readers.programme_budget.records import Node, Outline, PlacedTable
from throughline.readers.programme_budget.resources.columns import Column, measure_named
from throughline.readers.programme_budget.resources.funds import REGULAR, first_fund, fund_named
from throughline.readers.programme_budget.words import part_number

_SCALES = ((re.compile(r"\bmillions?\b"), 1_000_000), (re.compile(r"\bthousands?\b"), 1000))
_CURRENCIES = (
    (re.compile(r"dollars|\bUS\$|\$"), "USD"),
    (re.compile(r"swiss francs|\bchf\b|\bswf\b"), "CHF"),
    (re.compile(r"\beuros?\b|€"), "EUR"),
    (re.compile(r"pounds sterling|£"), "GBP"),
)
_POSTS = re.compile(r"\bposts?\b|\bpositions?\b|human resources")
_MONEY_CAPTION = re.compile(r"financial resources|expenditure|resource requirements|evolution of requirements", re.I)
_POSTS_CAPTION = re.compile(r"\bposts?\b|human resources|staffing", re.I)
_WHO = re.compile(
    r"(?P<who>.{2,160}?)\s?:\s(?:overall )?"
    r"(?:evolution|proposed|distribution|(?:financial |post )?(?:resources?|requirements)|posts?|summary|overview)\b.*",
    re.I,
)
_WHO_LAST = re.compile(r"(?:resource )?requirements(?: by object of expenditure)?\s?:\s(?P<who>.{2,160})", re.I)
_SUBPROGRAMME = re.compile(r"(?:sub-?programme|SP)\s*(?P<number>\d{1,2})\b", re.I)
_COMPONENT = re.compile(r"\bcomponent\s+(?P<number>\d{1,2})\b", re.I)
_NO_ONE = re.compile(r"overall\b|section\b|total\b", re.I)
_KEPT = re.compile(r"contents|mandates|measure|deliverables|compliance|follow-up")
_PERCENT = re.compile(r"per ?cent")
_OBJECTS = re.compile(r"object of expenditure|category of expenditure|^category$|objects?$", re.I)
_OF_ENTITY = re.compile(r"[^.]{1,6}\.(?P<entity>[IVXLC]{1,7}[A-Z]?)\.\d{1,3}")
_APPROVED = re.compile(r"(?:approved|appropriation)\b", re.I)
_OF_THE_REGULAR_BUDGET = frozenset({"appropriation", "technical adjustments", "new and expanded mandates"})
_GRADES = re.compile(r"grade", re.I)
_COMPONENTS = re.compile(r"component|subprogramme|entity|office|unit\b|programme|organ\b", re.I)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for every figure of one table unless its row or column says otherwise.

    `number` is the printed one; `money` and `posts` tell what the table may hold, `unit` the factor of its amounts;
    `fund` is None where nothing names one, `part` the number of a part of the table ("1"); `rows` is `object`,
    `grade`, `component` or `mixed`; `measure` is what the caption says the figures are, where columns and rows are
    silent; `actions` marks a table whose rows are what is done to posts ("Redeployment"), with details beside them.
    """

    placed: PlacedTable
    number: str
    scope: str
    money: bool
    posts: bool
    percent: bool
    unit: int
    currency: str
    fund: str | None
    part: str
    component: str | None
    subprogramme: str | None
    rows: str
    measure: str | None
    actions: bool
    budget_year: int | None


def context_of(placed: PlacedTable, grid: Grid, columns: Sequence[Column], outline: Outline) -> Context | None:
    """What the table is about; None where it holds no figures of money or posts."""
    note = placed.unit_note.casefold()
    money, posts = any(pattern.search(note) for pattern, _ in _CURRENCIES), bool(_POSTS.search(note))
    percent = bool(_PERCENT.search(note))
    if not money and not posts:
        told = [column for column in columns if column.measure and column.measure != "actual"]
        posts = _tells_posts(placed, grid, columns)
        if not posts and not (told and (percent or any(column.year for column in told))):
            return None
        money = not posts
    entity = entity_of(placed.place, outline.nodes)
    if found := _OF_ENTITY.fullmatch(placed.number):
        entity = found["entity"]
    component, subprogramme = _who(placed, outline)
    return Context(
        placed=placed,
        number=placed.number,
        scope=entity,
        money=money,
        posts=posts,
        percent=percent and not money and not posts,
        unit=next((scale for pattern, scale in _SCALES if pattern.search(note)), 1 if note else outline.head.unit),
        currency=currency_of(note) or outline.head.currency or "USD",
        fund=_fund(placed, grid, columns),
        part=part_number(placed.subcaption) or "",
        component=component,
        subprogramme=subprogramme,
        rows=_kind_of_rows(grid),
        measure=measure_named((placed.caption.casefold(),)),
        actions=any(grid.heading(column)[-1:] == ("Details",) for column in grid.columns()),
        budget_year=outline.head.budget_year,
    )


def _tells_posts(placed: PlacedTable, grid: Grid, columns: Sequence[Column]) -> bool:
    """Whether a table without a unit note is one of posts: by its caption, or its columns of posts and grades."""
    if _MONEY_CAPTION.search(placed.caption):
        return False
    if any(column.grade for column in columns):
        return True
    heads = {grid.heading(column)[-1].casefold() for column in grid.columns() if grid.heading(column)}
    return {"posts", "grade"} <= heads or (bool(_POSTS_CAPTION.search(placed.caption)) and bool(columns))


def holds_figures(placed: PlacedTable) -> bool:
    """Whether the table may hold figures of resources: it is not one that the plan is read from."""
    return not _KEPT.fullmatch(placed.kind)


def currency_of(text: str) -> str | None:
    """The currency that a unit note names, in any case."""
    lowered = text.casefold()
    return next((code for pattern, code in _CURRENCIES if pattern.search(lowered)), None)


def entity_of(place: str, nodes: dict[str, Node]) -> str:
    """The nearest place at or above this one that is an entity; "" for the section itself."""
    here: str | None = place
    for _ in range(8):
        node = nodes.get(here or "")
        if node is None or not here:
            return place.split(".SP")[0] if ".SP" in place else "" if place.startswith("SP") else place
        if node.kind == "entity":
            return here
        here = node.parent
    return ""


def subprogramme_at(place: str, nodes: dict[str, Node]) -> str | None:
    """The subprogramme that a place is or lies in."""
    here: str | None = place
    for _ in range(8):
        node = nodes.get(here or "")
        if node is None:
            return None
        if node.kind == "subprogramme":
            return here
        here = node.parent
    return None


def _who(placed: PlacedTable, outline: Outline) -> tuple[str | None, str | None]:
    """Component and subprogramme that the caption, or else the place, says the table is of."""
    found = _WHO.match(placed.caption) or _WHO_LAST.match(placed.caption)
    who = found["who"].strip() if found else None
    if who and _NO_ONE.match(who):
        return None, None
    if who and (sub := _SUBPROGRAMME.match(who)):
        here = subprogramme_at(placed.place, outline.nodes)
        if not here or here.rsplit(".", 1)[-1] != f"SP{int(sub['number'])}":
            here = find_subprogramme(sub["number"], "", (), placed.place, outline)
        component = _COMPONENT.search(who, sub.end())
        return "Programme of work", f"{here}.C{int(component['number'])}" if component else here
    if who:
        return who, None
    return (None, subprogramme_at(placed.place, outline.nodes))


def find_subprogramme(number: str, name: str, group: Iterable[str], place: str, outline: Outline) -> str:
    """The place of subprogramme `number`: one of that name or under a heading of the group, else of this entity."""
    code = f"SP{int(number)}"
    entity = entity_of(place, outline.nodes)
    own = f"{entity}.{code}" if entity else code
    nodes = [node for node in outline.nodes.values() if node.kind == "subprogramme" and node.code == code]
    above = {heading.casefold() for heading in group}
    for node in nodes:
        parent = outline.nodes.get(node.parent or "")
        if parent is not None and parent.title.casefold() in above:
            return node.place
    if own in outline.nodes or not nodes:
        return own
    named = [node.place for node in nodes if name and node.title.casefold() == name.casefold()]
    return named[0] if len(named) == 1 else own


def _fund(placed: PlacedTable, grid: Grid, columns: Sequence[Column]) -> str | None:
    """The fund that the table names, or that its words imply: only the regular budget is approved beforehand."""
    near = first_fund((placed.subcaption, placed.caption))
    if near:
        return near
    if any(column.measure in _OF_THE_REGULAR_BUDGET for column in columns):
        return REGULAR
    if any(row and _APPROVED.match(grid.text(row[0])) for row in grid.rows[grid.header :]):
        return REGULAR
    told = fund_named(placed.unit_note) or first_fund(reversed(placed.headings))
    return told or (REGULAR if measure_named((placed.caption.casefold(),)) in _OF_THE_REGULAR_BUDGET else None)


def _kind_of_rows(grid: Grid) -> str:
    corner = " ".join(grid.heading(0))
    if _GRADES.search(corner):
        return "grade"
    if _OBJECTS.search(corner):
        return "object"
    if _COMPONENTS.search(corner):
        return "component"
    return "mixed"
