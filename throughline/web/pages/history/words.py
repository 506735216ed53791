"""The words of the history: what each action is called, and what of what it said of itself people are told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from throughline.engine.mandates.review import REASONS
from throughline.engine.monitoring.assessment import Pillar
from throughline.store import feeds
from throughline.store.editing.action import EDIT
from throughline.store.monitoring.assessments import actions as assessments
from throughline.store.monitoring.evaluations import actions as evaluations
from throughline.store.monitoring.evaluations import following
from throughline.store.monitoring.indicators import approving, defining, entering, periods, reminding
from throughline.store.people import COMMAND_LINE, invitations, roles, tokens
from throughline.store.planning.contributions import actions as contributions
from throughline.store.planning.contributions import many
from throughline.store.planning.frameworks import actions as frameworks
from throughline.store.planning.frameworks import deciding
from throughline.store.planning.links import actions as links
from throughline.store.planning.review import actions as review
from throughline.store.reporting import handling
from throughline.store.reporting.editions import actions as editions
from throughline.store.reporting.tables import COMMENT, EXPLANATION
from throughline.store.suggestions import actions as suggestions
from throughline.store.taking_in.action import TAKE_IN
from throughline.store.taking_in.undoing import UNDO
from throughline.store.units import actions as units
from throughline.web.formatting import day, file_name, number
from throughline.web.pages.assessments.names import PILLAR_NAMES
from throughline.web.pages.evaluations.names import SAID_NAMES
from throughline.web.pages.frame import Words
from throughline.web.pages.people.forms import ROLE_NAMES
from throughline.web.pages.reviews.names import REASON_NAMES, RECOMMENDATION_NAMES, STATE_NAMES
from throughline.web.pages.sources.shown import DIFFERS, ROWS, counted
from throughline.web.pages.sources.views import OUTCOMES

# Every action that the history tells of, as people say it.
ACTIONS: Mapping[str, Words] = {
    TAKE_IN: pgettext_lazy("history", "Taken in"),
    UNDO: pgettext_lazy("history", "Taking-in undone"),
    EDIT: pgettext_lazy("history", "Edited"),
    handling.ASSIGN: pgettext_lazy("history", "Finding assigned"),
    handling.ACCEPT: pgettext_lazy("history", "Finding accepted as it is"),
    handling.TAKE_UP: pgettext_lazy("history", "Finding taken up again"),
    handling.REMARKED[COMMENT]: pgettext_lazy("history", "Finding commented on"),
    handling.REMARKED[EXPLANATION]: pgettext_lazy("history", "Finding explained"),
    review.OPEN: pgettext_lazy("history", "Review of mandates opened"),
    review.MOVE: pgettext_lazy("history", "Deadline of the review moved"),
    review.PROPOSE: pgettext_lazy("history", "Recommendation drafted"),
    review.SUBMIT: pgettext_lazy("history", "Recommendation submitted"),
    review.APPROVE_REVIEW: pgettext_lazy("history", "Recommendation approved"),
    review.SEND_BACK: pgettext_lazy("history", "Recommendation sent back"),
    review.COMMENT: pgettext_lazy("history", "Review commented on"),
    links.LINK: pgettext_lazy("history", "Linked"),
    links.CHANGE_LINK: pgettext_lazy("history", "Link changed"),
    links.END_LINK: pgettext_lazy("history", "Link ended"),
    defining.DEFINE: pgettext_lazy("history", "Indicator defined"),
    defining.DEFINE_NEXT: pgettext_lazy("history", "Indicator defined anew"),
    defining.ADD_SERIES: pgettext_lazy("history", "Another part of a plan reports the indicator"),
    entering.ENTER: pgettext_lazy("history", "Values entered"),
    entering.RESTATE: pgettext_lazy("history", "Values restated"),
    reminding.REMIND: pgettext_lazy("history", "Reminded of reports that are due"),
    approving.SUBMIT: pgettext_lazy("history", "Report submitted"),
    approving.REVIEW: pgettext_lazy("history", "Report approved at one level"),
    approving.APPROVING: pgettext_lazy("history", "Report approved"),
    approving.SEND_BACK: pgettext_lazy("history", "Report sent back"),
    periods.MAKE: pgettext_lazy("history", "Period made"),
    periods.CLOSE: pgettext_lazy("history", "Period closed"),
    periods.REOPEN: pgettext_lazy("history", "Period reopened"),
    periods.SET_LEVELS: pgettext_lazy("history", "Levels of approval set"),
    assessments.ASSESS: pgettext_lazy("history", "Self-assessment written"),
    assessments.CHANGE_ASSESSMENT: pgettext_lazy("history", "Self-assessment changed"),
    assessments.CONFIRM_ASSESSMENT: pgettext_lazy("history", "Self-assessment confirmed"),
    evaluations.PLAN: pgettext_lazy("history", "Evaluation planned"),
    evaluations.CHANGE: pgettext_lazy("history", "Evaluation changed"),
    following.FIND: pgettext_lazy("history", "Finding of the evaluation written"),
    following.RESPOND: pgettext_lazy("history", "Management responded"),
    following.UNDERTAKE: pgettext_lazy("history", "Action undertaken"),
    following.REPORT: pgettext_lazy("history", "Action reported on"),
    following.LEARN: pgettext_lazy("history", "Lesson drawn"),
    following.USE: pgettext_lazy("history", "Lesson used"),
    contributions.CONTRIBUTE: pgettext_lazy("history", "Contribution made"),
    contributions.CHANGE_CONTRIBUTION: pgettext_lazy("history", "Contribution changed"),
    contributions.END_CONTRIBUTION: pgettext_lazy("history", "Contribution ended"),
    many.BRING: pgettext_lazy("history", "Contribution brought in by a workbook"),
    frameworks.MAKE: pgettext_lazy("history", "Plan made"),
    frameworks.CHANGE: pgettext_lazy("history", "Head of the plan changed"),
    frameworks.WRITE: pgettext_lazy("history", "Draft of the plan written"),
    deciding.SUBMIT: pgettext_lazy("history", "Plan submitted"),
    deciding.ADVISE: pgettext_lazy("history", "Advice on the plan written down"),
    deciding.APPROVE_PLAN: pgettext_lazy("history", "Plan approved"),
    deciding.SEND_BACK: pgettext_lazy("history", "Plan sent back"),
    deciding.AMEND: pgettext_lazy("history", "Amendment of the plan begun"),
    suggestions.DISMISS: pgettext_lazy("history", "Suggestion dismissed"),
    suggestions.RESTORE: pgettext_lazy("history", "Suggestion taken back up"),
    units.MAKE: pgettext_lazy("history", "Unit made"),
    units.RENAME: pgettext_lazy("history", "Unit renamed"),
    units.MOVE: pgettext_lazy("history", "Unit moved"),
    units.END: pgettext_lazy("history", "Unit ended"),
    units.GIVE: pgettext_lazy("history", "Unit answers for something more"),
    units.TAKE_BACK: pgettext_lazy("history", "Unit answers for something no more"),
    invitations.INVITE: pgettext_lazy("history", "Invited"),
    invitations.ACCEPT: pgettext_lazy("history", "Invitation accepted"),
    invitations.WITHDRAW: pgettext_lazy("history", "Invitation withdrawn"),
    roles.GIVE_ROLE: pgettext_lazy("history", "Role given"),
    roles.END_ROLE: pgettext_lazy("history", "Role ended"),
    roles.PUBLISH: pgettext_lazy("history", "Opened to everybody"),
    roles.UNPUBLISH: pgettext_lazy("history", "Closed to the public"),
    roles.START_VIEW: pgettext_lazy("history", "Looked as somebody else"),
    roles.END_VIEW: pgettext_lazy("history", "Stopped looking as somebody else"),
    tokens.ISSUE: pgettext_lazy("history", "Token issued"),
    tokens.REVOKE: pgettext_lazy("history", "Token revoked"),
    editions.WRITE: pgettext_lazy("history", "Text of a report written"),
    editions.FREEZE: pgettext_lazy("history", "Edition of a report frozen"),
    feeds.MAKE: pgettext_lazy("history", "Private address of a calendar made"),
    feeds.REVOKE: pgettext_lazy("history", "Private address of a calendar revoked"),
}
# A reason of a review is one of the catalogue; that of anything else stands in somebody's own words.
Tell = Callable[[Any], Words]


def _version(value: Any) -> Words:
    return number(value)


def _named(names: Mapping[str, Words]) -> Tell:
    return lambda value: names.get(str(value), str(value))


def _stages(value: Mapping[str, Any]) -> Words:
    """The stages of an assessment; why, and what shows it, stand on its page and in the history itself."""
    return "; ".join(f"{PILLAR_NAMES[Pillar(pillar)]}: {number(stage)}" for pillar, (stage, *_) in value.items())


def _reason(value: Any) -> Words:
    return REASON_NAMES[value] if value in REASONS else str(value)


def _state(value: Any) -> Words:
    """A state of a review, or one of an evaluation and what followed from it, as people say it."""
    return STATE_NAMES[value].words if value in STATE_NAMES else SAID_NAMES.get(str(value), str(value))


# What an action says of itself that people are told: its name, and how its value is said. All else (digests, versions
# of readers, row counts for `throughline verify`) is left to the API.
FACTS: Mapping[str, tuple[Words, Tell]] = {
    "file": (gettext_lazy("File"), lambda value: file_name(str(value))),
    "outcome": (gettext_lazy("Outcome"), lambda value: OUTCOMES[value].words if value in OUTCOMES else str(value)),
    "version": (gettext_lazy("Version"), _version),
    "counts": (gettext_lazy("What it holds"), lambda value: counted(value, ROWS)),
    "difference": (gettext_lazy("What differs"), lambda value: counted(value, DIFFERS)),
    "findings": (gettext_lazy("Findings"), number),
    "withdrawn": (gettext_lazy("Version withdrawn"), _version),
    "stands": (gettext_lazy("Version that stands"), _version),
    "forgotten": (gettext_lazy("Documents that are not known any more"), number),
    "code": (gettext_lazy("Finding"), str),
    "about": (gettext_lazy("About"), str),
    "person": (gettext_lazy("Person"), str),
    "email": (gettext_lazy("E-mail address"), str),
    "role": (gettext_lazy("Role"), _named(ROLE_NAMES)),
    "unit": (gettext_lazy("Unit"), str),
    "parent": (gettext_lazy("Below"), str),
    "name": (gettext_lazy("Name"), str),
    "before": (gettext_lazy("Before"), lambda value: day(str(value))),
    "address": (gettext_lazy("Address"), str),
    "addressee": (gettext_lazy("Addressee"), str),
    "source": (gettext_lazy("What is asked"), str),
    "target": (gettext_lazy("What answers it"), str),
    "share": (gettext_lazy("Share"), str),
    "rationale": (gettext_lazy("Rationale"), str),
    "part": (gettext_lazy("Part"), str),
    "recommendation": (gettext_lazy("Recommendation"), _named(RECOMMENDATION_NAMES)),
    "reason": (gettext_lazy("Reason"), _reason),
    "words": (gettext_lazy("In words"), str),
    "state": (gettext_lazy("State"), _state),
    "response": (gettext_lazy("Response of management"), _state),
    "evidence": (gettext_lazy("What shows it"), str),
    "report": (gettext_lazy("Its report"), str),
    "note": (gettext_lazy("Note"), str),
    "mandates": (gettext_lazy("Mandates"), lambda value: number(len(value))),
    "deadline": (gettext_lazy("Deadline"), lambda value: day(str(value))),
    "until": (gettext_lazy("Until"), lambda value: day(str(value))),
    "text": (gettext_lazy("Text"), str),
    "section": (gettext_lazy("Section"), str),
    "edition": (gettext_lazy("Edition"), number),
    "reports": (gettext_lazy("Reports that are due"), number),
    "late": (gettext_lazy("Late"), number),
    "days": (gettext_lazy("For how many days"), number),
    "from": (gettext_lazy("What contributes"), str),
    "to": (gettext_lazy("What it contributes to"), str),
    "title": (gettext_lazy("Title"), str),
    "start": (gettext_lazy("From"), lambda value: day(str(value))),
    "end": (gettext_lazy("Until before"), lambda value: day(str(value))),
    "levels": (gettext_lazy("Levels"), lambda value: ", ".join(map(str, value))),
    "rolling": (gettext_lazy("Years ahead"), number),
    "came": (gettext_lazy("Came"), lambda value: ", ".join(map(str, value))),
    "went": (gettext_lazy("Went"), lambda value: ", ".join(map(str, value))),
    "changed": (gettext_lazy("Changed"), lambda value: ", ".join(map(str, value))),
    "advice": (gettext_lazy("Advice"), str),
    "judgements": (gettext_lazy("Stages"), _stages),
}


def action_words(action: str) -> Words:
    """What was done, as people say it."""
    return ACTIONS.get(action, action)


def whose_words(by: str) -> Words:
    """By whom it was done: a user name, or this machine."""
    return gettext_lazy("the command line of this machine") if by == COMMAND_LINE else by


def facts_of(data: Mapping[str, Any]) -> Iterator[tuple[Words, Words]]:
    """What people are told of what an action said of itself: its name and its value, in words."""
    for name, (words, tell) in FACTS.items():
        value = data.get(name)
        if value not in (None, "", {}, [], 0) and (said := tell(value)):
            yield words, said
