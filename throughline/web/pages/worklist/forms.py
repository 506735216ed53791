"""Forms of findings: one for each action; page and API hand them the same fields."""

import re
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from throughline.store.models import Organization, Person, Role, Unit
from throughline.store.reporting import handling
from throughline.store.reporting.tables import DIGITS
from throughline.web.api.fields import TextsField

DIGITS_OF_ONE = re.compile(rf"^[0-9a-f]{{{DIGITS}}}$")
PERSON, UNIT = "person ", "unit "


class FindingsForm(forms.Form):
    """A form of an action on findings; `act` does it, and raises `Refused`."""

    finding = TextsField(
        DIGITS_OF_ONE.pattern,
        handling.MOST,
        error_messages={"required": gettext_lazy("Choose at least one finding.")},
        label=gettext_lazy("Findings"),
    )

    def __init__(self, organization: Organization, data: Any = None, **named: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s", **named)
        self.organization = organization

    def act(self, by: Person) -> None:
        """Do what the form says."""
        raise NotImplementedError


class AssignForm(FindingsForm):
    """For whom findings are: a person, a unit, or nobody."""

    to = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("For"),
        help_text=gettext_lazy("A user name after “person ”, a code after “unit ”; empty for nobody."),
    )

    def clean_to(self) -> dict[str, Any]:
        """The person or the unit of the organization."""
        to = self.cleaned_data["to"]
        person, unit = None, None
        if to.startswith(PERSON):
            roles = Role.objects.filter(organization=self.organization, person__username=to.removeprefix(PERSON))
            role = roles.filter(person__is_active=True).select_related("person").first()
            person = role.person if role else None
        elif to.startswith(UNIT):
            unit = Unit.objects.filter(organization=self.organization, code=to.removeprefix(UNIT), ended=None).first()
        if to and person is None and unit is None:
            raise forms.ValidationError(gettext_lazy("Nobody of that name works in the organization."))
        return {"person": person, "unit": unit}

    def act(self, by: Person) -> None:
        """Assign the findings."""
        said = self.cleaned_data
        handling.assign_findings(by=by, organization=self.organization, findings=said["finding"], **said["to"])


class AcceptForm(FindingsForm):
    """That findings are accepted as they are: why, and until which day."""

    reason = forms.CharField(
        max_length=handling.LONGEST, label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2})
    )
    until = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def act(self, by: Person) -> None:
        """Accept the findings."""
        said = self.cleaned_data
        handling.accept_findings(
            by=by,
            organization=self.organization,
            findings=said["finding"],
            reason=said["reason"],
            until=said["until"],
            today=localdate(),
        )


class TakeUpForm(FindingsForm):
    """That findings which were accepted are to be done again."""

    def act(self, by: Person) -> None:
        """Take the findings up again."""
        handling.take_up_findings(by=by, organization=self.organization, findings=self.cleaned_data["finding"])


class RemarkForm(FindingsForm):
    """Something to say of one finding, and of one alone."""

    finding = TextsField(
        DIGITS_OF_ONE.pattern,
        1,
        error_messages={"required": gettext_lazy("Choose one finding."), "invalid": gettext_lazy("Name one finding.")},
        label=gettext_lazy("Finding"),
    )
    text = forms.CharField(
        max_length=handling.LONGEST, label=gettext_lazy("Comment"), widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def named(self) -> dict[str, Any]:
        """The finding and the text."""
        return {
            "organization": self.organization,
            "finding": self.cleaned_data["finding"][0],
            "text": self.cleaned_data["text"],
        }

    def act(self, by: Person) -> None:
        """Comment on the finding."""
        handling.comment_on_finding(by=by, **self.named)


class ExplainForm(RemarkForm):
    """How one finding came about."""

    def __init__(self, organization: Organization, data: Any = None, **named: Any) -> None:
        super().__init__(organization, data, **named)
        self.fields["text"].label = gettext_lazy("Explanation")

    def act(self, by: Person) -> None:
        """Explain the finding."""
        handling.explain_finding(by=by, **self.named)


# The actions on findings, by the last part of their address.
FORMS: dict[str, type[FindingsForm]] = {
    "assign": AssignForm,
    "accept": AcceptForm,
    "take-up": TakeUpForm,
    "comment": RemarkForm,
    "explain": ExplainForm,
}
