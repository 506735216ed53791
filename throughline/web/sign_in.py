"""Signing in by django-allauth: nobody signs up, and guessing is counted in the database."""

import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from requests import RequestException

from throughline.store.people import Person
from throughline.store.people.guesses import is_first_use, may_guess, may_guess_here, was_right
from throughline.web.access import View
from throughline.web.pages.errors import provider_away

LOG = logging.getLogger(__name__)

USED = gettext_lazy("This code was used already: wait for the next one.")
TOO_MANY = gettext_lazy("Too many attempts. Wait a quarter of an hour, and try again.")


# The cookie of a browser in which somebody signed in before: whoever guesses elsewhere locks nobody out there.
KNOWN, KNOWN_FOR = "known", 400 * 24 * 60 * 60


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords: no sign-up, and every guess counted by account and by address before it is looked at."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people come by invitation."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether an address leads on within this site; what cannot be read as an address does not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The person of these credentials; the same answer for a wrong password and an unknown account."""
        account = str(credentials.get("email") or credentials.get("username") or "")
        address, browser = self.get_client_ip(request), _browser_of(request, account)
        if not (may_guess_here(account, browser) if browser else may_guess(account, address)):
            raise ValidationError(TOO_MANY)
        person = super().authenticate(request, **credentials)
        if not isinstance(person, Person) or not person.signs_in:
            return None
        was_right(account, address, browser)
        return person

    def post_login(self, request: HttpRequest, user: Person, **said: Any) -> HttpResponse:
        """After signing in the browser is a known one of the person, which counts its own guesses."""
        response: HttpResponse = super().post_login(request, user, **said)
        known = _browser_of(request, user.email) or secrets.token_urlsafe(16)
        response.set_cookie(
            KNOWN,
            signing.dumps([user.email.casefold(), known], salt=KNOWN),
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response


def _browser_of(request: HttpRequest, account: str) -> str:
    """What a browser in which the person of the account signed in before goes by; "" for any other."""
    try:
        whose, known = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=KNOWN_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    return str(known) if whose == account.strip().casefold() else ""


class StepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps: their secrets are kept encrypted under the secret key of the site."""

    def encrypt(self, text: str) -> str:
        """What is kept of a secret."""
        return _seal().encrypt(text.encode("utf-8")).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that was kept before they were encrypted stands as it is."""
        try:
            return _seal().decrypt(encrypted_text.encode("ascii")).decode("utf-8")
        except InvalidToken:
            return encrypted_text


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac("throughline.second-steps", "", algorithm="sha256").digest()))


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
    """What `look` makes of the code, counted as a guess about the codes of the person; each opens once.

    django-allauth remembers used codes in the memory of one worker, and for less time than they hold.
    """
    account, address = f"code of {form.user.pk}", AccountAdapter(context.request).get_client_ip(context.request)
    if not may_guess(account, address):
        raise ValidationError(TOO_MANY)
    code = look()
    if not is_first_use(form.user, code):
        raise ValidationError(USED)
    was_right(account, address)
    return code


def recently(view: View) -> View:
    """Ask for the password or a second step again before a sensitive action, where that was some time ago."""
    again: View = reauthentication_required(view)
    return again


def is_recent(request: HttpRequest) -> bool:
    """Tell whether who signed in said so again a short time ago: what `recently` asks of a page, for the API."""
    return bool(did_recently_reauthenticate(request))


def by_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider of the organization to sign in."""
    return _by_provider(openid_connect.login, request, provider_id)


def back_from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _by_provider(openid_connect.callback, request, provider_id)


def _by_provider(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view(request, provider_id)
    except RequestException:
        LOG.warning("The provider of sign-in %s could not be asked.", provider_id, exc_info=True)
        return provider_away(request, _("The service that signs you in cannot be reached. Try again in a moment."))


def closed(request: HttpRequest) -> HttpResponse:
    """Addresses that django-allauth names and this site does not have."""
    raise Http404
