"""Inviting from the command line: the link that the operator of this machine hands over."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host
from django.urls import reverse

from throughline.engine.errors import Refused
from throughline.store.models import Organization, Unit
from throughline.store.people import operator
from throughline.store.people.invitations import invite

HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")


def invitation_link(*, email: str, organization: str, role: str, unit: str = "", site: str = "") -> str:
    """Invite somebody for the operator of this machine; returns the link. Raises `Refused` with what is wrong.

    `site` is where people reach the site ("https://line.example.org"); without it, what the settings name.
    """
    start = start_of_site(site) if site else usual_site()
    whose = Organization.objects.filter(code=organization).first()
    if whose is None:
        raise Refused(f"{organization} has no record here: read its documents first, or name another organization.")
    within = Unit.objects.filter(organization=whose, code=unit).first() if unit else None
    if unit and within is None:
        raise Refused(f"{organization} has no unit {unit}.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(f"{email} is no e-mail address.") from error
    secret = invite(by=operator(), email=email, role=role, organization=whose, unit=within)
    return f"{start}{reverse('invitation', args=[secret])}"


def usual_site() -> str:
    """Where the site is reached as far as the settings say: at the first host that they name, else on this machine."""
    named = next((host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))), "")
    if not settings.OPEN_TO_OTHERS or not named:
        return "http://127.0.0.1:8000"
    return f"{'https' if settings.HTTPS else 'http'}://{named}"


def start_of_site(site: str) -> str:
    """The address of a site as it begins every link; `Refused` for what is none, or a host that is not answered."""
    try:
        parts = urlsplit(site.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    name = f"[{host}]" if ":" in host else host
    beside = parts.username is not None or parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(name) or beside:
        raise Refused(f"{site} is no address of a site: name it as in https://line.example.org.")
    if not validate_host(name, settings.ALLOWED_HOSTS):
        raise Refused(f"The site does not answer to {host}: name it in THROUGHLINE_HOSTS first.")
    return f"{parts.scheme}://{name}" + (f":{port}" if port is not None else "")
