"""Names of kinds, states, priorities and responses of evaluations in the reader's language."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from throughline.engine.monitoring.evaluations import Kind, Priority, Progress, Response, State
from throughline.web.pages.frame import Status, Words

KIND_NAMES: dict[str, Words] = {
    Kind.CENTRALIZED.value: gettext_lazy("Centralized: by the evaluation office"),
    Kind.DECENTRALIZED.value: gettext_lazy("Decentralized: by the unit in charge"),
    Kind.JOINT.value: gettext_lazy("Joint: with other organizations"),
    Kind.SELF.value: gettext_lazy("Self-evaluation: by those who did the work"),
}
SHORT_KINDS: dict[str, Words] = {
    Kind.CENTRALIZED.value: pgettext_lazy("evaluation", "centralized"),
    Kind.DECENTRALIZED.value: pgettext_lazy("evaluation", "decentralized"),
    Kind.JOINT.value: pgettext_lazy("evaluation", "joint"),
    Kind.SELF.value: pgettext_lazy("evaluation", "self-evaluation"),
}
STATE_NAMES = {
    State.PLANNED.value: Status("plain", pgettext_lazy("evaluation", "planned")),
    State.UNDER_WAY.value: Status("plain", pgettext_lazy("evaluation", "under way")),
    State.COMPLETED.value: Status("good", pgettext_lazy("evaluation", "completed")),
    State.CANCELLED.value: Status("attention", pgettext_lazy("evaluation", "cancelled")),
}
PRIORITY_NAMES: dict[str, Words] = {
    Priority.HIGH.value: pgettext_lazy("recommendation", "high"),
    Priority.MEDIUM.value: pgettext_lazy("recommendation", "medium"),
    Priority.LOW.value: pgettext_lazy("recommendation", "low"),
}
RESPONSE_NAMES = {
    Response.ACCEPTED.value: Status("good", pgettext_lazy("recommendation", "accepted")),
    Response.PARTLY.value: Status("attention", pgettext_lazy("recommendation", "partly accepted")),
    Response.NOT_ACCEPTED.value: Status("attention", pgettext_lazy("recommendation", "not accepted")),
}
NO_RESPONSE = Status("bad", pgettext_lazy("recommendation", "no response yet"))
PROGRESS_NAMES = {
    Progress.NOT_STARTED.value: Status("plain", pgettext_lazy("action", "not started")),
    Progress.IN_PROGRESS.value: Status("plain", pgettext_lazy("action", "in progress")),
    Progress.IMPLEMENTED.value: Status("good", pgettext_lazy("action", "implemented")),
}
LATE = Status("bad", pgettext_lazy("action", "past its day"))
# What a line of the history says of a state or a response.
SAID_NAMES: dict[str, Words] = {
    name: status.words for names in (STATE_NAMES, RESPONSE_NAMES, PROGRESS_NAMES) for name, status in names.items()
}
