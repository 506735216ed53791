"""What the report on one document of a governing body is made of: each paragraph that asks, and what became of it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.reporting.blocks import Block, Column, Figure, Note, Points, Runs, Table, Text, Tone
from throughline.store.reporting.implementing import ActTold, Implementation
from throughline.web.formatting import day, number
from throughline.web.reports.words import NOTHING, counted, group, joined, row, said, status


def implementation_answers(told: Implementation, today: date) -> dict[str, Any]:
    """What the template on one document puts in."""
    acts = [act for paragraph in told.paragraphs for act in paragraph.acts]
    answered = sum(act.answered for act in acts)
    return {
        "sentence": _in_words(len(acts), answered, len(told.paragraphs)),
        "paragraphs": _table(told, today),
        "listed": _listed(told),
        "papers": (Points(tuple((Text(one, address=one),) for one in told.papers)),) if told.papers else (),
        "next": _next(acts, today),
    }


def implementation_fields(told: Implementation) -> dict[str, Figure]:
    """The figures that a text of such a report may name."""
    acts = [act for paragraph in told.paragraphs for act in paragraph.acts]
    answered = sum(act.answered for act in acts)
    found = {
        "acts": len(acts),
        "acts.answered": answered,
        "acts.open": len(acts) - answered,
        "paragraphs": len(told.paragraphs),
        "places": len(told.listed),
        "papers": len(told.papers),
    }
    return {name: Figure(counted(value).text, told.symbol, name) for name, value in found.items()}


def _in_words(acts: int, answered: int, paragraphs: int) -> str:
    words = ngettext(
        "%(paragraphs)s paragraph asks somebody for something, in %(acts)s; plans answer %(answered)s of them.",
        "%(paragraphs)s paragraphs ask somebody for something, in %(acts)s; plans answer %(answered)s of them.",
        paragraphs,
    )
    told = ngettext("%(count)s act", "%(count)s acts", acts) % {"count": number(acts)}
    return words % {"paragraphs": number(paragraphs), "acts": told, "answered": number(answered)}


def _table(told: Implementation, today: date) -> tuple[Block, ...]:
    if not told.paragraphs:
        return (Note((Text(_("No paragraph of it asks anybody for anything.")),), Tone.PLAIN),)
    columns = (
        *(Column(_("Who is asked")), Column(_("What is asked")), Column(_("Answered by"))),
        *(Column(_("Standing")), Column(_("Evidence")), Column(_("Next date"))),
    )
    lines = []
    for paragraph in told.paragraphs:
        lines.append(group(Text(_("Paragraph %(number)s") % {"number": paragraph.number}, address=paragraph.address)))
        lines += [
            row(
                said(", ".join(act.addressees), told.language),
                said(f"{act.verb} {act.request}", told.language, act.address),
                _answered_by(act, told),
                _standing(act, today),
                joined(Text(paper, address=paper) for paper in paragraph.evidence) or NOTHING,
                _next_date(act, today),
            )
            for act in paragraph.acts
        ]
    note = _("Answered: a plan in force lists the document, or a link leads from it to a result in force.")
    return (Table(_("What each paragraph asks, and what became of it"), columns, tuple(lines), note),)


def _answered_by(act: ActTold, told: Implementation) -> Runs | str:
    links = (*act.links, *told.links)
    if links:
        return joined(Text(one.answer or one.target, address=one.target) for one in dict.fromkeys(links))
    if act.answered and told.listed:
        words = ngettext("listed by %(count)s part of a plan", "listed by %(count)s parts of plans", len(told.listed))
        return words % {"count": number(len(told.listed))}
    return NOTHING


def _standing(act: ActTold, today: date) -> Text:
    if act.latest is not None and act.latest < today:
        words = _("time has passed; answered") if act.answered else _("time has passed; not answered")
        return status(words, Tone.ATTENTION if act.answered else Tone.BAD)
    return status(_("answered"), Tone.GOOD) if act.answered else status(_("not answered"), Tone.ATTENTION)


def _next_date(act: ActTold, today: date) -> Runs | str:
    if act.latest is not None and act.latest >= today:
        return (Text(day(act.latest)),)
    if act.recurring and act.deadline:
        return (said(act.deadline),)
    if act.latest is not None:
        return (Text(_("was %(day)s") % {"day": day(act.latest)}),)
    return (said(act.deadline),) if act.deadline else NOTHING


def _next(acts: list[ActTold], today: date) -> tuple[Block, ...]:
    coming = sorted({act.latest for act in acts if act.latest is not None and act.latest >= today})
    if not coming:
        return ()
    return (Note((Text(_("The next date is %(day)s.") % {"day": day(coming[0])}),), Tone.PLAIN),)


def _listed(told: Implementation) -> tuple[Block, ...]:
    if not told.listed:
        return (Note((Text(_("No part of a plan lists it.")),)),)
    columns = (Column(_("Part of a plan")), Column(_("Code")))
    lines = tuple(row(said(one.place_title), Text(one.place, address=one.place)) for one in told.listed)
    return (Table(_("Parts of plans that list it"), columns, lines),)
