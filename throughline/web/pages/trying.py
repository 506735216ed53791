"""What a page does with a form that was sent: the action is done, or the form says why not, as it was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused

# What `tried` says of a form that was done: the page leads on.
DONE = 302


def tried(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> int:
    """Do what a form says and tell what the page answers; where it is not done the form says why, as it was typed."""
    if not form.is_valid():
        return 400
    try:
        act(form.cleaned_data)
    except ChangedMeanwhile as reason:
        said = _("%(reason)s What you typed still stands here; the newest state stands above.")
        form.add_error(None, said % {"reason": reason})
        return 409
    except Forbidden:
        raise
    except Refused as reason:
        form.add_error(None, str(reason))
        return 400
    return DONE
