"""Self-assessments as pages show them: years by pillars with what became of each, the radar, and lines of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughline.engine.monitoring.assessment import Change, Model, Pillar, Step, model_in
from throughline.store.monitoring.assessments.reads import AssessmentEntry, steps_among
from throughline.web.pages.assessments.names import PILLAR_NAMES, stage_words, step_status
from throughline.web.pages.frame import Status, Words
from throughline.writers.radar_svg import Radar, Ring, radar_svg

# How many years one radar holds and stays readable.
MOST_YEARS = 3


@dataclass(frozen=True, slots=True)
class PillarShown:
    """A pillar in a year: its name, the stage and its words, what became of it, why, and what shows it."""

    name: Words
    stage: int | None
    words: str
    step: Status
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class YearShown:
    """An assessment on a page: its pillars, and of how many it says nothing."""

    entry: AssessmentEntry
    path: str
    pillars: tuple[PillarShown, ...]
    risen: int
    fallen: int
    left_out: int


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """An assessment in a sheet: the stage of each pillar, empty where it was left out."""

    node: str
    year: int
    unit: str
    strategic: int | None
    operational: int | None
    accountability: int | None
    change: int | None
    responsibility: int | None
    risen: int
    fallen: int
    assessed: datetime
    assessed_by: str
    confirmed: datetime | None
    confirmed_by: str


def shown_in(entries: Sequence[AssessmentEntry], among: Sequence[AssessmentEntry]) -> list[YearShown]:
    """Assessments as pages show them, each held against the earlier ones of its node `among` all of these."""
    steps = steps_among(among)
    return [_shown(one, steps[one.node]) for one in entries]


def _shown(one: AssessmentEntry, steps: Mapping[tuple[int, Pillar], Step]) -> YearShown:
    own = {pillar: steps[one.year, pillar] for pillar in Pillar}
    changes = [step.change for step in own.values()]
    return YearShown(
        entry=one,
        path=one.node.partition("/")[2],
        pillars=tuple(_pillar(one, pillar, step) for pillar, step in own.items()),
        risen=changes.count(Change.RISEN),
        fallen=changes.count(Change.FALLEN),
        left_out=changes.count(Change.LEFT_OUT),
    )


def _pillar(one: AssessmentEntry, pillar: Pillar, step: Step) -> PillarShown:
    judged, model = one.record.of(pillar), model_in(one.year)
    status = step_status(step)
    if judged is None or model is None:
        return PillarShown(PILLAR_NAMES[pillar], None, "", status)
    words = stage_words(model, judged.stage)
    return PillarShown(PILLAR_NAMES[pillar], judged.stage, words, status, judged.reason, judged.evidence)


def line_of(one: YearShown) -> AssessmentLine:
    """An assessment as a line of a sheet."""
    entry = one.entry
    strategic, operational, accountability, change, responsibility = (pillar.stage for pillar in one.pillars)
    return AssessmentLine(
        node=entry.node,
        year=entry.year,
        unit=entry.unit,
        strategic=strategic,
        operational=operational,
        accountability=accountability,
        change=change,
        responsibility=responsibility,
        risen=one.risen,
        fallen=one.fallen,
        assessed=entry.assessed,
        assessed_by=entry.assessed_by,
        confirmed=entry.confirmed,
        confirmed_by=entry.confirmed_by,
    )


def radar_of(years: Sequence[YearShown], model: Model) -> SafeString:
    """The newest years of a node on a radar, the newest drawn as the first; "" where there is none."""
    if not years:
        return SafeString("")
    rings = tuple(Ring(str(one.entry.year), tuple(each.stage for each in one.pillars)) for one in years[:MOST_YEARS])
    said = "; ".join(said_of(one) for one in years[:MOST_YEARS])
    axes = tuple(str(one) for one in PILLAR_NAMES.values())
    radar = Radar(said, axes, model.highest, rings, _("not assessed"))
    # Every word in it is escaped where it is drawn.
    return SafeString(radar_svg(radar, get_language() or "en"))


def said_of(one: YearShown) -> str:
    """A year in words: each pillar with its stage."""
    told = (f"{each.name}: {each.stage if each.stage is not None else _('not assessed')}" for each in one.pillars)
    return f"{one.entry.year} – {', '.join(told)}"
