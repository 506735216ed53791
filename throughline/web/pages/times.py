"""Times that are set, said in words: passed, near, or far."""

from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from throughline.web.pages.frame import Status

# A deadline nearer than this wants attention now.
NEAR = 90


def end_of_month(today: date) -> date:
    """The last day of the month."""
    first_of_next = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first_of_next - timedelta(days=1)


def end_of_quarter(today: date) -> date:
    """The last day of the quarter of the year."""
    return end_of_month(today.replace(day=1, month=(today.month + 2) // 3 * 3))


def due(day: date | None, today: date) -> Status | None:
    """How near the last day is, None where it is not known."""
    if day is None:
        return None
    days = (day - today).days
    if days < 0:
        return Status("attention", gettext("has passed"))
    if days == 0:
        return Status("attention", gettext("today"))
    if days <= 365:
        words = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
        return Status("attention" if days <= NEAR else "plain", words)
    years = days // 365
    return Status(
        "plain", ngettext("in more than %(years)s year", "in more than %(years)s years", years) % {"years": years}
    )
