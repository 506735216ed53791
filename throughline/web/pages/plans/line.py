"""The line of a place or a result: asked, planned, paid, done, as stages to be drawn and as rows to be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.money import Money
from throughline.store.budgeting.reads import ESTIMATE, Stated
from throughline.store.planning.links.reads import LinkEntry
from throughline.web.addresses import mandate_page, page_of
from throughline.web.formatting import brief, number
from throughline.web.pages.frame import Status, Words
from throughline.web.pages.plans.money import Estimates, by_fund
from throughline.web.pages.plans.names import fund_name, measure_name, status_name
from throughline.web.pages.plans.place import (
    ACTUAL,
    Deliverables,
    Listed,
    ListedWithin,
    ResultBelow,
    ResultShown,
    Value,
)

# How many rows of each stage the table of the line holds before it sends the reader to the list below.
ROWS = 8


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the line: `kind` is asked, planned, paid or done; `missing` where the record holds nothing."""

    kind: str
    name: Words
    number: Words
    unit: Words = ""
    more: Words = ""
    status: Status | None = None
    address: str = ""
    link: Words = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of the line as a table: `first` opens a stage of `span` rows."""

    stage: Words
    first: bool
    span: int
    what: Words
    state: Words
    code: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The whole line, left to right."""

    stages: tuple[Stage, ...]
    rows: tuple[LineRow, ...]


def asked_stage(
    mandates: Sequence[Listed], linked: int = 0, above: str = "", within: ListedWithin | None = None
) -> Stage:
    """What was asked: the mandates that the place lists and those below it list, and the links that lead to it.

    `above` is the address of the place above that lists the mandates, where the place itself lists none; `within` what
    is listed here and below. A mandate that is listed twice is one.
    """
    below, own = within.below if within else 0, len({one.symbol for one in mandates})
    together = within.together if within and below else own
    name = _("Asked")
    links = ngettext("%(count)s link leads here.", "%(count)s links lead here.", linked) % {"count": linked}
    if not mandates and not below and linked:
        unit = ngettext("paragraph linked", "paragraphs linked", linked)
        return Stage("asked", name, number(linked), unit, address="#links", link=_("What it answers"))
    if not mandates and not below:
        return Stage("asked", name, _("Nothing"), more=_("No mandate is listed here."), missing=True)
    held = [one for one in mandates if one.held]
    acts = sum(one.asking or 0 for one in held)
    unit = ngettext("mandate listed", "mandates listed", together)
    more = _("No text of them is held yet.")
    if held:
        more = _("Texts held: %(held)s, with %(acts)s acts that ask.") % {"held": len(held), "acts": acts}
    if below:
        more = _("%(own)s for all of it, %(below)s for its parts.") % {"own": own, "below": below}
    more = f"{listed_above(above)} {more}" if above else more
    more = f"{more} {links}" if linked else more
    return Stage("asked", name, number(together), unit, more, address="#mandates", link=_("The mandates"))


def listed_above(place: str) -> str:
    """Where the mandates are listed that hold for what lists none of its own."""
    return _("Listed above, by %(place)s.") % {"place": place}


def planned_stage(results: Sequence[ResultShown], deliverables: int, year: int | None, below: int = 0) -> Stage:
    """What is planned: results of the place and below it, and deliverables."""
    name = _("Planned")
    planned = sum(1 for one in results if one.kind == "planned") + below
    if not planned and not deliverables:
        return Stage(
            "planned", name, _("Nothing"), more=_("No result and no deliverable is planned here."), missing=True
        )
    unit = ngettext("planned result", "planned results", planned)
    counted = ngettext("%(count)s deliverable", "%(count)s deliverables", deliverables) % {"count": deliverables}
    more = _("%(deliverables)s for %(year)s") % {"deliverables": counted, "year": year} if deliverables else ""
    to = ("#below", _("The parts")) if below else ("#results", _("The results"))
    return Stage("planned", name, number(planned), unit, more, address=to[0], link=to[1])


def paid_stage(estimates: Estimates, year: int | None, remark: str = "") -> Stage:
    """What it costs: the estimates of the budget year over all funds, those stated for parts of it alone too."""
    name = _("Paid for")
    if not estimates.together:
        return Stage("paid", name, _("Nothing"), more=_("No amount is printed for it."), missing=True)
    together = format_html_join(" · ", "{}", ((brief(one),) for one in estimates.together))
    parts = ", ".join(f"{fund_name(fund)} {plain(money)}" for fund, money in by_fund(estimates.own))
    if below := ", ".join(f"{fund_name(fund)} {plain(money)}" for fund, money in by_fund(estimates.below)):
        below = _("stated for its parts: %(amounts)s") % {"amounts": below}
        parts = f"{parts}; {below}" if parts else capfirst(below)
    unit = _("estimated for %(year)s") % {"year": year}
    more = f"{parts}. {remark}" if remark else parts
    to = ("#money", _("The money")) if estimates.own else ("#below", _("The parts"))
    return Stage("paid", name, together, unit, more, address=to[0], link=to[1])


def plain(money: Money) -> str:
    """An amount in words without markup."""
    return f"{money.currency} {number(money.as_decimal(), 0)}"


def done_stage(deliverables: Deliverables) -> Stage:
    """What came of it: of the deliverables planned for the past year, how many were delivered in full."""
    name = _("Done")
    if not deliverables.due:
        return Stage(
            "done", name, _("Not known"), more=_("Nothing delivered is printed beside what was planned."), missing=True
        )
    counted = _("%(done)s of %(due)s") % {"done": number(deliverables.delivered), "due": number(deliverables.due)}
    unit = _("deliverables planned for %(year)s delivered in full") % {"year": deliverables.past_year}
    whole = deliverables.delivered == deliverables.due
    status = Status("good", _("all delivered")) if whole else Status("attention", _("some missing"))
    return Stage("done", name, counted, unit, status=status, address="#deliverables", link=_("The deliverables"))


def achieved_stage(result: ResultShown) -> Stage:
    """What came of a result: the newest actual value of each of its measures."""
    name = _("Done")
    newest = [value for measure in result.measures if (value := newest_actual(measure.values))]
    if not newest:
        return Stage("done", name, _("Not known"), more=_("No actual value is printed."), missing=True)
    first = newest[0]
    unit = _("actual value of %(year)s") % {"year": first.year}
    return Stage("done", name, *_short(first, unit), address="#measures", link=_("The measures"))


def target_stage(result: ResultShown, year: int | None) -> Stage:
    """What is planned of a result: its target for the budget year."""
    name = _("Planned")
    targets = [
        value for one in result.measures for value in one.values if value.year == year and value.status != ACTUAL
    ]
    if not targets:
        return Stage("planned", name, _("No target"), more=_("No value is planned for the budget year."), missing=True)
    unit = _("planned for %(year)s") % {"year": year}
    return Stage("planned", name, *_short(targets[0], unit), address="#measures", link=_("The measures"))


def _short(value: Value, unit: str) -> tuple[Words, Words, Words]:
    """A value as the number of a stage: text that is no number stands below, where there is room for it."""
    if value.value is not None:
        return number(value.value), unit, ""
    text = value.text if len(value.text) <= 160 else f"{value.text[:157]}..."
    return "", unit, text


def newest_actual(values: Iterable[Value]) -> Value | None:
    """The newest actual value, None where there is none."""
    actual = [value for value in values if value.status == ACTUAL]
    return max(actual, key=lambda value: value.year) if actual else None


def rows_of(stages: Sequence[tuple[Words, Sequence[LineRow]]]) -> tuple[LineRow, ...]:
    """The rows of the stages one below the other; a stage without a row says so in one."""
    rows: list[LineRow] = []
    for name, own in stages:
        own = own or (LineRow(name, True, 1, _("Nothing is in the record."), _("missing")),)
        for at, row in enumerate(own):
            rows.append(LineRow(name, at == 0, len(own), row.what, row.state, row.code, row.address))
    return tuple(rows)


def asked_rows(
    organization: str, links: Sequence[LinkEntry], mandates: Sequence[Listed], below: Stage | None = None
) -> list[LineRow]:
    """Rows of what was asked: what is linked, then what is listed, and of what parts list the count on the card."""
    linked = [
        _row(one.asked or one.document_title, one.rationale, one.source, page_of(organization, one.source))
        for one in links[:ROWS]
    ]
    rows = [*_cut(linked, len(links), "#links"), *mandate_rows(organization, mandates)]
    if below is not None:
        rows.append(_row(f"{below.number} {below.unit}", below.more))
    return rows


def mandate_rows(organization: str, mandates: Sequence[Listed]) -> list[LineRow]:
    """Rows of what was asked."""
    rows = [
        _row(
            one.title,
            _("%(count)s acts ask") % {"count": one.asking} if one.held else _("text not held"),
            one.symbol,
            mandate_page(organization, one.symbol),
        )
        for one in mandates[:ROWS]
    ]
    return _cut(rows, len(mandates), "#mandates")


def planned_rows(
    organization: str, stage: Stage, results: Sequence[ResultShown], inner: Sequence[ResultBelow], below: int
) -> list[LineRow]:
    """Rows of what is planned: results of the place, the first of the `below` that stand below it, deliverables."""
    own = [ResultBelow(one.address, one.title, len(one.measures)) for one in results if one.kind == "planned"]
    rows = [
        _row(
            one.title,
            _measured(one.measures),
            one.address,
            page_of(organization, one.address),
        )
        for one in [*own, *inner][:ROWS]
    ]
    rows = _cut(rows, len(own) + below, stage.address)
    return [*rows, _row(stage.more, "")] if stage.more and not stage.missing else rows


def _measured(count: int) -> str:
    return ngettext("%(count)s measure", "%(count)s measures", count) % {"count": count} if count else _("no measure")


def money_rows(organization: str, stated: Sequence[Stated], estimates: Estimates, year: int | None) -> list[LineRow]:
    """Rows of what it costs, each leading to its source, then what is stated for its parts alone."""
    below = [
        _row(
            f"{fund_name(fund)}, {year}, {measure_name(ESTIMATE)}",
            _("for its parts: %(amount)s") % {"amount": plain(money)},
        )
        for fund, money in by_fund(estimates.below)
    ]
    own = [
        _row(
            f"{fund_name(one.fund)}, {one.year}, {measure_name(one.measure)}",
            plain(one.money),
            one.address.rpartition("/T")[2].replace("/", " "),
            page_of(organization, one.address),
        )
        for one in stated
    ]
    return [*own, *below]


def value_rows(organization: str, results: Iterable[ResultShown], status: str | None) -> list[LineRow]:
    """Rows of values of measures: the actual ones, or (None) those that are planned."""
    return [
        _row(value.text, f"{value.year}, {status_name(value.status)}", "", page_of(organization, value.where))
        for result in results
        for measure in result.measures
        for value in measure.values
        if (value.status == ACTUAL) == (status == ACTUAL)
    ]


def done_rows(stage: Stage, deliverables: Deliverables) -> list[LineRow]:
    """Rows of what was done: the count on the card, then what did not come in full."""
    if stage.missing or stage.status is None:
        return []
    states = {"in part": _("delivered in part"), "not delivered": _("not delivered")}
    rows = [_row(one.title, states[one.state]) for one in deliverables.late[:ROWS]]
    whole = _row(f"{stage.number} {stage.unit}", stage.status.words)
    return [whole, *_cut(rows, len(deliverables.late), "#deliverables")]


def _row(what: Words, state: Words, code: str = "", address: str = "") -> LineRow:
    return LineRow("", False, 1, what, state, code, address)


def _cut(rows: list[LineRow], whole: int, below: str) -> list[LineRow]:
    if whole > len(rows):
        rows.append(_row("", "", _("%(count)s more") % {"count": whole - len(rows)}, below))
    return rows
