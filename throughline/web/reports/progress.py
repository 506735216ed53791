"""What reports on progress are made of: of each place what was asked, done, spent and learned, and what is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.reporting.blocks import (
    Block,
    Chart,
    Column,
    Drawn,
    Figure,
    Note,
    Points,
    Series,
    Table,
    Text,
    Tone,
)
from throughline.store.budgeting.reads import Stated
from throughline.store.reporting.progress import ACTUAL, PLANNED, MeasureTold, PlaceTold
from throughline.web.formatting import day, number
from throughline.web.pages.plans.names import fund_name, fund_order, measure_name, status_name
from throughline.web.reports.measured import Measured, measured_blocks
from throughline.web.reports.words import NOTHING, counted, group, money, row, said, share, status, total

# Charts of more than this many bars are read sooner as their table.
BARS = 12


@dataclass(frozen=True, slots=True)
class Goal:
    """A place as a report tells of it; blocks are () where there is nothing to tell."""

    address: str
    code: str
    heading: str
    objective: Text | None
    year: int | None
    asked: tuple[Block, ...]
    done: tuple[Block, ...]
    reached: tuple[Block, ...]
    spent: tuple[Block, ...]
    learned: tuple[Block, ...]
    open: tuple[Block, ...]
    past: tuple[tuple[Text, Text], ...]
    results: tuple[tuple[Text, Text], ...]
    narrative: tuple[Block, ...] = ()


def goals_of(
    told: Sequence[PlaceTold],
    measured: Mapping[str, Measured],
    today: date,
    narratives: Mapping[str, tuple[Block, ...]],
) -> tuple[Goal, ...]:
    """The places that have something to tell, each with what it tells; `measured` are indicators by place."""
    return tuple(_goal(one, measured.get(one.address, ()), today, narratives.get(one.address, ())) for one in told)


def _goal(one: PlaceTold, measured: Measured, today: date, narrative: tuple[Block, ...]) -> Goal:
    language = one.language
    told = [
        (said(result.title, language, result.address), said(result.narrative, language), result.is_past)
        for result in one.results
    ]
    return Goal(
        address=one.address,
        code=one.address.rpartition("/")[2],
        heading=one.title,
        objective=said(one.objective, language) if one.objective else None,
        year=one.year,
        asked=_asked(one, today),
        done=_done(one),
        reached=(*_reached(one), *measured_blocks(measured)),
        spent=_spent(one.money),
        learned=(Points(tuple((said(text, language),) for text in one.lessons)),) if one.lessons else (),
        open=_open(one),
        past=tuple((title, text) for title, text, is_past in told if is_past),
        results=tuple((title, text) for title, text, is_past in told if not is_past),
        narrative=narrative,
    )


def _asked(one: PlaceTold, today: date) -> tuple[Block, ...]:
    if not one.mandates:
        return ()
    held = sum(mandate.held for mandate in one.mandates)
    note = _("Of %(count)s mandates that hold here, the record has the text of %(held)s.") % {
        "count": number(len(one.mandates)),
        "held": number(held),
    }
    columns = (Column(_("Request")), Column(_("What is asked")), Column(_("By when")), Column(_("Answer")))
    lines = tuple(
        row(
            Text(ask.address.rpartition("/")[0], address=ask.address),
            said(f"{ask.verb} {ask.request}"),
            _when(ask.deadline, ask.latest, today),
            status(_("answered"), Tone.GOOD) if ask.answered else status(_("not answered"), Tone.ATTENTION),
        )
        for ask in one.requests
    )
    if not lines:
        return (Note((Text(note),), Tone.PLAIN),)
    return (Table(_("What mandates ask of the secretariat"), columns, lines, note),)


def _when(deadline: str, latest: date | None, today: date) -> tuple[Text, ...]:
    if latest is None:
        return (said(deadline),) if deadline else (Text(NOTHING),)
    if latest < today:
        return (Text(f"{day(latest)} "), status(_("has passed"), Tone.ATTENTION))
    return (Text(day(latest)),)


def _done(one: PlaceTold) -> tuple[Block, ...]:
    """The deliverables of the year: a chart where it is read sooner, else the table alone."""
    if not one.delivered or one.year is None:
        return ()
    lines = [
        row(
            said(kind.title, one.language, kind.address),
            counted(kind.planned, kind.address),
            counted(kind.actual, kind.address),
            _against(kind.planned, kind.actual),
        )
        for kind in one.delivered
    ]
    columns = (
        Column(_("Deliverables")),
        Column(_("Planned"), numeric=True),
        Column(_("Delivered"), numeric=True),
        Column(_("Standing")),
    )
    title = _came(one)
    note = _("Full: as many as planned or more. Partly: fewer. None: nothing was delivered.")
    table = Table(
        _("Deliverables of %(year)s, planned and delivered") % {"year": one.year}, columns, tuple(lines), note
    )
    shown = [kind for kind in one.delivered if kind.planned is not None or kind.actual is not None]
    if not 1 < len(shown) <= BARS:
        return (table,)
    series = (
        Series(_("Planned"), tuple(kind.planned for kind in shown)),
        Series(_("Delivered"), tuple(kind.actual for kind in shown)),
    )
    return (Chart(title, Drawn.BARS, _("number"), tuple(kind.title for kind in shown), series, table, title),)


def _came(one: PlaceTold) -> str:
    words = ngettext(
        "%(full)s of %(due)s deliverable of %(year)s came in full",
        "%(full)s of %(due)s deliverables of %(year)s came in full",
        one.due,
    )
    return words % {"full": number(one.full), "due": number(one.due), "year": one.year}


def _against(planned: Decimal | None, actual: Decimal | None) -> Text:
    if planned is None or actual is None:
        return Text(NOTHING)
    if actual >= planned:
        return status(_("full"), Tone.GOOD)
    return status(_("partly"), Tone.ATTENTION) if actual else status(_("none"), Tone.BAD)


def _reached(one: PlaceTold) -> tuple[Block, ...]:
    if not one.measures:
        return ()
    times = sorted({time for measure in one.measures for time in measure.values}, key=_in_time)
    columns = (Column(_("Performance measure")), *(Column(f"{year} {status_name(kind)}") for year, kind in times))
    lines = []
    titles = {result.address: result.title for result in one.results}
    for result, measures in _by_result(one.measures):
        if titles.get(result):
            lines.append(group(said(titles[result], one.language, result)))
        for measure in measures:
            name = said(measure.title, one.language, measure.address)
            lines.append(row(name, *(_value(measure, time, one.language) for time in times)))
    return (Table(_("What was to be reached, and what was"), columns, tuple(lines)),)


def _in_time(time: tuple[int, str]) -> tuple[int, int]:
    return time[0], (ACTUAL, PLANNED).index(time[1]) if time[1] in (ACTUAL, PLANNED) else 2


def _by_result(measures: Iterable[MeasureTold]) -> list[tuple[str, list[MeasureTold]]]:
    found: dict[str, list[MeasureTold]] = {}
    for measure in measures:
        found.setdefault(measure.result, []).append(measure)
    return list(found.items())


def _value(measure: MeasureTold, time: tuple[int, str], language: str) -> Text | Figure:
    if time not in measure.values:
        return Text(NOTHING)
    value, text = measure.values[time]
    return Figure(number(value), measure.address) if value is not None else said(text, language)


def _spent(stated: Sequence[Stated]) -> tuple[Block, ...]:
    if not stated:
        return ()
    times = sorted({(one.year, one.measure) for one in stated}, key=lambda time: (time[0], _MEASURES.index(time[1])))
    amounts = {(one.fund, one.year, one.measure): one for one in stated}
    columns = (
        Column(_("Fund")),
        *(Column(f"{measure_name(measure)} {year}", numeric=True) for year, measure in times),
    )
    lines = []
    for fund in sorted({one.fund for one in stated}, key=fund_order):
        found = [amounts.get((fund, *time)) for time in times]
        lines.append(row(fund_name(fund), *(money(one.money, one.address) if one else NOTHING for one in found)))
    return (Table(_("What was spent, granted and asked for"), columns, tuple(lines)),)


_MEASURES = ("expenditure", "appropriation", "estimate")


def _open(one: PlaceTold) -> tuple[Block, ...]:
    errors, warnings = one.open.get("error", 0), one.open.get("warning", 0)
    late = sum(1 for ask in one.requests if not ask.answered)
    told: list[str] = []
    if late:
        told.append(ngettext("%(count)s request is not answered", "%(count)s requests are not answered", late))
        told[-1] %= {"count": number(late)}
    if errors:
        told.append(ngettext("%(count)s error in the papers", "%(count)s errors in the papers", errors))
        told[-1] %= {"count": number(errors)}
    if warnings:
        told.append(ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": number(warnings)})
    return (Points(tuple((Text(one),) for one in told)),) if told else ()


def in_short(told: Sequence[PlaceTold]) -> tuple[Block, ...]:
    """All places in one table: requests, deliverables, and what is open; the last line adds them up."""
    columns = (
        Column(_("Part of the plan")),
        *(Column(title, numeric=True) for title in (_("Mandates"), _("Requests"), _("Answered"))),
        *(Column(title, numeric=True) for title in (_("Deliverables due"), _("In full"), _("Share"))),
    )
    lines = [
        row(
            Text(one.title, address=one.address),
            counted(len(one.mandates)),
            counted(len(one.requests)),
            counted(sum(ask.answered for ask in one.requests)),
            counted(one.due),
            counted(one.full),
            share(one.full, one.due),
        )
        for one in told
        if one.mandates or one.due
    ]
    if not lines:
        return ()
    sums = sums_of(told)
    lines.append(
        total(
            _("Together, each once"),
            *(counted(sums[name]) for name in ("mandates", "requests", "answered", "due", "full")),
            share(sums["full"], sums["due"]),
        )
    )
    return (Table(_("Requests and deliverables, part by part"), columns, tuple(lines)),)


def sums_of(told: Sequence[PlaceTold]) -> dict[str, int]:
    """Totals over places; a mandate or request that holds for several counts once."""
    requests = {ask.address: ask.answered for one in told for ask in one.requests}
    return {
        "mandates": len({mandate.symbol for one in told for mandate in one.mandates}),
        "requests": len(requests),
        "answered": sum(requests.values()),
        "due": sum(one.due for one in told),
        "full": sum(one.full for one in told),
    }


def fields_of(told: Sequence[PlaceTold]) -> dict[str, Figure]:
    """The figures that a text of such a report may name; of a place by its code in front: `SP1.deliverables.due`."""
    found = _fields(sums_of(told), "")
    if len(told) > 1:
        for one in told:
            code = one.address.partition("/")[2].partition("/")[2].replace("/", ".")
            if code:
                found |= {f"{code}.{name}": figure for name, figure in _fields(sums_of([one]), one.address).items()}
    return found


def _fields(sums: Mapping[str, int], address: str) -> dict[str, Figure]:
    figures = {
        "mandates": counted(sums["mandates"], address),
        "requests": counted(sums["requests"], address),
        "requests.answered": counted(sums["answered"], address),
        "requests.open": counted(sums["requests"] - sums["answered"], address),
        "deliverables.due": counted(sums["due"], address),
        "deliverables.full": counted(sums["full"], address),
        "deliverables.share": share(sums["full"], sums["due"]),
    }
    return {name: Figure(figure.text, figure.address, name) for name, figure in figures.items()}


def answers_of(
    told: Sequence[PlaceTold],
    measured: Mapping[str, Measured],
    today: date,
    narratives: Mapping[str, tuple[Block, ...]],
) -> dict[str, Any]:
    """What the templates on progress put in."""
    goals = goals_of(told, measured, today, narratives)
    return {
        "goals": goals,
        "short": in_short(told),
        "summary": narratives.get("summary", ()),
        "outlook": narratives.get("outlook", ()),
        "sums": sums_of(told),
    }
