"""Forms of self-assessments, one for each action; page and API hand them the same fields."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.engine.monitoring.assessment import MODELS, Assessment, Judgement, Pillar
from throughline.store.monitoring.assessments.tables import LONGEST_NODE
from throughline.web.pages.assessments.names import PILLAR_NAMES, stage_choices
from throughline.web.pages.frame import ANY, Filters
from throughline.web.pages.frameworks.forms import RevisionForm

LONGEST_WORDS = 4000
PARTS = ("stage", "reason", "evidence")


def _of_pillar(pillar: Pillar) -> tuple[forms.IntegerField, forms.CharField, forms.CharField]:
    """The three fields of a pillar; the first is called as the pillar is, for who fills in one after the other."""
    name: Any = PILLAR_NAMES[pillar]
    chosen = [("", gettext_lazy("not assessed")), *stage_choices()]
    return (
        forms.IntegerField(
            required=False,
            min_value=1,
            max_value=MODELS[-1].highest,
            label=name,
            widget=forms.Select(choices=chosen),
        ),
        _words(gettext_lazy("Why it stands there"), 2),
        _words(gettext_lazy("Evidence: what can be looked at"), 1),
    )


def _words(label: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=LONGEST_WORDS, label=label, widget=forms.Textarea(attrs={"rows": rows})
    )


class JudgementsForm(forms.Form):
    """The stage of each pillar, why, and what shows it; a pillar without a stage is left out."""

    strategic_stage, strategic_reason, strategic_evidence = _of_pillar(Pillar.STRATEGIC)
    operational_stage, operational_reason, operational_evidence = _of_pillar(Pillar.OPERATIONAL)
    accountability_stage, accountability_reason, accountability_evidence = _of_pillar(Pillar.ACCOUNTABILITY)
    change_stage, change_reason, change_evidence = _of_pillar(Pillar.CHANGE)
    responsibility_stage, responsibility_reason, responsibility_evidence = _of_pillar(Pillar.RESPONSIBILITY)

    def clean(self) -> dict[str, Any]:
        """A stage comes with a reason, and neither reason nor evidence without a stage; one pillar at least."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for pillar in Pillar:
            stage, reason, evidence = (said.get(f"{pillar}_{part}") for part in PARTS)
            if stage is not None and not reason and f"{pillar}_reason" not in self.errors:
                self.add_error(f"{pillar}_reason", _("Say why it stands at this stage."))
            if stage is None and (reason or evidence) and f"{pillar}_stage" not in self.errors:
                self.add_error(f"{pillar}_stage", _("Choose the stage that you give reasons for."))
        if not self.errors and not self.judgements:
            self.add_error(None, _("No pillar is judged: judge at least one of them."))
        return said

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What was judged, in the order of the pillars."""
        said = self.cleaned_data
        return tuple(
            Judgement(pillar, said[f"{pillar}_stage"], said[f"{pillar}_reason"], said[f"{pillar}_evidence"])
            for pillar in Pillar
            if said.get(f"{pillar}_stage") is not None
        )

    @property
    def pillars(self) -> Sequence[tuple[str, Sequence[forms.BoundField]]]:
        """The fields of each pillar side by side, for a page."""
        return [(str(PILLAR_NAMES[one]), [self[f"{one}_{part}"] for part in PARTS]) for one in Pillar]


class NewAssessmentForm(JudgementsForm):
    """A new assessment: of which node, for which year."""

    node = forms.CharField(
        max_length=LONGEST_NODE,
        label=gettext_lazy("Part of a plan"),
        help_text=gettext_lazy("Its address, as UN/2026/10/SP1."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    year = forms.IntegerField(min_value=MODELS[0].since, max_value=9998, label=gettext_lazy("Year"))
    field_order = ("node", "year")


class ChangeAssessmentForm(JudgementsForm, RevisionForm):
    """Other judgements on a page; `revision` is the state that was looked at."""


class ConfirmAssessmentForm(RevisionForm):
    """The confirmation of the state that was looked at."""


class AssessmentFilters(Filters):
    """Filters of the list of assessments."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words of an address"))
    year = forms.TypedChoiceField(required=False, coerce=int, label=gettext_lazy("Year"))
    unit = forms.CharField(required=False, max_length=40, label=gettext_lazy("Unit that answers (code)"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("State"),
        choices=[("", ANY), ("confirmed", gettext_lazy("confirmed")), ("open", gettext_lazy("not confirmed yet"))],
    )


def filled_in(one: Assessment) -> dict[str, Any]:
    """An assessment as the initial values of its form."""
    return {f"{judged.pillar}_{part}": getattr(judged, part) for judged in one.judgements for part in PARTS}
