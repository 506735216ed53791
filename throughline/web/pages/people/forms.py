"""Forms of people: one for each action."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy

from throughline.store.models import Organization, Person, Unit
from throughline.store.people.roles import people_of
from throughline.store.people.tables import ADMINISTRATOR, APPROVER, OFFICER, READER, READS, WRITES

ROLE_NAMES = {
    READER: pgettext_lazy("role", "reader"),
    OFFICER: pgettext_lazy("role", "officer"),
    APPROVER: pgettext_lazy("role", "approver"),
    ADMINISTRATOR: pgettext_lazy("role", "administrator"),
}
# What each role may do, as the page of people tells it (`throughline.store.rights.NEEDED`).
ROLE_RIGHTS = {
    READER: gettext_lazy("Reads everything: documents, plans, findings, sources and history."),
    OFFICER: gettext_lazy(
        "Reads, and edits: takes documents in, edits plans, makes links, deals with findings, "
        "recommends what becomes of mandates under review."
    ),
    APPROVER: gettext_lazy("Reads, and approves or sends back what officers recommend in the review of mandates."),
    ADMINISTRATOR: gettext_lazy(
        "Reads, invites people, gives and ends roles, makes units, opens the record to everybody. "
        "Does not edit: that takes the role of officer too."
    ),
}


class InvitationForm(forms.Form):
    """Whom to invite, to which role, in which unit; and roles of people who are here already."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=150)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=list(ROLE_NAMES.items()))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        required=False,
        to_field_name="code",
        label=gettext_lazy("Unit"),
        empty_label=gettext_lazy("The whole organization"),
    )

    def __init__(self, organization: Organization, data: Any = None) -> None:
        super().__init__(data)
        _choose_among(self, "unit", Unit.objects.filter(organization=organization).order_by("code"))


class RoleForm(InvitationForm):
    """A role for somebody who is here already."""

    email = None  # type: ignore[assignment]  # Django's way to take a field away.
    person = forms.ModelChoiceField(Person.objects.none(), to_field_name="username", label=gettext_lazy("Person"))

    def __init__(self, organization: Organization, data: Any = None) -> None:
        super().__init__(organization, data)
        _choose_among(self, "person", people_of(organization))


class ViewForm(forms.Form):
    """As whom the record is looked at."""

    person = forms.ModelChoiceField(Person.objects.none(), to_field_name="username", label=gettext_lazy("Person"))

    def __init__(self, organization: Organization, data: Any = None) -> None:
        super().__init__(data)
        _choose_among(self, "person", people_of(organization))


class PublicationForm(forms.Form):
    """Whether documents and plans are open to everybody."""

    published = forms.BooleanField(required=False, label=gettext_lazy("Open to everybody"))


def _choose_among(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class AcceptForm(forms.Form):
    """What a new person says of oneself: a name and a password."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=300)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters. Several words are easy to keep in mind."),
    )

    def clean_password(self) -> str:
        """The password, if it is not too easy to guess."""
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class TokenForm(forms.Form):
    """A token for a program: its name, what it may do, and how long."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    scope = forms.ChoiceField(
        label=gettext_lazy("It may"),
        choices=[(READS, pgettext_lazy("token", "read")), (WRITES, pgettext_lazy("token", "read and write"))],
    )
    days = forms.IntegerField(label=gettext_lazy("For how many days"), min_value=1, max_value=366, initial=90)
