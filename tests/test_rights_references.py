"""An identifier of another organization, anywhere in a request, is answered as one that nobody has: found by itself.

The forms are those of the pages, the operations those of the description: what is new is asked by itself, or a test
says what it needs.
"""

import html as escaping
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from lxml import html

from tests.api_record import ACTIONS, DIGEST, Action
from tests.test_people import PASSWORD, person
from tests.test_rights import OURS, SECRET, THEIRS, addresses, plain, take, values_of
from throughline.store import history
from throughline.store.models import Invitation, Organization, Person, Token
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.people.roles import give_role
from throughline.store.people.tables import ROLES
from throughline.store.people.tokens import issue_token
from throughline.store.units.actions import make_unit
from throughline.web.api.description import description

pytestmark = pytest.mark.django_db

NOBODY = "NOBODY"
assert len(NOBODY) == len(THEIRS)
UNIT = f"{THEIRS}-UNIT"
# Fields of forms that decide nothing about what is shown.
MARKS = ("csrfmiddlewaretoken", "once", "typed")
# Forms that end what the test needs, or that send the person elsewhere: each has tests of its own.
LEFT_OUT = ("account_", "mfa_", "usersessions_", "people-view", "components")
# Actions whose form no page of the small records shows: each has tests of its own.
FORMS_NOT_SHOWN = (
    *("account-forget", "people-own-eyes", "invitation", "units-suggest"),
    *("asked-accept", "asked-dismiss", "asked-restore"),
    *("mandates-feed-revoke", "plans-edit-changes", "due-check", "indicators-reopen"),
    *("sources-batch-add", "sources-batch-leave", "sources-batch-resume", "sources-batch-take"),
)
# What an address needs in its query to show something, by a part of its route.
ASKED_WITH = {
    "/search": "?q=boats",
    "/new": f"?of={quote(f'{OURS}/RES/1#1/a1')}",
    "frameworks/<slug:plan>/differences": "?before=1&now=1",
    "frameworks/<plan>/differences": "?before=1&now=1",
    "/indicator-figure/": "?span=2026",
    "/indicator-values/": "?period=2026",
    "/indicator-lineage/": "?span=2026",
    "/indicator-reports": "?period=2026",
    "/reports-write/": "?section=summary",
}
# What a list of the API needs in its query, by the last part of its path.
NEEDED = {"search": {"q": "boats"}, "indicator-reports": {"period": "2026"}}
# Addresses that show something only after more than the small records hold.
NOT_SHOWN = {
    "<organization:organization>/sources/<slug:sha256>/undo",
    "api/organizations/<organization>/reviews/<year>/of/<path:address>",
    "calendar/<slug:secret>.ics",
}
# What other parts of an address hold while one of them is tried.
OTHER_PARTS = {
    "year": "2026",
    "file": "1",
    "batch": "0" * 16,
    "verb": "assign",
    "deed": "find",
    "address": f"{OURS}/RES/1",
}
OTHER_PARTS |= {"language": "en", "kind": "progress", "format": "docx", "about": f"{OURS}/2026/10"}
OTHER_PARTS |= {"plan": "2026-29", "period": "2026", "evaluation": f"{OURS}-boats"}
OTHER_PARTS |= {"finding": "1", "action": "1", "lesson": "1"}
# Statuses of an address that has something to show, or to do.
SHOWN = (200, 301, 302, 304, 405)
# Of references, the kinds that every filter is asked with, and every field of a page.
FILTERED, TYPED = 6, 7
# Fields that a form has for each pillar of a self-assessment: those of the first pillar speak for all.
OF_OTHER_PILLARS = re.compile("(operational|accountability|change|responsibility)_(stage|reason|evidence)")
# Messages show so many characters of what was typed.
TOLD = 40


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a page shows it: where it goes, and its fields filled in."""

    page: str
    method: str
    action: str
    fields: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name of the address that it goes to."""
        return resolve(self.action.partition("?")[0]).url_name or ""


@dataclass(frozen=True, slots=True)
class Two:
    """Two organizations: who may everything in ours, who only reads there, who has no role; and what is theirs."""

    may: Person
    sees: Person
    stranger: Person
    theirs: Person
    references: tuple[str, ...]


@pytest.fixture
def two() -> Two:
    take(OURS, "Alpha")
    take(THEIRS, SECRET)
    may, theirs = person("may", OURS, ROLES[0]), person("theirs", THEIRS, ROLES[0])
    for who, code in ((may, OURS), (theirs, THEIRS)):
        for role in ROLES[1:]:
            give_role(by=operator(), to=who, role=role, organization=organization_with(code))
        opened(who, code)
    references = [theirs.username, f"{THEIRS}/RES/2", f"{THEIRS}/RES/2#1/a1", f"{THEIRS}/2026/10/SP1"]
    references += [values_of(name, THEIRS)[0] for name in ("link", "sha256")]
    make_unit(by=operator(), organization=Organization.objects.get(code=THEIRS), code=UNIT, name=f"{SECRET} unit")
    references += [UNIT, Invitation.objects.get(by=theirs).digest, Token.objects.get(person=theirs).digest]
    references += [f"{THEIRS}/RES/2#1", f"{THEIRS}/2026/10/SP1/R2", f"{THEIRS}/2026/10/T10.19/r1/c8"]
    return Two(may, person("sees", OURS), person("stranger"), theirs, tuple(references))


def opened(who: Person, code: str) -> None:
    """An invitation and a token of somebody, so that there are digests to name."""
    now, whose = datetime.now(UTC), Organization.objects.get(code=code)
    common = {"expires": now + timedelta(days=3), "digest": DIGEST if code == OURS else "b2" * 32}
    email = f"{code}@example.org".lower()
    Invitation.objects.create(email=email, organization=whose, role="reader", by=who, at=now, **common)
    Token.objects.create(person=who, name=code, scope="read", issued=now, **common)


def unknown(reference: str) -> str:
    """An identifier of the same shape that nobody has."""
    if THEIRS.casefold() in reference.casefold():
        return reference.replace(THEIRS, NOBODY).replace(THEIRS.lower(), NOBODY.lower())
    return reference.translate(str.maketrans("0123456789abcdef", "1234567890bcdefa"))


def signed_in(who: Person) -> Client:
    """Somebody who signed in and said so again just now."""
    client = Client()
    client.force_login(who)
    client.post("/account/again", {"password": PASSWORD})
    return client


def program(who: Person) -> Client:
    return Client(headers={"authorization": f"Bearer {issue_token(by=who, name='program', scope='write')}"})


def at(path: str, code: str) -> str:
    """A path of the API in the record of an organization."""
    return path.format_map(OTHER_PARTS | {"organization": code})


def answer(response: Any, reference: str) -> tuple[int, str, str]:
    """An answer without the reference that was asked for."""
    said = plain(b"".join(response.streaming_content) if response.streaming else response.content)
    where = response.headers.get("Location", "")
    for told in dict.fromkeys((reference, reference[:TOLD])):
        for form in (told, quote(told), quote(told, safe=""), escaping.escape(told)):
            said, where = said.replace(form, "..."), where.replace(form, "...")
    for code in (THEIRS, NOBODY):
        said = said.replace(code, "...")
    return response.status_code, where, without_moments(said)


def without_moments(said: str) -> str:
    """A text without what is drawn at random or follows from the moment."""
    said = re.sub(r"\b\d\d:\d\d\b|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d[0-9:.+Z]*", "", said)
    return re.sub(r"(?:tl_|/account/invitation/|/calendar/)[\w-]+|\b[0-9a-f]{64}\b", "", said)


def forms_shown(client: Client) -> dict[tuple[str, str, tuple[str, ...]], Form]:
    """One form of every kind on the pages of ours: by method, by the address that it goes to, by its fields.

    Of each kind of page two are read, and those that these lead to.
    """
    found: dict[tuple[str, str, tuple[str, ...]], Form] = {}
    read: dict[tuple[str, tuple[str, ...]], int] = {}
    waiting = ["/account/", *addresses(OURS, OURS)]
    while waiting:
        page = waiting.pop(0)
        if "language=" in page:
            continue
        kind = (route_of(page), tuple(sorted(parse_qs(urlsplit(page).query))))
        if kind[0].startswith("api") or not kind[0] or read.get(kind, 0) == 2:
            continue
        response = client.get(page)
        if response.status_code != 200 or "text/html" not in response.headers["Content-Type"]:
            continue
        read[kind] = read.get(kind, 0) + 1
        tree = html.fromstring(response.content)
        waiting += [urljoin(page, one.get("href")).partition("#")[0] for one in tree.iter("a") if one.get("href")]
        for one in tree.iter("form"):
            action = urljoin(page, one.get("action") or "").partition("#")[0]
            form = Form(page, (one.get("method") or "get").lower(), action, tuple(fields_of(one)))
            if not form.name.startswith(LEFT_OUT):
                found.setdefault((form.method, form.name, tuple(sorted(name for name, _ in form.fields))), form)
    return found


def fields_of(form: Any) -> Iterator[tuple[str, str]]:
    """The fields of a form with what the page says, or anything where it says nothing."""
    for field in form.iter("input", "select", "textarea"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or name in MARKS or kind == "submit":
            continue
        if field.tag == "select":
            values = [one.get("value") for one in field.iter("option") if one.get("value")]
            yield name, values[0] if values else ""
        else:
            usual = {"email": "new@example.org", "number": "1", "hidden": "", "date": "2026-06-30"}
            yield name, field.get("value") or usual.get(kind, "x")


def tried(ask: Callable[[], Any]) -> Any:
    """What is answered; what was done is taken back."""
    with transaction.atomic():
        response = ask()
        transaction.set_rollback(True)
    return response


Ask = Callable[[str, str], Any]
Difference = tuple[str, str, str]


def differences(two: Two, names: list[str], ask: Ask, count: int = 99) -> list[Difference]:
    """Where a reference to something of theirs is answered otherwise than one to nothing, field by field."""
    wrong = []
    for name in names:
        for reference in two.references[:count]:
            nobodys = unknown(reference)
            theirs = answer(tried(partial(ask, name, reference)), reference)
            nothing = answer(tried(partial(ask, name, nobodys)), nobodys)
            if theirs != nothing or SECRET in theirs[2] or theirs[0] >= 500:
                wrong.append((name, reference, told_apart(theirs, nothing)))
    return wrong


def told_apart(one: tuple[int, str, str], other: tuple[int, str, str]) -> str:
    """What differs between two answers, in a line: their statuses, and the words around the first difference."""
    at = next((at for at, (a, b) in enumerate(zip(one[2], other[2], strict=False)) if a != b), 0)
    return f"{one[:2]} {other[:2]} {one[2][max(0, at - 80) : at + 80]!r} {other[2][max(0, at - 80) : at + 80]!r}"


def test_a_field_of_a_form_that_names_something_of_another_organization(two: Two) -> None:
    client = signed_in(two.may)
    forms = {key: form for key, form in forms_shown(client).items() if key[0] == "post"}
    assert len(forms) >= 6, sorted(forms)
    wrong = []
    for form in forms.values():
        given = dict(form.fields)

        def ask(name: str, value: str, form: Form = form, given: dict[str, str] = given) -> Any:
            return client.post(form.action, given | {name: value})

        names = [name for name, _ in form.fields if not OF_OTHER_PILLARS.fullmatch(name)]
        found = differences(two, names, ask, TYPED)
        wrong += [(form.name, *one) for one in found]
    assert not wrong, "\n".join(map(str, wrong))


def test_every_action_of_the_site_has_a_form_that_is_tried(two: Two) -> None:
    client = signed_in(two.may)
    shown = {name for method, name, _ in forms_shown(client) if method == "post"}
    actions = {name for name in action_names() if not name.startswith(LEFT_OUT)}
    missing = actions - shown - set(FORMS_NOT_SHOWN)
    assert not missing, f"no page of the small records shows a form for {sorted(missing)}: see FORMS_NOT_SHOWN"


def action_names() -> Iterator[str]:
    def walked(found: Any) -> Iterator[URLPattern]:
        for one in found:
            if isinstance(one, URLResolver):
                yield from walked(one.url_patterns)
            else:
                yield one

    for one in walked(get_resolver().url_patterns):
        if getattr(one.callback, "is_action", False) and one.name:
            yield one.name


def test_a_filter_that_names_something_of_another_organization(two: Two) -> None:
    client = signed_in(two.may)
    forms = [form for key, form in forms_shown(client).items() if key[0] == "get"]
    assert len(forms) >= 4
    wrong = []
    for form in forms:

        def ask(name: str, value: str, form: Form = form) -> Any:
            return client.get(form.action, {name: value})

        found = differences(two, [name for name, _ in form.fields], ask, FILTERED)
        wrong += [(form.action, *one) for one in found]
    assert not wrong, "\n".join(map(str, wrong))


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        yield from ((method, path, operation) for method, operation in methods.items())


def test_a_parameter_of_the_api_that_names_something_of_another_organization(two: Two) -> None:
    client = program(two.may)
    wrong = []
    for method, path, operation in operations():
        if method != "get" or path.count("{") > 1:
            continue
        address = at(path, OURS)
        needed = needed_by(path)
        names = [one["name"] for one in operation["parameters"] if one["in"] == "query"]

        def ask(name: str, value: str, address: str = address, needed: dict[str, str] = needed) -> Any:
            return client.get(address, needed | {name: value})

        wrong += [(address, *one) for one in differences(two, names, ask, FILTERED)]
    assert not wrong, "\n".join(map(str, wrong))


def test_a_part_of_an_address_of_the_api_that_names_something_of_another_organization(two: Two) -> None:
    client = program(two.may)
    wrong = []
    for method, path, operation in operations():
        last = [one["name"] for one in operation["parameters"] if one["in"] == "path" and one["name"] != "organization"]
        if not last:
            continue

        def ask(name: str, value: str, method: str = method, path: str = path) -> Any:
            address = path.format_map(OTHER_PARTS | {"organization": OURS, name: quote(value)})
            return client.generic(method.upper(), address, "{}", content_type="application/json")

        found = differences(two, last, ask)
        wrong += [(method, path, *one) for one in found]
        for reference in two.references:
            status = tried(partial(ask, last[0], reference)).status_code
            if status not in (404, 422, 428) and not (method == "get" and status == 200 and reference == THEIRS):
                wrong.append((method, path, last[0], reference, status))
    assert not wrong, "\n".join(map(str, wrong))


def of_ours(action: Action) -> Action:
    """An action of the small record, asked in ours: its content names what is ours."""
    text = json.dumps(action.content).replace("bob@", "sees@").replace('"UN"', f'"{OURS}"').replace("UN/", f"{OURS}/")
    address = action.address.replace("/organizations/UN", f"/organizations/{OURS}").replace("bob@", "sees@")
    return replace(action, address=address.replace("UN/", f"{OURS}/"), content=json.loads(text))


@pytest.mark.parametrize("name", [name for name, action in ACTIONS.items() if action.content])
def test_a_field_of_an_action_of_the_api_that_names_something_of_another_organization(two: Two, name: str) -> None:
    action = of_ours(ACTIONS[name])
    client = signed_in(two.may) if action.needs_session else program(two.may)
    content = action.content or {}

    def ask(field: str, value: str) -> Any:
        given = content | {field: [value] if isinstance(content[field], list) else value}
        text = json.dumps(given)
        return client.generic(action.method, action.address, text, "application/json", headers={"if-match": "*"})

    fields = [field for field, value in content.items() if isinstance(value, str | list) or value is None]
    assert differences(two, fields, ask) == []


def needed_by(path: str) -> dict[str, str]:
    """What a path of the API needs in its query."""
    return NEEDED.get(path.rpartition("/")[2], {})


def lists() -> Iterator[str]:
    """The path of every list of the API."""
    for method, path, operation in operations():
        if method == "get" and "limit" in {one["name"] for one in operation["parameters"]}:
            yield path


def test_a_cursor_of_another_organization_shows_nothing_of_it(two: Two) -> None:
    ours, theirs = program(two.may), program(two.theirs)
    tried_with = 0
    for path in lists():
        asked = {"limit": "1"} | needed_by(path)
        first = theirs.get(at(path, THEIRS), asked).json()
        if not first.get("next"):
            continue
        cursor = parse_qs(urlsplit(first["next"]).query)["cursor"][0]
        response = ours.get(at(path, OURS), asked | {"limit": "200", "cursor": cursor})
        tried_with += 1
        assert response.status_code in (200, 422), path
        assert SECRET not in plain(response.content), path
    assert tried_with > 10


def test_a_tag_of_another_organization_matches_nothing(two: Two) -> None:
    ours, theirs = program(two.may), program(two.theirs)
    for path in lists():
        asked = needed_by(path)
        tag = theirs.get(at(path, THEIRS), asked).headers["ETag"]
        response = ours.get(at(path, OURS), asked, headers={"if-none-match": tag})
        assert response.status_code == 200, path
        for address in (
            at(path, THEIRS),
            at(path, NOBODY),
        ):
            if "{" in path:
                response = ours.get(address, asked, headers={"if-none-match": tag})
                assert (response.status_code, "ETag" in response.headers) == (404, False), path


def test_every_export_holds_what_the_list_holds_and_nothing_else(two: Two) -> None:
    ours = program(two.may)
    for path in lists():
        asked = needed_by(path)
        for form in ("csv", "json"):
            response = ours.get(at(path, OURS), asked | {"limit": "200", "format": form})
            assert response.status_code == 200, path
            assert SECRET not in response.content.decode(), (path, form)


def test_who_only_reads_is_shown_no_form_that_is_refused_and_may_send_none(two: Two) -> None:
    may, sees = signed_in(two.may), signed_in(two.sees)
    forms = {key: form for key, form in forms_shown(may).items() if key[0] == "post"}
    shown = {key: form for key, form in forms_shown(sees).items() if key[0] == "post"}
    refused = (403, 404, 405)
    wrong = []
    for key, form in forms.items():
        if form.action.startswith("/account/"):
            continue
        before = history.head()
        for client in (sees, signed_in(two.stranger), Client()):
            status = tried(partial(client.post, form.action, dict(form.fields))).status_code
            is_shown = client is sees and key in shown
            if status not in refused and not is_shown and status != 302:
                wrong.append((form.name, "is not refused", status))
            if status in refused and is_shown:
                wrong.append((form.name, "is shown and refused", status))
        assert history.head() == before
    assert not wrong, "\n".join(map(str, wrong))


def test_every_address_shows_something_to_who_may(two: Two) -> None:
    """An address for which nothing of the small records is known would be tested by nothing."""
    client, token = signed_in(two.may), program(two.may)
    seen: set[str] = set()
    every: set[str] = set()
    for address in ["/", "/account/", *addresses(OURS, OURS), f"/api/organizations/{OURS}/paragraphs/{OURS}/RES/1%231"]:
        route = route_of(address)
        every.add(route)
        if route and route not in seen:
            asking = token if address.startswith("/api/") else client
            query = next((query for part, query in ASKED_WITH.items() if part in route), "")
            status = asking.get(f"{address}{query}").status_code
            seen |= {route} if status in SHOWN else set()
    missing = every - seen - {""} - NOT_SHOWN
    assert missing == set(), "tests/test_rights.py: values_of knows nothing that these addresses show, nor ASKED_WITH"


def route_of(address: str) -> str:
    """The route that an address goes by; "" where it is none of this site."""
    try:
        return resolve(unquote(address.partition("?")[0])).route
    except Resolver404:
        return ""
