"""Template filters for what persons typed: the names of fields, and the day on which it was."""

from django import template

from throughline.web.formatting import day
from throughline.web.pages.editing.forms import full_label_of

register = template.Library()


@register.filter
def field_name(field: str) -> str:
    """The name of a field of a plan in the reader's language: "Measure 1: 2026 planned"."""
    return full_label_of(field)


@register.filter
def moment(at: str) -> str:
    """The day of a time in ISO 8601."""
    return day(at[:10])
