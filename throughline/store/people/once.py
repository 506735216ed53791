"""Doing a thing once: a request that names itself by a key is done once, and answered the same when it comes again."""

import json
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.utils.crypto import salted_hmac

from throughline.engine.errors import KeyUsed
from throughline.store import history
from throughline.store.people.tables import Once, Person

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered; `is_done` where it did what it asked for, so that it must not be done again."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    is_done: bool


def do_once(*, by: Person, key: str, request: str, act: Callable[[], Answer], at: datetime | None = None) -> Answer:
    """Do what `act` does, unless the person did it with this key within a day: then what was answered that time.

    `request` is everything that was asked; with a key that was used for something else it raises `KeyUsed`. What is
    done and the answer that is kept are one transaction, in which nobody else writes: of two requests at once the
    second waits for the first. An answer that did nothing is not kept.
    """
    now = at or datetime.now(UTC)
    named, asked = _digest(f"{by.pk} {key}"), _digest(request)
    with transaction.atomic():
        history.lock_writing()
        kept = Once.objects.filter(person=by, key=named, at__gt=now - KEPT_FOR).first()
        if kept is not None:
            if kept.request != asked:
                raise KeyUsed("This key was used for another request: take a new one for each.")
            return _opened(kept.answer, by, key)
        answer = act()
        if answer.is_done:
            Once.objects.filter(at__lte=now - KEPT_FOR).delete()
            Once.objects.create(person=by, key=named, request=asked, answer=_sealed(answer, by, key), at=now)
    return answer


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _sealed(answer: Answer, by: Person, key: str) -> str:
    whole = [answer.status, answer.headers, b64encode(answer.content).decode("ascii")]
    return _seal(by, key).encrypt(json.dumps(whole).encode("utf-8")).decode("ascii")


def _opened(sealed: str, by: Person, key: str) -> Answer:
    try:
        status, headers, content = json.loads(_seal(by, key).decrypt(sealed.encode("ascii")))
    except InvalidToken as error:
        # The site has another secret key than when it was kept.
        raise KeyUsed("This was done already, and its answer can no longer be read.") from error
    return Answer(status, tuple((name, value) for name, value in headers), b64decode(content), True)


def _seal(by: Person, key: str) -> Fernet:
    """What seals an answer: it opens only for who has the key of the request, on the site that answered."""
    made = salted_hmac("throughline.once", f"{by.pk} {key}", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(made))
