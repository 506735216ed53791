"""Reminders by e-mail of reports that are late or soon due, in the reader's language, no more often than is wanted."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from throughline.engine.errors import Refused
from throughline.store.models import Organization
from throughline.store.monitoring.indicators.reminding import Reminder, note_reminders, reminded_since, reminders_of
from throughline.store.people import operator
from throughline.store.rights import Sight
from throughline.web.formatting import day, number
from throughline.web.inviting import start_of_site, usual_site

# So many reports stand in a message one by one.
NAMED = 20
NO_MAIL = (
    "No message can be sent: set THROUGHLINE_MAIL to smtp://user:password@host:587 (or smtps://, or file:///folder to "
    "keep messages in a folder) and THROUGHLINE_MAIL_FROM to the address that they come from."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How reminders are made: for what is due within `days`, to nobody who was reminded within `every` days."""

    days: int = 14
    every: int = 7
    language: str = "en"
    site: str = ""


def reminders_to_send(
    organization: str, today: date, asked: Asked, *, seen_by: Sight
) -> tuple[Organization, tuple[Reminder, ...]]:
    """Who is to be reminded now; raises `Refused` where the organization has no record."""
    whose = Organization.objects.filter(code=organization).first()
    if whose is None:
        raise Refused(f"{organization} has no record here.")
    lately = reminded_since(whose, today - timedelta(days=asked.every - 1)) if asked.every else frozenset()
    found = reminders_of(whose, today, days=asked.days, seen_by=seen_by)
    return whose, tuple(one for one in found if one.person.username not in lately)


def send_reminders(organization: str, today: date, asked: Asked, *, seen_by: Sight) -> tuple[Reminder, ...]:
    """Send the reminders and note them in the history; raises `Refused` where no mail is set up, OSError as it fails.

    Each message is noted when it has gone, so that one that fails takes no other with it, nor is one sent twice.
    """
    if not settings.MAIL:
        raise Refused(NO_MAIL)
    whose, reminders = reminders_to_send(organization, today, asked, seen_by=seen_by)
    with get_connection() as connection:
        for one in reminders:
            subject, text = message_of(whose, one, today, asked)
            EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [one.person.email], connection=connection).send()
            note_reminders(by=operator(), organization=whose, reminders=[one], today=today)
    return reminders


def message_of(whose: Organization, reminder: Reminder, today: date, asked: Asked) -> tuple[str, str]:
    """The subject and the text of a reminder."""
    site = start_of_site(asked.site) if asked.site else usual_site()
    owed = len(reminder.owed)
    with override(asked.language):
        words = ngettext(
            "%(count)s report is due in %(organization)s", "%(count)s reports are due in %(organization)s", owed
        )
        subject = words % {"count": number(owed), "organization": whose.code}
        page = f"{site}{reverse('due', args=[whose.code])}"
        text = [*_lines(reminder, today), "", _("Everything on one page: %(address)s") % {"address": page}, ""]
    return " ".join(subject.split()), "\n".join(text)


def _lines(reminder: Reminder, today: date) -> list[str]:
    late, more = len(reminder.late(today)), len(reminder.owed) - NAMED
    lines = [_("%(name)s,") % {"name": reminder.person}, ""]
    if late:
        words = ngettext(
            "%(count)s report should have been there already.",
            "%(count)s reports should have been there already.",
            late,
        )
        lines += [words % {"count": number(late)}, ""]
    lines += [f"- {day(one.day)}: {' '.join(one.title.split())} ({one.report})" for one in reminder.owed[:NAMED]]
    return [*lines, _("and %(count)s more") % {"count": number(more)}] if more > 0 else lines
