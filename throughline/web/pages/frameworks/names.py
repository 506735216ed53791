"""Names of kinds, states and gaps of plans in the reader's language."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from throughline.engine.planning.frameworks import (
    ADVISED,
    APPROVED,
    DRAFT,
    FINANCIAL,
    OPERATIONAL,
    REVISED,
    STRATEGIC,
    SUBMITTED,
)
from throughline.engine.planning.linkage import NO_ACTIVITY, NO_LINE, NO_RESULT, NOTHING_BELOW
from throughline.engine.planning.versions import CAME, CHANGED, WENT
from throughline.web.pages.frame import Status, Words

KIND_NAMES: dict[str, Words] = {
    STRATEGIC: pgettext_lazy("plan", "strategic"),
    FINANCIAL: pgettext_lazy("plan", "financial"),
    OPERATIONAL: pgettext_lazy("plan", "operational"),
}
PLAN_NAMES: dict[str, Words] = {
    STRATEGIC: gettext_lazy("Strategic plan"),
    FINANCIAL: gettext_lazy("Financial plan"),
    OPERATIONAL: gettext_lazy("Operational plan"),
}
PLANS_NAMES: dict[str, Words] = {
    STRATEGIC: gettext_lazy("Strategic plans"),
    FINANCIAL: gettext_lazy("Financial plans"),
    OPERATIONAL: gettext_lazy("Operational plans"),
}
STATE_NAMES = {
    DRAFT: Status("plain", pgettext_lazy("plan", "draft")),
    SUBMITTED: Status("attention", pgettext_lazy("plan", "submitted")),
    ADVISED: Status("attention", pgettext_lazy("plan", "advised on")),
    APPROVED: Status("good", pgettext_lazy("plan", "approved")),
    REVISED: Status("plain", pgettext_lazy("plan", "revised since")),
}
# Whose turn it is, by the state of the version in the making.
TURNS: dict[str, Words] = {
    DRAFT: gettext_lazy("An officer writes the draft and submits it."),
    SUBMITTED: gettext_lazy("An approver, another person than who submitted it, writes down advice or decides."),
    ADVISED: gettext_lazy("An approver, another person than who submitted it, decides."),
}
GAP_NAMES = {
    NOTHING_BELOW: Status("bad", gettext_lazy("nothing serves it")),
    NO_LINE: Status("attention", gettext_lazy("no financial line")),
    NO_RESULT: Status("bad", gettext_lazy("no strategic result")),
    NO_ACTIVITY: Status("attention", gettext_lazy("no operational activity")),
}
CHANGE_NAMES = {
    CAME: Status("good", pgettext_lazy("element", "new")),
    WENT: Status("bad", pgettext_lazy("element", "gone")),
    CHANGED: Status("attention", pgettext_lazy("element", "changed")),
}
FIELD_NAMES: dict[str, Words] = {
    "code": gettext_lazy("Code"),
    "level": gettext_lazy("Level"),
    "title": gettext_lazy("Title"),
    "parent": gettext_lazy("Below"),
    "text": gettext_lazy("Text"),
    "assumptions": gettext_lazy("Assumptions"),
    "unit": gettext_lazy("Unit"),
    "goals": gettext_lazy("Goals and targets of the 2030 Agenda"),
}
