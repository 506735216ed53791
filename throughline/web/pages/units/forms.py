"""Forms of units: one for each action; page and API hand them the same fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from throughline.store.models import Organization, Person, Unit
from throughline.store.units import actions


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among the units of an organization that have not ended, by their codes."""

    def __init__(self, empty: Any, **named: Any) -> None:
        super().__init__(Unit.objects.none(), required=False, to_field_name="code", empty_label=empty, **named)

    def offer(self, organization: Organization, without: Unit | None = None) -> None:
        """Let the units of an organization be chosen."""
        found = Unit.objects.filter(organization=organization, ended=None).order_by("code")
        self.queryset = found.exclude(pk=without.pk) if without else found


class UnitForm(forms.Form):
    """A form of an action on a unit; `act` does it, and raises `Refused`."""

    def __init__(self, organization: Organization, data: Any = None, unit: Unit | None = None) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s")
        self.organization, self.unit = organization, unit
        if "parent" in self.fields:
            field: Any = self.fields["parent"]
            field.offer(organization, unit)

    @property
    def on(self) -> Unit:
        """The unit that the action is on."""
        assert self.unit is not None
        return self.unit

    def act(self, by: Person) -> None:
        """Do what the form says."""
        raise NotImplementedError


class MakeForm(UnitForm):
    """A new unit: its code, its name, and the unit that it stands below."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Letters, digits and hyphens, a letter first. It stays: it is the unit's address."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    parent = UnitField(gettext_lazy("At the top"), label=gettext_lazy("Below"))

    def act(self, by: Person) -> None:
        """Make the unit."""
        self.unit = actions.make_unit(by=by, organization=self.organization, **self.cleaned_data)


class RenameForm(UnitForm):
    """Another name for a unit."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)

    def act(self, by: Person) -> None:
        """Rename the unit."""
        actions.rename_unit(by=by, unit=self.on, **self.cleaned_data)


class MoveForm(UnitForm):
    """Where a unit stands: below another one, or at the top."""

    parent = UnitField(gettext_lazy("At the top"), label=gettext_lazy("Below"))

    def act(self, by: Person) -> None:
        """Move the unit."""
        actions.move_unit(by=by, unit=self.on, **self.cleaned_data)


class EndForm(UnitForm):
    """The end of a unit: nothing is asked."""

    def act(self, by: Person) -> None:
        """End the unit."""
        actions.end_unit(by=by, unit=self.on)


class AnswerForm(UnitForm):
    """What a unit answers for: an address in a plan or of a mandate, or whoever is asked."""

    address = forms.CharField(
        label=gettext_lazy("Place of a plan, or mandate"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("An address of the record, with all that stands below it."),
    )
    addressee = forms.CharField(
        label=gettext_lazy("Or who is asked"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("As documents name it: acts that ask it go to this unit."),
    )

    def act(self, by: Person) -> None:
        """Give the responsibility."""
        actions.give_responsibility(by=by, unit=self.on, **self.cleaned_data)


class TakeBackForm(UnitForm):
    """What a unit answers for no more."""

    address = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    addressee = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def act(self, by: Person) -> None:
        """Take the responsibility back."""
        actions.take_back_responsibility(by=by, unit=self.on, **self.cleaned_data)


class SuggestionForm(UnitForm):
    """Which of the units that plans name are to be made; all of them where none is named."""

    name = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def act(self, by: Person) -> None:
        """Make the units, and let them answer for their places."""
        name = self.cleaned_data["name"]
        names = frozenset({name}) if name else None
        actions.take_suggestions(by=by, organization=self.organization, names=names)
