"""The command `remind`: who is to be reminded of reports that are due, and the messages sent."""

from typing import Annotated

import typer
from rich.markup import escape

from throughline.cli.reading import today
from throughline.cli.terminal import OUT, open_record, stop


def remind(
    organization: Annotated[str, typer.Argument(help="The code of the organization.")],
    send: Annotated[bool, typer.Option("--send", help="Send the messages; without it, they are only named.")] = False,
    days: Annotated[int, typer.Option(min=0, max=366, help="Of what is due within so many days.")] = 14,
    every: Annotated[int, typer.Option(min=0, max=366, help="Nobody more often than in so many days.")] = 7,
    language: Annotated[str, typer.Option(help="ar, en, es, fr, ru or zh.")] = "en",
    site: Annotated[str, typer.Option(help="Where people reach the site, as in https://line.example.org.")] = "",
) -> None:
    """Remind people by e-mail of reports that are late or soon due: let it run once a day."""
    open_record()
    # Slow, and parse needs no database.
    from throughline.engine.errors import Refused  # noqa: PLC0415
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415
    from throughline.web.language import language_of  # noqa: PLC0415
    from throughline.web.reminding import Asked, reminders_to_send, send_reminders  # noqa: PLC0415

    try:
        asked = Asked(days, every, language_of(language), site)
        if send:
            reminders = send_reminders(organization, today(), asked, seen_by=EVERYTHING)
        else:
            _, reminders = reminders_to_send(organization, today(), asked, seen_by=EVERYTHING)
    except (Refused, OSError) as reason:
        stop(str(reason))
    for one in reminders:
        late = len(one.late(today()))
        OUT.print(f"{escape(str(one.person))} <{escape(one.person.email)}>: {len(one.owed)} due, {late} of them late.")
    done = "sent" if send else "to be sent: add --send"
    OUT.print(f"{len(reminders)} messages {done}.")


COMMANDS = (remind,)
