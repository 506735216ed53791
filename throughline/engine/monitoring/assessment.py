"""Self-assessments: the stage at which each pillar of results-based management stands for a node of a plan, by year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from throughline.engine.findings import Finding, Sentence, Severity


class Pillar(StrEnum):
    """A pillar of the model of the Joint Inspection Unit, in its order."""

    STRATEGIC = "strategic"
    OPERATIONAL = "operational"
    ACCOUNTABILITY = "accountability"
    CHANGE = "change"
    RESPONSIBILITY = "responsibility"


@dataclass(frozen=True, slots=True)
class Model:
    """A model of pillars and stages, as it holds for the years from `since` on; `reference` says where it stands.

    `stages` are the words of the stages from 1 on; `most_risen` how many of them a pillar may rise in a year without
    evidence. `is_confirmed` once somebody held the words against the document itself: until then pages say so.
    """

    reference: str
    since: int
    pillars: Mapping[Pillar, Sentence]
    stages: tuple[Sentence, ...]
    most_risen: int
    is_confirmed: bool

    @property
    def highest(self) -> int:
        """The last stage."""
        return len(self.stages)

    def words(self, stage: int) -> Sentence:
        """What a stage is called."""
        return self.stages[stage - 1]


# Dated, the newest last. The words are to be confirmed against the documents of the Unit (JIU/REP/2017/6 and the
# model that came with it, JIU/NOTE/2017/1); how many stages are plausible in a year is a rule of ours.
MODELS = (
    Model(
        reference="JIU/REP/2017/6",
        since=2017,
        pillars={
            Pillar.STRATEGIC: Sentence("Strategic management"),
            Pillar.OPERATIONAL: Sentence("Operational management"),
            Pillar.ACCOUNTABILITY: Sentence("Accountability and learning management"),
            Pillar.CHANGE: Sentence("Change management"),
            Pillar.RESPONSIBILITY: Sentence("Responsibility for outcomes"),
        },
        stages=(
            Sentence("not started, or ad hoc exploration"),
            Sentence("mainstreaming: start-up"),
            Sentence("mainstreaming: roll-out"),
            Sentence("mainstreaming: refinement"),
            Sentence("full integration and continuous learning"),
        ),
        most_risen=1,
        is_confirmed=False,
    ),
)


def model_in(year: int) -> Model | None:
    """The model that holds for a year; None before there was one."""
    return next((one for one in reversed(MODELS) if one.since <= year), None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The stage of one pillar, why it is that one, and the evidence for it: what can be looked at, "" for none."""

    pillar: Pillar
    stage: int
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a node judges of itself for a year: a judgement of each pillar that it looked at.

    A pillar that it did not look at has none: that is said, and counts nowhere as a stage.
    """

    node: str
    year: int
    judgements: tuple[Judgement, ...]

    @property
    def address(self) -> str:
        """Its public address."""
        return assessment_address(self.node, self.year)

    def of(self, pillar: Pillar) -> Judgement | None:
        """The judgement of a pillar; None where it was left out."""
        return next((one for one in self.judgements if one.pillar is pillar), None)

    @property
    def left_out(self) -> tuple[Pillar, ...]:
        """The pillars that were not looked at."""
        return tuple(pillar for pillar in Pillar if self.of(pillar) is None)


def assessment_address(node: str, year: int) -> str:
    """The public address of the assessment of a node for a year: `assessment/2026/ITU/2024-27/G1`."""
    return f"assessment/{year}/{node}"


class Change(StrEnum):
    """What became of a pillar since it was judged last."""

    RISEN = "risen"
    SAME = "same"
    FALLEN = "fallen"
    FIRST = "first"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a pillar in a year, since the year `before` in which it was judged last (None for never).

    `stages` says by how many it rose, below zero by how many it fell.
    """

    change: Change
    before: int | None = None
    stages: int = 0


def steps_of(assessments: Iterable[Assessment]) -> dict[tuple[int, Pillar], Step]:
    """What became of each pillar of one node in each year, against the last year in which that pillar was judged.

    Pillars are compared with themselves alone. There is no figure for all of them together, no mean and no sum: stages
    are an order, and nothing says that from 1 to 2 is as far as from 4 to 5.
    """
    found: dict[tuple[int, Pillar], Step] = {}
    last: dict[Pillar, tuple[int, int]] = {}
    for one in sorted(assessments, key=lambda one: one.year):
        for pillar in Pillar:
            judged = one.of(pillar)
            if judged is None:
                found[one.year, pillar] = Step(Change.LEFT_OUT)
                continue
            found[one.year, pillar] = _step(last.get(pillar), judged.stage)
            last[pillar] = (one.year, judged.stage)
    return found


def _step(before: tuple[int, int] | None, stage: int) -> Step:
    if before is None:
        return Step(Change.FIRST)
    year, was = before
    change = Change.RISEN if stage > was else Change.FALLEN if stage < was else Change.SAME
    return Step(change, year, stage - was)


def check_judgements(model: Model, where: str, judgements: Sequence[Judgement]) -> list[Finding]:
    """MO-PILLAR: a stage that there is not, a pillar judged twice or without a reason, or none judged at all."""
    wrong: list[Sentence] = []
    if not judgements:
        wrong.append(Sentence("No pillar is judged: judge at least one of them."))
    if len({one.pillar for one in judgements}) < len(judgements):
        wrong.append(Sentence("A pillar is judged twice: keep one of the two."))
    for one in judgements:
        pillar = model.pillars[one.pillar]
        if not 1 <= one.stage <= model.highest:
            wrong.append(
                Sentence("%(pillar)s: choose a stage from 1 to %(highest)s.", pillar=pillar, highest=model.highest)
            )
        if not one.reason.strip():
            wrong.append(Sentence("%(pillar)s: say why it stands at this stage.", pillar=pillar))
    return [Finding("MO-PILLAR", Severity.ERROR, where, words) for words in wrong]


def check_rises(assessments: Iterable[Assessment]) -> list[Finding]:
    """MO-PILLAR-RISE: a pillar rose by more stages than a year makes plausible, and no evidence is named.

    Where years lie between two judgements, each of them counts.
    """
    by_node: dict[str, list[Assessment]] = {}
    for one in assessments:
        by_node.setdefault(one.node, []).append(one)
    return [
        finding
        for _, own in sorted(by_node.items())
        for (year, pillar), step in sorted(steps_of(own).items())
        for one in own
        if one.year == year and (finding := _rise(one, pillar, step)) is not None
    ]


def _rise(one: Assessment, pillar: Pillar, step: Step) -> Finding | None:
    judged, model = one.of(pillar), model_in(one.year)
    if judged is None or model is None or step.before is None or judged.evidence.strip():
        return None
    if step.stages <= model.most_risen * (one.year - step.before):
        return None
    message = Sentence(
        "%(pillar)s rises from stage %(was)s in %(before)s to stage %(stage)s in %(year)s, and no evidence is named: "
        "name what shows it, or look at the stage again.",
        pillar=model.pillars[pillar],
        was=judged.stage - step.stages,
        before=str(step.before),
        stage=judged.stage,
        year=str(one.year),
    )
    figures = (f"{pillar} {step.before}: {judged.stage - step.stages}", f"{pillar} {one.year}: {judged.stage}")
    return Finding("MO-PILLAR-RISE", Severity.WARNING, one.node, message, figures)
