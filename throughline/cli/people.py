"""Commands on people: `invite`, the way in for the first administrator and for everybody after."""

from typing import Annotated

import typer
from rich.markup import escape

from throughline.cli.terminal import OUT, open_record, stop


def invite(
    email: Annotated[str, typer.Argument(help="The e-mail address of whom to invite.")],
    organization: Annotated[str, typer.Option(help="The code of the organization.")] = "UN",
    role: Annotated[str, typer.Option(help="reader, officer, approver or administrator.")] = "reader",
    unit: Annotated[str, typer.Option(help="The code of a unit; without it, the whole organization.")] = "",
    site: Annotated[str, typer.Option(help="Where people reach the site, as in https://line.example.org.")] = "",
) -> None:
    """Print a link that lets somebody in, once and within seven days."""
    open_record()
    # Slow, and parse needs no database.
    from throughline.engine.errors import Refused  # noqa: PLC0415
    from throughline.web.inviting import invitation_link  # noqa: PLC0415

    try:
        link = invitation_link(email=email, organization=organization, role=role, unit=unit, site=site)
    except Refused as reason:
        stop(str(reason))
    OUT.print(f"{escape(email)} becomes {role} of {escape(organization)} by this link, once and within seven days:")
    OUT.print(link)
    OUT.print("It opens where the site is served; where that is another address, invite again with --site ADDRESS.")


COMMANDS = (invite,)
