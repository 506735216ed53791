"""Schemathesis asks every operation what its description allows and what it does not, and finds no fault."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import ignored_auth, missing_required_header, positive_data_acceptance
from werkzeug.test import Client

from tests.api_record import ACTIONS, DIGEST, EVERY, OWN, acting_record
from tests.store_records import digest
from throughline.store.knowledge import follow
from throughline.store.people.tokens import issue_token
from throughline.web.pages.editing.workbooks import XLSX
from throughline.web.wsgi import application

pytestmark = pytest.mark.django_db

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)

# What a made-up part of an address seldom hits.
REAL = {
    "/documents/": "A/RES/78/244",
    "/paragraphs/": "A/RES/78/244%237(b)",
    "/outlines/": "2026",
    "/plans/": "UN/2026/10",
    "/places/": "UN/2026/10/SP1",
    "/results/": "UN/2026/10/SP1/R2",
    "/measures/": "UN/2026/10/SP1/R2/M1",
    "/deliverables/": "UN/2026/10/SP1/D-A.1",
    "/money/": "UN/2026/10/T10.19/r1/c8",
    "/posts/": "UN/2026/10/T10.20/r4/c6",
    "/lines/": "UN/2026/10/SP1",
    "/workbooks/": "UN/2026/10/SP1",
    "/pictures/": "UN/2026/10",
    "/sources/": digest("full"),
    "/invitations/": DIGEST,
    "/tokens/": DIGEST,
    "/roles/": "bob@example.org/reader",
}


@schemathesis.serializer(XLSX)
def any_bytes(_context: Any, value: Any) -> bytes:
    """What is sent as a workbook: the description says any bytes, and most are none."""
    return value if isinstance(value, bytes) else str(value).encode()


# The headers of every case: in-process answers are not unpacked.
HEADERS = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module", autouse=True)
def record(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One record for all operations, taken back at the end; answers leave its connection open."""
    with (
        django_db_blocker.unblock(),
        override_settings(DATA=tmp_path_factory.mktemp("data")),
        transaction.atomic(),
    ):
        secret = issue_token(by=acting_record(), name="program", scope="write")
        HEADERS["Authorization"] = f"Bearer {secret}"
        follow()
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


# The description cannot say which references stand in the record: what is well formed may still be refused. And to whom
# an organization does not show, nothing there is, rather than closed; and who names no state is told so by 428.
REFERRING = [positive_data_acceptance, ignored_auth, missing_required_header]


def aim(case: Any) -> None:
    """Put what the record has in the place of made-up parts of the address, and of a cursor, for nobody makes one."""
    parts = case.path_parameters or {}
    for name in parts:
        real = next((real for path, real in REAL.items() if path in case.path), None)
        if name == "organization":
            parts[name] = "UN"
        elif real and len(str(parts[name])) % 2:
            parts[name] = real
    if isinstance(case.query, dict) and "cursor" in case.query:
        asked = {"limit": "1", **({"q": "boats"} if "/search" in case.path else {})}
        first = Client(application).get(case.formatted_path, query_string=asked, headers=HEADERS).get_json()
        del case.query["cursor"]
        if first.get("next"):
            case.query["cursor"] = parse_qs(urlsplit(first["next"]).query)["cursor"][0]


def asking(operation: str) -> Any:
    """The test of one operation: status, form and content as described; what is no answer is told, and is no fault."""

    @schema.include(operation_id=operation).parametrize()
    @settings(max_examples=6, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def answers_as_it_says(case: Any) -> None:
        if case.meta is None or case.meta.generation.mode.is_positive:
            aim(case)
        with transaction.atomic():
            case.call_and_validate(headers=HEADERS, excluded_checks=REFERRING if operation in ACTIONS else None)
            transaction.set_rollback(True)

    return answers_as_it_says


# A function for each: pytest gives all operations of one function the same name, and workers would run one of them.
for name in (*EVERY, *OWN, *ACTIONS):
    globals()[f"test_{name}_answers_as_it_says"] = asking(name)
