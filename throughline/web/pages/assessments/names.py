"""Words of self-assessments in the reader's language: pillars, stages, what became of them."""

from collections.abc import Mapping, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.engine.monitoring.assessment import MODELS, Change, Model, Pillar, Step
from throughline.web.pages.frame import Status, Words

PILLAR_NAMES: Mapping[Pillar, Words] = {
    pillar: gettext_lazy(words.template) for pillar, words in MODELS[-1].pillars.items()
}
CHANGES: Mapping[Change, Status] = {
    Change.RISEN: Status("good", gettext_lazy("risen")),
    Change.SAME: Status("plain", gettext_lazy("the same")),
    Change.FALLEN: Status("attention", gettext_lazy("fallen")),
    Change.FIRST: Status("plain", gettext_lazy("first time")),
    Change.LEFT_OUT: Status("plain", gettext_lazy("not assessed")),
}


def stage_choices(model: Model = MODELS[-1]) -> Sequence[tuple[int, Words]]:
    """The stages as they are chosen: the number comes first, so that typing it chooses."""
    named = enumerate(model.stages, start=1)
    return [(at, format_lazy("{} · {}", at, gettext_lazy(words.template))) for at, words in named]


def stage_words(model: Model, stage: int) -> str:
    """What a stage is called."""
    return _(model.words(stage).template) if 1 <= stage <= model.highest else ""


def step_status(step: Step) -> Status:
    """What became of a pillar, with the year that it is held against."""
    status = CHANGES[step.change]
    if step.before is None:
        return status
    words = {
        Change.RISEN: _("risen since %(year)s"),
        Change.SAME: _("the same as in %(year)s"),
        Change.FALLEN: _("fallen since %(year)s"),
    }[step.change]
    return Status(status.tone, words % {"year": step.before})
