"""Names of recommendations, reasons and states of the review in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy, pgettext_lazy

from throughline.engine.mandates.review import APPROVED, DRAFT, REASONS, RETAIN, RETIRE, SENT_BACK, SUBMITTED, UPDATE
from throughline.web.pages.frame import Status, Words

RECOMMENDATION_NAMES = {
    RETAIN: pgettext_lazy("mandate", "retain"),
    UPDATE: pgettext_lazy("mandate", "update"),
    RETIRE: pgettext_lazy("mandate", "retire"),
}
REASON_NAMES = {
    "goes on": gettext_lazy("The task goes on"),
    "founds the work": gettext_lazy("The work is founded on it"),
    "report is due": gettext_lazy("A report that it asks for is still due"),
    "newer has followed": gettext_lazy("A newer one has followed"),
    "part still stands": gettext_lazy("Only a part of it still stands"),
    "listed under another title": gettext_lazy("It is listed wrongly: symbol, title or paragraph"),
    "done": gettext_lazy("What it asks is done"),
    "asked again elsewhere": gettext_lazy("Another mandate asks the same"),
    "belongs to another part": gettext_lazy("It belongs to another part of the house"),
    "overtaken": gettext_lazy("Events have overtaken it"),
    "other": gettext_lazy("Another reason, in your own words"),
}
STATE_NAMES = {
    DRAFT: Status("plain", pgettext_lazy("review", "draft")),
    SUBMITTED: Status("attention", pgettext_lazy("review", "submitted")),
    APPROVED: Status("good", pgettext_lazy("review", "approved")),
    SENT_BACK: Status("bad", pgettext_lazy("review", "sent back")),
}
NOTHING = Status("plain", gettext_lazy("nothing recommended"))


def state_status(state: str) -> Status:
    """The state of a recommendation; "" where nothing is recommended yet."""
    return STATE_NAMES.get(state, NOTHING)


def reason_choices() -> list[tuple[Words, list[tuple[str, Words]]]]:
    """The catalogue of reasons, under what each may be given for."""
    return [
        (name, [(code, REASON_NAMES[code]) for code in _reasons_for(recommendation)])
        for recommendation, name in RECOMMENDATION_NAMES.items()
    ]


def _reasons_for(recommendation: str) -> Iterable[str]:
    """The reasons for a recommendation; one that goes for several stands with the first of them."""
    return (code for code, given in REASONS.items() if given[0] == recommendation)
