"""Signing in by django-allauth: nobody signs up, and guessing is counted in the database."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from throughline.store.people import Person
from throughline.store.people.guesses import may_guess, was_right
from throughline.web.access import View

TOO_MANY = gettext_lazy("Too many attempts. Wait a quarter of an hour, and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords: no sign-up, and every guess counted by account and by address before it is looked at."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people come by invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The person of these credentials; the same answer for a wrong password and an unknown account."""
        account = str(credentials.get("email") or credentials.get("username") or "")
        address = self.get_client_ip(request)
        if not may_guess(account, address):
            raise ValidationError(TOO_MANY)
        person = super().authenticate(request, **credentials)
        if not isinstance(person, Person) or not person.signs_in:
            return None
        was_right(account, address)
        return person


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """OpenID Connect: signs in whom the record knows, and makes nobody new."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up: people come by invitation."""
        return False


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in, with counted guesses."""

    def clean_code(self) -> str:
        """The code, if it is right and not one guess too many."""
        return _counted(self, super().clean_code)


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """A code before a sensitive action, with counted guesses."""

    def clean_code(self) -> str:
        """The code, if it is right and not one guess too many."""
        return _counted(self, super().clean_code)


def _counted(form: Any, look: Callable[[], str]) -> str:
    """What `look` makes of the code, counted as a guess about the codes of the person."""
    account, address = f"code of {form.user.pk}", AccountAdapter(context.request).get_client_ip(context.request)
    if not may_guess(account, address):
        raise ValidationError(TOO_MANY)
    code = look()
    was_right(account, address)
    return code


def recently(view: View) -> View:
    """Ask for the password or a second step again before a sensitive action, where that was some time ago."""
    again: View = reauthentication_required(view)
    return again


def is_recent(request: HttpRequest) -> bool:
    """Tell whether who signed in said so again a short time ago: what `recently` asks of a page, for the API."""
    return bool(did_recently_reauthenticate(request))


def closed(request: HttpRequest) -> HttpResponse:
    """Addresses that django-allauth names and this site does not have."""
    raise Http404
