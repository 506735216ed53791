"""The reports that there are: what each is about, what it is made of, and how it is composed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from throughline.engine.errors import Refused
from throughline.engine.reporting.blocks import Block, Figure, Report
from throughline.store.organizations import Organization
from throughline.store.reporting.implementing import implementation_of
from throughline.store.reporting.progress import PlaceTold, places_at, told_of
from throughline.store.rights import Sight
from throughline.web.formatting import day
from throughline.web.reports.composing import composed
from throughline.web.reports.measured import measured_for_places
from throughline.web.reports.narrative import written
from throughline.web.reports.progress import answers_of, fields_of
from throughline.web.reports.resolution import implementation_answers, implementation_fields
from throughline.web.reports.strategy import (
    linkage_answers,
    linkage_fields,
    linkage_of,
    plan_told,
    strategy_answers,
    strategy_fields,
)

# The sections of a report that people write, beside those of its places.
SUMMARY, OUTLOOK = "summary", "outlook"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a report is asked for: the organization, the address that it is about, the day, and who asks."""

    organization: Organization
    about: str
    today: date
    seen: Sight


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the record says of it: the title, figures by the names of their fields, and the sections to write.

    `compose` makes the blocks with what people wrote, by section.
    """

    title: str
    fields: Mapping[str, Figure]
    sections: Mapping[str, str]
    compose: Callable[[Mapping[str, tuple[Block, ...]]], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: its code, its name, what it is about (an example of an address), and what gathers it."""

    code: str
    name: str | Promise
    about: str | Promise
    gather: Callable[[Asking], Gathered]
    contents: bool = True


def report_of(kind: Kind, asking: Asking, language: str, narratives: Mapping[str, str]) -> Report:
    """The report in a language, with what people wrote in it. Refused where the record has nothing at the address."""
    return report_from(gathered_of(kind, asking, language), kind, asking, language, narratives)


def report_from(gathered: Gathered, kind: Kind, asking: Asking, language: str, narratives: Mapping[str, str]) -> Report:
    """The same of what was gathered already, in the same language."""
    with override(language):
        texts = {section: written(text, gathered.fields).blocks for section, text in narratives.items() if text}
        return Report(
            title=gathered.title,
            organization=asking.organization.name or asking.organization.code,
            language=language,
            day=asking.today.isoformat(),
            blocks=gathered.compose(texts),
            symbol=asking.about,
            facts=(str(kind.name), _("As the record stood on %(day)s") % {"day": day(asking.today)}),
            contents=kind.contents,
        )


def gathered_of(kind: Kind, asking: Asking, language: str) -> Gathered:
    """What the record says, for whoever writes: the fields and the sections in their language."""
    with override(language):
        return kind.gather(asking)


def _places(asking: Asking) -> tuple[PlaceTold, ...]:
    places = places_at(asking.about, seen_by=asking.seen)
    if not places or not asking.about.startswith(f"{asking.organization.code}/"):
        raise Refused(
            _("The record has no plan, section or subprogramme %(address)s that you may see.")
            % {"address": asking.about}
        )
    return told_of(places, seen_by=asking.seen)


def _of_plans(template: str, title: Callable[[tuple[PlaceTold, ...]], str], asking: Asking) -> Gathered:
    told = _places(asking)
    sections = {SUMMARY: _("Summary"), OUTLOOK: _("What comes next"), **{one.address: one.title for one in told}}
    places = {one.address for one in told}
    measured = measured_for_places(asking.organization, asking.about, places, asking.today, seen_by=asking.seen)
    return Gathered(
        title=title(told),
        fields=fields_of(told),
        sections=sections,
        compose=lambda texts: composed(template, answers_of(told, measured, asking.today, texts)),
    )


def _progress(asking: Asking) -> Gathered:
    def title(told: tuple[PlaceTold, ...]) -> str:
        years = [one.year for one in told if one.year]
        if not years:
            return _("Progress report")
        return _("Progress report for %(year)s") % {"year": max(years)}

    return _of_plans("progress.md", title, asking)


def _performance(asking: Asking) -> Gathered:
    return _of_plans(
        "performance.md", lambda told: _("Programme performance: %(title)s") % {"title": told[0].title}, asking
    )


def _brief(asking: Asking) -> Gathered:
    return _of_plans("brief.md", lambda told: told[0].title, asking)


def _resolution(asking: Asking) -> Gathered:
    told = implementation_of(asking.about, seen_by=asking.seen)
    if told is None:
        raise Refused(
            _("The record does not have the text of a document %(symbol)s that you may see.") % {"symbol": asking.about}
        )

    def compose(texts: Mapping[str, tuple[Block, ...]]) -> tuple[Block, ...]:
        own = {SUMMARY: texts.get(SUMMARY, ()), OUTLOOK: texts.get(OUTLOOK, ())}
        return composed("resolution.md", {**implementation_answers(told, asking.today), **own})

    return Gathered(
        title=_("Implementation of %(symbol)s") % {"symbol": told.symbol},
        fields=implementation_fields(told),
        sections={SUMMARY: _("Summary"), OUTLOOK: _("What comes next")},
        compose=compose,
    )


def _strategy(asking: Asking) -> Gathered:
    told = plan_told(asking.organization, asking.about, asking.today, seen_by=asking.seen)
    if told is None:
        raise Refused(_("No plan of results stands at %(address)s that you may see.") % {"address": asking.about})
    elements = {one.entry.address: one.entry.element.title for one in told.elements}
    return Gathered(
        title=_("Progress on %(title)s") % {"title": told.version.framework.title},
        fields=strategy_fields(told),
        sections={SUMMARY: _("Summary"), OUTLOOK: _("What comes next"), **elements},
        compose=lambda texts: composed("strategy.md", strategy_answers(told, texts)),
    )


def _linkage(asking: Asking) -> Gathered:
    found = linkage_of(asking.organization, asking.about, seen_by=asking.seen)
    if found is None:
        raise Refused(_("No plan of results stands at %(address)s that you may see.") % {"address": asking.about})

    def compose(texts: Mapping[str, tuple[Block, ...]]) -> tuple[Block, ...]:
        own = {SUMMARY: texts.get(SUMMARY, ()), OUTLOOK: texts.get(OUTLOOK, ())}
        return composed("linkage.md", {**linkage_answers(found), **own})

    return Gathered(
        title=_("Linkage of plans: %(address)s") % {"address": asking.about},
        fields=linkage_fields(found),
        sections={SUMMARY: _("Summary"), OUTLOOK: _("What comes next")},
        compose=compose,
    )


KINDS = (
    Kind("progress", gettext_lazy("Progress report"), gettext_lazy("a year, a section or a subprogramme"), _progress),
    Kind("resolution", gettext_lazy("Implementation report"), gettext_lazy("a resolution or a decision"), _resolution),
    Kind("strategy", gettext_lazy("Progress on a plan of results"), gettext_lazy("a plan of results"), _strategy),
    Kind("linkage", gettext_lazy("Linkage table"), gettext_lazy("a strategic plan"), _linkage, contents=False),
    Kind("performance", gettext_lazy("Programme performance"), gettext_lazy("a section of a budget"), _performance),
    Kind("brief", gettext_lazy("Result brief"), gettext_lazy("one subprogramme"), _brief, contents=False),
)
BY_CODE = {kind.code: kind for kind in KINDS}
