"""Nothing of one organization shows to the people of another: every address, every method, every reference."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.page_record import TODAY
from tests.store_records import fascicle, report, request, resolution
from tests.test_people import person
from throughline.engine.monitoring.aggregation import Kind, Rules
from throughline.engine.monitoring.assessment import Judgement, Pillar
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.planning.frameworks import Element
from throughline.engine.reporting.blocks import Heading, Report
from throughline.store import history
from throughline.store.models import (
    Assessment,
    Batch,
    Contribution,
    Deliverable,
    Document,
    DroppedFile,
    Framework,
    Indicator,
    Link,
    Measure,
    Organization,
    Paragraph,
    Person,
    Place,
    PlannedEvaluation,
    PlanParagraph,
    PostFigure,
    ResourceFigure,
    Result,
    Role,
    SourceFile,
    StandingFinding,
)
from throughline.store.monitoring.assessments.actions import assess
from throughline.store.monitoring.evaluations.actions import change_evaluation, plan_evaluation
from throughline.store.monitoring.evaluations.following import add_finding, add_lesson, respond, undertake
from throughline.store.monitoring.indicators.defining import define_indicator
from throughline.store.monitoring.indicators.entering import Entry, enter_values
from throughline.store.monitoring.indicators.periods import make_period
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.people.tokens import issue_token
from throughline.store.planning.contributions.actions import make_contribution
from throughline.store.planning.frameworks.actions import make_framework, write_draft
from throughline.store.planning.links.actions import make_link
from throughline.store.planning.review.actions import comment_on_review, open_round, propose_review
from throughline.store.reading.actions import open_batch
from throughline.store.reporting.checks import check_record
from throughline.store.reporting.editions.actions import freeze_edition, write_narrative
from throughline.store.reporting.editions.reads import Named
from throughline.store.taking_in import take_in
from throughline.store.units.actions import give_responsibility, make_unit
from throughline.web.access import API

pytestmark = pytest.mark.django_db

OURS, THEIRS = "OURS", "THEIRS"
# A word that stands in every text, title and file name of the other organization, and nowhere else.
SECRET = "Bravo"
METHODS = ("get", "head", "post", "put", "patch", "delete")
QUERIES = (
    "",
    "?q=harbours",
    "?q=bravo",
    "?q=THEIRS",
    "?held=held",
    "?answered=listed",
    "?severity=error",
    "?format=json",
    "?of=THEIRS/RES/2%231&q=harbours",
)
# The parts of addresses that name no thing of an organization.
PLAIN: dict[str, tuple[str, ...]] = {
    "year": ("2026",),
    "secret": ("abc",),
    "provider_id": ("organization",),
    "key": ("1",),
    "pk": ("1",),
}
PLAIN |= {"verb": ("rename",), "deed": ("find",), "position": ("1",)}
PLAIN |= {"finding": ("1",), "action": ("1",), "lesson": ("1",)}
PLAIN |= {"kind": ("progress", "resolution"), "language": ("en",), "format": ("docx",)}
PLAIN |= {"iati": ("activities", "organisation"), "ending": ("csv",)}
PLAIN |= {"dataset": ("documents", "acts", "plans", "results", "figures")}
OF_SIGN_IN = ("account/",)


def take(code: str, word: str) -> None:
    """A record of one shape for each organization; both cite what the other holds, and what neither holds."""
    other = THEIRS if code == OURS else OURS
    asks = (request(f"to report on {word} boats", latest="2026-06-30"),)
    texts = (f"Recalling the {word} harbours,", f"Requests the Secretary-General to report on {word} boats;")
    cites = (f"{other}/RES/1", "A/RES/60/1")
    plan = fascicle(symbol=f"{code}/6 (Sect. 10)", lists=(f"{code}/RES/1", f"{other}/RES/1"), file=f"{word}.docx")
    for one in (
        resolution(f"{code}/RES/1", texts=texts, cites=cites, acts=asks, file=f"{word}1.txt", title=f"{word} harbours"),
        resolution(f"{code}/RES/2", texts=texts, cites=(), acts=asks, file=f"{word}2.txt", title=f"{word} boats"),
        report(f"{code}/78/500", f"{other}/RES/1", f"{word}3.txt"),
        replace(
            plan,
            title=f"{word} harbours",
            results=tuple(replace(result, title=f"{word} {result.title}") for result in plan.results),
            deliverables=tuple(replace(item, title=f"{word} {item.title}") for item in plan.deliverables if item.title),
        ),
    ):
        take_in(records=one, by=operator(), reader="1", organization=code)
    whose = Organization.objects.get(code=code)
    make_link(
        by=operator(), organization=whose, source=f"{code}/RES/2#1/a1", target=f"{code}/2026/10/SP1", rationale=word
    )
    opened = open_round(by=operator(), organization=whose, year=2026, deadline=TODAY)
    propose_review(
        by=operator(),
        round=opened,
        symbol=f"{code}/RES/1",
        part=f"{code}/2026/10",
        recommendation="retain",
        reason="other",
        words=word,
    )
    comment_on_review(by=operator(), round=opened, symbol=f"{code}/RES/1", words=word)
    unit = make_unit(by=operator(), organization=whose, code=code, name=f"{word} office")
    give_responsibility(by=operator(), unit=unit, address=f"{code}/2026/10")
    plan_results(whose, word)
    named, when = Named("progress", f"{code}/2026/10", "en"), TODAY.isoformat()
    write_narrative(by=operator(), organization=whose, named=named, section="summary", text=word)
    freeze_edition(
        by=operator(), organization=whose, named=named, report=Report(word, word, "en", when, (Heading(1, word, "a"),))
    )
    indicator_of(whose, word)
    assessment_of(whose, word)
    evaluated(whose, word)
    batch = open_batch(by=operator(), organization=whose)
    for state, said in (("read", ""), ("wrong", word)):
        name, at = f"{word} {state}.docx", batch.files.count() + 1
        DroppedFile.objects.create(batch=batch, position=at, name=name, size=1, state=state, said=said, outcome="new")
    check_record(today=TODAY)


def plan_results(whose: Organization, word: str) -> None:
    """A plan of results, and a contribution to it."""
    made = make_framework(
        by=operator(),
        organization=whose,
        kind="strategic",
        code="2026-29",
        title=f"{word} plan",
        start=date(2026, 1, 1),
        end=date(2030, 1, 1),
        levels=("goal",),
    )
    write_draft(by=operator(), framework=made, revision=1, elements=(Element("G1", "goal", f"{word} goal"),))
    make_contribution(
        by=operator(),
        organization=whose,
        source=f"{whose.code}/2026/10/SP1",
        target=f"{whose.code}/2026-29/G1",
        rationale=word,
    )


def indicator_of(whose: Organization, word: str) -> None:
    """An indicator with a value, in a period; what is said in it is told nowhere else."""
    make_period(by=operator(), organization=whose, code="2026", start=date(2026, 1, 1), end=date(2027, 1, 1))
    made = Definition("", 1, Kind.QUANTITY, f"{word} boats afloat", word, Rules())
    one = define_indicator(by=operator(), organization=whose, node=f"{whose.code}/2026/10", definition=made)
    entry = Entry(f"{one.address}#2026", "12345", evidence=word)
    assert enter_values(by=operator(), organization=whose, entries=[entry]).values == 1


def assessment_of(whose: Organization, word: str) -> None:
    """A self-assessment that nobody has confirmed."""
    judged = Judgement(Pillar.STRATEGIC, 2, f"{word} boats float", word)
    node = f"{whose.code}/2026/10/SP1"
    assess(by=operator(), organization=whose, node=node, year=2026, judgements=[judged], today=date(2026, 12, 1))


def evaluated(whose: Organization, word: str) -> None:
    """An evaluation with a finding, a response, an action and a lesson; each says what nothing else does."""
    nodes = [f"{whose.code}/2026/10/SP1"]
    head: dict[str, Any] = {"title": f"{word} evaluation", "kind": "self", "year": 2026}
    code = f"{whose.code}-boats"
    made = plan_evaluation(by=operator(), organization=whose, code=code, nodes=nodes, **head)
    change_evaluation(by=operator(), evaluation=made, revision=1, nodes=nodes, state="under way", **head)
    found = {"text": f"{word} found", "recommendation": f"{word} wanted", "priority": "high"}
    add_finding(by=operator(), evaluation=made, revision=2, **found)
    respond(by=operator(), evaluation=made, revision=3, finding=1, response="accepted", why=word)
    undertake(by=operator(), evaluation=made, revision=4, finding=1, text=f"{word} done", due=TODAY)
    add_lesson(by=operator(), evaluation=made, revision=5, text=f"{word} learned", nodes=nodes)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


def patterns(found: Any = None, before: str = "") -> Iterator[str]:
    """The route of every address of the site, pages and API alike."""
    for one in get_resolver().url_patterns if found is None else found:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def things(code: str) -> list[str]:
    """Every public address of the record of an organization."""
    models: tuple[Any, ...] = (Paragraph, Place, Result, Deliverable, Measure, PlanParagraph, Document)
    figures: tuple[Any, ...] = (ResourceFigure, PostFigure)
    named = [model.objects.values_list("address", flat=True) for model in models]
    named += [model.objects.values_list("address", flat=True)[:4] for model in figures]
    return sorted({address for address in itertools.chain(*named) if address.startswith(f"{code}/")})


def values_of(name: str, code: str) -> tuple[str, ...]:
    """What to put into a part of an address, for the record of one organization."""
    if name in PLAIN:
        return PLAIN[name]
    if name in ("organization", "unit"):
        return (code,)
    if name == "indicator":
        named = Indicator.objects.filter(organization__code=code).values_list("address", flat=True)
        return tuple(address.partition("/")[2] for address in named)
    if name == "assessed":
        judged = Assessment.objects.filter(organization__code=code).values_list("node", flat=True)
        return tuple(node.partition("/")[2] for node in judged)
    if name == "period":
        return ("2026",)
    if name == "link":
        return tuple(Link.objects.filter(organization__code=code).values_list("code", flat=True))
    if name in ("sha256", "digest"):
        word = SECRET if code == THEIRS else "Alpha"
        return tuple(SourceFile.objects.filter(name__startswith=word).values_list("sha256", flat=True))
    if name == "plan":
        return tuple(Framework.objects.filter(organization__code=code).values_list("code", flat=True))
    if name == "element":
        return ("G1",)
    if name == "evaluation":
        return tuple(PlannedEvaluation.objects.filter(organization__code=code).values_list("code", flat=True))
    if name == "contribution":
        return tuple(Contribution.objects.filter(organization__code=code).values_list("code", flat=True))
    if name == "batch":
        return tuple(Batch.objects.filter(organization__code=code).values_list("code", flat=True))
    if name == "digits":
        found = StandingFinding.objects.filter(organization__code=code).order_by("key")[:3]
        return tuple(one.digits for one in found)
    own = [one for one in things(code) if "#" not in one]
    if name == "node":
        # What can be edited, and one figure, which cannot.
        nodes = [
            one for model in (Place, Result, Deliverable) for one in model.objects.values_list("address", flat=True)
        ]
        nodes += ResourceFigure.objects.values_list("address", flat=True)[:1]
        return tuple(sorted(one.partition("/")[2] for one in set(nodes) if one.startswith(f"{code}/")))
    if name == "about":
        return (f"{code}/2026/10", f"{code}/RES/1")
    if name == "place":
        return tuple(one.partition("/")[2] for one in own if one.startswith(f"{code}/2026"))
    indicators = Indicator.objects.filter(organization__code=code).values_list("address", flat=True)
    return (*own, *indicators)


def addresses(code: str, of: str, routes: Iterable[str] = ()) -> list[str]:
    """Every address of the site (of some routes of it) at the organization `code`, naming things of `of`."""
    found = set()
    for route in routes or patterns():
        if route.startswith(OF_SIGN_IN) or "^" in route:
            continue
        parts = re.findall(r"<(?:\w+:)?(\w+)>", route)
        choices = [(code,) if part == "organization" else values_of(part, of) for part in parts]
        for chosen in itertools.product(*choices):
            found.add("/" + re.sub(r"<[^>]+>", "{}", route).format(*chosen))
    return sorted(found)


def plain(content: bytes) -> str:
    """A page without what differs from one answer to the next."""
    marks = r'name="(csrfmiddlewaretoken|once|typed)" value="[^"]+"'
    return re.sub(marks, "", content.decode("utf-8", "replace"))


def shown(client: Client, asked: Iterable[str], **extra: Any) -> dict[str, tuple[int, str]]:
    """All that a person sees at these addresses."""
    pages = {}
    for address in asked:
        response = client.get(address, **extra)
        pages[address] = (response.status_code, plain(response.content))
    return pages


def asked_with_queries() -> list[str]:
    """Every query at the first and the last address of each route of the own organization."""
    found = set()
    for route in patterns():
        of_route = addresses(OURS, OURS, (route,))
        found |= {f"{address}{query}" for address in {*of_route[:1], *of_route[-1:]} for query in QUERIES}
    return sorted(found)


def signed_in(who: Person | None) -> Client:
    client = Client()
    if who:
        client.force_login(who)
    return client


@pytest.mark.parametrize("role", ["reader", "officer", "administrator"])
def test_what_a_person_sees_is_the_same_whatever_others_hold(role: str) -> None:
    take(OURS, "Alpha")
    ada = person("ada", OURS, role)
    client, token = signed_in(ada), issue_token(by=ada, name="program", scope="write")
    asked = ["/", *addresses(OURS, OURS), *(asked_with_queries() if role == "officer" else ())]
    programs = [address for address in asked if address.startswith(API)]
    bearing = {"headers": {"authorization": f"Bearer {token}"}}
    before, program = shown(client, asked), shown(Client(), programs, **bearing)
    assert sum(status == 200 for status, _ in before.values()) > 100
    take(THEIRS, SECRET)
    after = shown(client, asked)
    assert [address for address in before if before[address] != after[address]] == []
    assert [address for address in after if SECRET in after[address][1]] == []
    assert shown(Client(), programs, **bearing) == program
    assert programs


@pytest.fixture
def people() -> dict[str, Person | None]:
    take(OURS, "Alpha")
    take(THEIRS, SECRET)
    return {
        "may": person("may", OURS, "officer"),
        "sees": person("sees", OURS, "reader"),
        "leads": person("leads", OURS, "administrator"),
        "stranger": person("stranger"),
        "anybody": None,
    }


def closed_to(name: str) -> dict[str, tuple[str, ...]]:
    """Addresses at organizations that a person has no part in, by GET; the first of each route by every method.

    One person asks for every thing, the others for the first and the last of each route.
    """
    found: dict[str, tuple[str, ...]] = {}
    for code, of in ((THEIRS, THEIRS), (THEIRS, OURS), ("NONE", OURS)):
        for route in patterns():
            of_route = [one for one in addresses(code, of, (route,)) if one.startswith(("/THEIRS", "/NONE"))]
            wanted = of_route if name == "may" else [*of_route[:1], *of_route[-1:]]
            found |= dict.fromkeys(wanted, METHODS[:1])
            found |= dict.fromkeys(of_route[:1], METHODS)
    return found


def test_nothing_of_another_organization_has_an_address_by_any_method(people: dict[str, Person | None]) -> None:
    wrong = []
    for name, who in people.items():
        client = signed_in(who)
        for address, methods in closed_to(name).items():
            for method in methods:
                response = getattr(client, method)(address)
                is_again = response.status_code == 302 and response.headers["Location"].startswith("/account/")
                if (response.status_code not in (404, 405, 401) and not is_again) or SECRET in plain(response.content):
                    wrong.append((name, method, address, response.status_code))
    assert wrong == []


def test_a_thing_of_another_organization_is_not_found_among_ones_own(people: dict[str, Person | None]) -> None:
    cited = f"{THEIRS}/RES/1"
    own = set(addresses(OURS, OURS))
    wrong = []
    for name, who in people.items():
        client = signed_in(who)
        asked = addresses(OURS, THEIRS)
        if name != "sees":
            by_route = (addresses(OURS, THEIRS, (route,)) for route in patterns())
            asked = sorted({address for of_route in by_route for address in (*of_route[:1], *of_route[-1:])})
        for address in asked:
            response = client.get(address)
            # Places of plans go by the same codes in both records, and show what is our own.
            is_of_theirs = address not in own and any(
                f"/{kind}/" in address
                for kind in ("mandates", "sources", "history", "units", "findings", "contributions")
            )
            is_of_theirs = is_of_theirs or re.search("/links/[0-9a-f]{16}$", address) is not None
            is_known = address.endswith(f"/mandates/{cited}")
            if SECRET in plain(response.content):
                wrong.append((name, address, "shows it"))
            if is_of_theirs:
                expected = 200 if is_known and name in ("may", "sees", "leads") else 404
                is_again = response.status_code == 302 and response.headers["Location"].startswith("/account/")
                if response.status_code not in (expected, 405) and not is_again:
                    wrong.append((name, address, str(response.status_code)))
    assert wrong == []


def test_an_unknown_organization_and_one_that_is_not_seen_get_the_same_answer(
    people: dict[str, Person | None],
) -> None:
    for who in people.values():
        client = signed_in(who)
        for rest in ("", "/mandates", "/findings", "/search?q=boats", "/history", "/people", "/plans/2026"):
            unseen, unknown = client.get(f"/{THEIRS}{rest}"), client.get(f"/NOBODY{rest}")
            assert unseen.status_code == unknown.status_code == 404
            assert plain(unseen.content).replace(THEIRS, "NOBODY") == plain(unknown.content)


def test_what_is_published_is_read_by_anybody_and_nothing_else_is(people: dict[str, Person | None]) -> None:
    publish(by=operator(), organization=Organization.objects.get(code=OURS))
    for who in (None, people["stranger"]):
        client = signed_in(who)
        for page in ("", "/mandates", f"/mandates/{OURS}/RES/1", "/plans", "/plans/2026/10/SP1", "/search?q=boats"):
            response = client.get(f"/{OURS}{page}")
            assert response.status_code == 200, page
            assert SECRET not in plain(response.content)
            assert "PB-SUM" not in plain(response.content), page
        for page in ("findings", "sources", "history", f"history/{OURS}/RES/1", "people"):
            assert client.get(f"/{OURS}/{page}").status_code == 404, page
        for page in ("", "/mandates", f"/mandates/{THEIRS}/RES/2"):
            assert client.get(f"/{THEIRS}{page}").status_code == 404, page


def test_who_is_looked_at_as_somebody_sees_no_more_than_both(people: dict[str, Person | None]) -> None:
    leads, sees = people["leads"], people["sees"]
    assert leads is not None
    assert sees is not None
    whose = Organization.objects.get(code=THEIRS)
    Role.objects.create(person=sees, organization=whose, role="reader", since=datetime.now(UTC))
    client = signed_in(leads)
    assert client.post(f"/{OURS}/people/view", {"person": "sees@example.org"}).status_code == 302
    assert client.get(f"/{OURS}/mandates").status_code == 200
    assert client.get(f"/{THEIRS}/mandates").status_code == 404
    Role.objects.filter(person=leads).delete()
    assert client.get(f"/{OURS}/mandates").status_code == 404


def test_a_session_that_ended_and_a_person_who_left_see_nothing(people: dict[str, Person | None]) -> None:
    client = signed_in(people["sees"])
    assert client.get(f"/{OURS}").status_code == 200
    Person.objects.filter(username="sees@example.org").update(is_active=False)
    assert client.get(f"/{OURS}").status_code == 404


def test_findings_and_history_are_whose_they_are(people: dict[str, Person | None]) -> None:
    assert set(StandingFinding.objects.values_list("organization__code", flat=True)) == {OURS, THEIRS}
    assert history.check_chain() == []
