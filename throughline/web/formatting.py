"""Template filters: amounts, numbers and dates in the reader's language."""

from django import template

register = template.Library()
