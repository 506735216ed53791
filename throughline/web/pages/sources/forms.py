"""Forms of reading in the browser: which files of a batch are meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from throughline.store.models import Batch, DroppedFile


class FilePlaces(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Files of a batch by their places in it; what is no small number names none, before the database is asked."""

    def clean(self, value: Any) -> Any:
        """The files that are named; refuses numbers that no database takes."""
        for one in value or ():
            if not (str(one).isascii() and str(one).isdecimal() and len(str(one)) <= 6):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


class FilesForm(forms.Form):
    """Which files of a batch are taken in or left, by their place in it; all of them where none is named."""

    file = FilePlaces(
        DroppedFile.objects.none(),
        required=False,
        to_field_name="position",
        label=gettext_lazy("Files, by their places in the batch"),
    )

    def __init__(self, batch: Batch, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["file"]
        assert isinstance(field, FilePlaces)
        field.queryset = DroppedFile.objects.filter(batch=batch).defer("preview")

    @property
    def positions(self) -> list[int] | None:
        """The places that were named, None for all."""
        return [one.position for one in self.cleaned_data["file"]] or None
