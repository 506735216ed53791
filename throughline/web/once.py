"""Requests that name themselves: a hidden field of forms, a header of the API; sent twice, they are done once."""

import secrets
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from throughline.store.people import Person
from throughline.store.people.once import Answer, do_once

register = template.Library()

FIELD = "once"
LONGEST = 200
# Of a request whose content was taken in as a file: the digest of it.
DIGEST = "_digest"
# What of an answer is given again; a cookie belongs to the first.
HEADERS = ("Content-Type", "Location", "ETag", "Cache-Control")
# What differs between two sendings of one form.
OWN = (FIELD, "typed", "csrfmiddlewaretoken")

Act = Callable[[], HttpResponse]


@register.simple_tag(name="once")
def once_field() -> SafeString:
    """The hidden field that makes a form one that is done once: `{% once %}` beside `{% csrf_token %}`.

    A form of `parts/form.html` has it by itself.
    """
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(16))


def answered_once(*, by: Person, key: str, request: str, act: Act) -> HttpResponse:
    """The answer that `act` gives, or gave when the same request came before. Raises `KeyUsed` for another request."""
    given: list[HttpResponse] = []

    def acting() -> Answer:
        response = act()
        given.append(response)
        headers = tuple((name, response.headers[name]) for name in HEADERS if name in response.headers)
        return Answer(response.status_code, headers, _content(response), _is_done(response))

    answer = do_once(by=by, key=key, request=request, act=acting)
    if given:
        return given[0]
    return HttpResponse(answer.content, status=answer.status, headers=dict(answer.headers))


def form_asked(request: HttpRequest) -> str:
    """All that a form asks: its address, its fields, and its files by name and size."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in OWN for value in values]
    files = [(name, f"{one.name} {one.size}") for name, several in request.FILES.lists() for one in several]
    return f"{request.method} {request.get_full_path()} {urlencode([*sorted(fields), *sorted(files)])}"


def body_asked(request: HttpRequest) -> str:
    """All that a request of the API asks: its method, its address and its content, or the digest of its file."""
    digest = getattr(request, DIGEST, None) or sha256(request.body).hexdigest()
    return f"{request.method} {request.get_full_path()} {digest}"


def _content(response: HttpResponse) -> bytes:
    return b"" if response.streaming else response.content


def _is_done(response: HttpResponse) -> bool:
    """Tell whether an answer says that something was done: no refusal, and not sent to say the password again."""
    first = (reverse(settings.LOGIN_URL), reverse("account_reauthenticate"))
    return response.status_code < 400 and not response.headers.get("Location", "").startswith(first)
