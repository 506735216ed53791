"""Forms of reading in the browser: which files of a batch are meant."""

from typing import Any

from django import forms

# More files than any batch holds.
MOST = 100_000


class Positions(forms.Field):
    """Places of files in a batch, as many as are named."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        """The places as numbers; ValidationError for anything else."""
        given = value if isinstance(value, list | tuple) else [] if value in (None, "") else [value]
        if any(not str(one).isascii() or not str(one).isdigit() or not 0 < int(one) < MOST for one in given):
            raise forms.ValidationError("Files are named by their place in the batch.")
        return [int(one) for one in given]


class FilesForm(forms.Form):
    """Which files of a batch are taken in or left; all of them where none is named."""

    file = Positions(required=False)
