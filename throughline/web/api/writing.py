"""What every action does before and after its own work: who acts, once for each key, whole or not at all."""

import re
from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja.utils import check_csrf

from throughline.engine.errors import KeyUsed
from throughline.store import history
from throughline.store.people import Person
from throughline.web.access import is_program, may_act
from throughline.web.api.problems import BAD_KEY, NO_TOKEN, NOT_FOUND, NOT_OURS, USED_KEY, Refusal, refusal
from throughline.web.once import LONGEST, answered_once, body_asked

KEY = "Idempotency-Key"
# What a key may be, in the description too.
KEY_PATTERN = f"[!-~]{{1,{LONGEST}}}"

Act = Callable[[], HttpResponse]
# Takes the content of a request in before anything is written, and returns what throws away what was not needed of it;
# refuses by raising Refusal or Http404.
Receive = Callable[..., Callable[[], None]]


def written(request: HttpRequest, act: Act, receive: Receive | None = None) -> HttpResponse:
    """The answer of an action: one transaction, in which nobody else writes and from which a refusal takes all back.

    A request with a key is done once, and answered the same for a day. What is written by a session must come from a
    page of this site, as a form does. What `receive` takes in comes before the transaction: it may take its time.
    """
    by = may_act(request)
    if by is None:
        return refusal(request, Refusal(NO_TOKEN, "Send Authorization: Bearer with a token that writes."))
    if not is_program(request) and check_csrf(request) is not None:
        return refusal(request, Refusal(NOT_OURS, "Send X-CSRFToken, or a token of a program instead of the session."))
    if receive is None:
        return _keyed(request, by, act)
    try:
        throw_away = receive()
    except Refusal as said:
        return refusal(request, said)
    except Http404:
        return refusal(request, Refusal(NOT_FOUND, "The record holds nothing there that you may see."))
    try:
        return _keyed(request, by, act)
    finally:
        throw_away()


def _keyed(request: HttpRequest, by: Person, act: Act) -> HttpResponse:
    """The answer of an action, once for the key that the request names."""
    key = request.headers.get(KEY)
    if key is None:
        return _whole(act)
    if not re.fullmatch(KEY_PATTERN, key):
        return refusal(request, Refusal(BAD_KEY, f"{KEY} is 1 to {LONGEST} visible ASCII characters, best at random."))
    return _once(request, by, key, act)


def _once(request: HttpRequest, by: Person, key: str, act: Act) -> HttpResponse:
    try:
        return answered_once(by=by, key=f"api {key}", request=body_asked(request), act=lambda: _whole(act))
    except KeyUsed as reason:
        return refusal(request, Refusal(USED_KEY, str(reason)))


def _whole(act: Act) -> HttpResponse:
    with transaction.atomic():
        history.lock_writing()
        response = act()
        if response.status_code >= 400:
            transaction.set_rollback(True)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
