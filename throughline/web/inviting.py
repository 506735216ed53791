"""Inviting from the command line: the link that the operator of this machine hands over."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from throughline.engine.errors import Refused
from throughline.store.models import Organization, Unit
from throughline.store.people import operator
from throughline.store.people.invitations import invite


def invitation_link(*, email: str, organization: str, role: str, unit: str = "") -> str:
    """Invite somebody for the operator of this machine; returns the link. Raises `Refused` with what is wrong."""
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
    site = f"https://{settings.ALLOWED_HOSTS[0]}" if settings.OPEN_TO_OTHERS else "http://127.0.0.1:8000"
    return f"{site}{reverse('invitation', args=[secret])}"
