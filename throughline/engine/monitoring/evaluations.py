"""Evaluations: what is evaluated when, what was found, what management answered and did, and the lessons drawn."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.planning.contributions import Span

EVALUATION_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
SAFE_LINK = re.compile(r"https://[^\s<>\"]{1,480}")


class Kind(StrEnum):
    """Who evaluates: a unit set up for it, the unit in charge, several organizations, or those who did the work."""

    CENTRALIZED = "centralized"
    DECENTRALIZED = "decentralized"
    JOINT = "joint"
    SELF = "self"


class State(StrEnum):
    """How far an evaluation is."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    """How much depends on a recommendation."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Response(StrEnum):
    """What management answers to a recommendation; what it does after that is told by its actions."""

    ACCEPTED = "accepted"
    PARTLY = "partly accepted"
    NOT_ACCEPTED = "not accepted"


class Progress(StrEnum):
    """How far management says that an action is."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    IMPLEMENTED = "implemented"


@dataclass(frozen=True, slots=True)
class Action:
    """What management does about a recommendation, by when; `evidence` shows that it was done."""

    number: int
    text: str
    due: date
    state: Progress = Progress.NOT_STARTED
    evidence: str = ""

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has passed and it is not implemented."""
        return self.state is not Progress.IMPLEMENTED and self.due < today


@dataclass(frozen=True, slots=True)
class Found:
    """What an evaluation found: the recommendation that follows, and the response; None until there is one."""

    number: int
    text: str
    recommendation: str
    priority: Priority = Priority.MEDIUM
    response: Response | None = None
    why: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """That a lesson is used in a node of a later plan, and how."""

    node: str
    how: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned, at which nodes of plans, and where it is used."""

    number: int
    text: str
    nodes: tuple[str, ...]
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation of nodes of plans. `report` is the address of a document of the record, or an https link.

    `year` is the one in which it is planned to end; `start` and `end` are its first and last day, where they are
    known; `unit` is the code of the unit responsible, "" for the whole organization.
    """

    address: str
    title: str
    kind: Kind
    year: int
    nodes: tuple[str, ...]
    state: State = State.PLANNED
    start: date | None = None
    end: date | None = None
    unit: str = ""
    reason: str = ""
    report: str = ""
    findings: tuple[Found, ...] = ()
    lessons: tuple[Lesson, ...] = ()


def evaluation_address(organization: str, code: str) -> str:
    """The public address of an evaluation: `evaluation:UN/harbours-2026`."""
    return f"evaluation:{organization}/{code}"


def finding_address(evaluation: str, number: int) -> str:
    """The public address of what an evaluation found: `evaluation:UN/harbours-2026#F2`."""
    return f"{evaluation}#F{number}"


def action_address(evaluation: str, finding: int, number: int) -> str:
    """The public address of an action of management: `evaluation:UN/harbours-2026#F2/A1`."""
    return f"{evaluation}#F{finding}/A{number}"


def lesson_address(evaluation: str, number: int) -> str:
    """The public address of a lesson: `evaluation:UN/harbours-2026#L1`."""
    return f"{evaluation}#L{number}"


def is_safe_link(address: str) -> bool:
    """Tell whether an address is a link that may be shown as one: https, without blanks and brackets."""
    return SAFE_LINK.fullmatch(address) is not None


def is_later(one: Span, than: Iterable[Span]) -> bool:
    """Tell whether a plan begins after all of these began: plans that roll on overlap, and follow all the same."""
    return all(one.start > other.start for other in than)


def check_evaluations(evaluations: Iterable[Evaluation], today: date) -> list[Finding]:
    """MO-NO-RESPONSE, MO-ACTION-LATE and MO-NO-WHY: what management still owes to evaluations that were completed."""
    found: list[Finding] = []
    for one in evaluations:
        if one.state is not State.CANCELLED:
            for each in one.findings:
                found += _owed(one, each, today)
    return found


def _owed(evaluation: Evaluation, one: Found, today: date) -> Iterable[Finding]:
    where = finding_address(evaluation.address, one.number)
    if one.response is None:
        if evaluation.state is State.COMPLETED:
            words = Sentence("%(finding)s has no response of management: accept it, or say why not.", finding=where)
            yield Finding("MO-NO-RESPONSE", Severity.WARNING, where, words)
        return
    if one.response is Response.NOT_ACCEPTED and not one.why.strip():
        words = Sentence("%(finding)s was not accepted, and nothing says why: write the reason.", finding=where)
        yield Finding("MO-NO-WHY", Severity.ERROR, where, words)
    for action in one.actions:
        if action.is_overdue(today):
            address = action_address(evaluation.address, one.number, action.number)
            words = Sentence(
                "%(action)s was due on %(due)s and is not implemented: report how far it is, with evidence.",
                action=address,
                due=action.due.isoformat(),
            )
            yield Finding("MO-ACTION-LATE", Severity.WARNING, address, words)


def check_lessons(evaluations: Iterable[Evaluation], spans: Mapping[str, Span], plans: Iterable[Span]) -> list[Finding]:
    """MO-LESSON-UNUSED: a later plan stands, and none that does uses the lesson.

    `spans` are the days of the plans of the nodes that stand, by address; `plans` those of all plans that stand. Of a
    lesson whose nodes are all gone nothing is said: what would be later than it is not known.
    """
    found = []
    standing = tuple(plans)
    for evaluation in evaluations:
        for lesson in evaluation.lessons if evaluation.state is State.COMPLETED else ():
            own = [spans[node] for node in lesson.nodes if node in spans]
            used = any(is_later(spans[use.node], own) for use in lesson.uses if use.node in spans)
            if own and not used and any(is_later(plan, own) for plan in standing):
                where = lesson_address(evaluation.address, lesson.number)
                words = Sentence(
                    "%(lesson)s is used in no later plan that stands: say where it is used, and how.", lesson=where
                )
                found.append(Finding("MO-LESSON-UNUSED", Severity.WARNING, where, words))
    return found
