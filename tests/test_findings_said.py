"""Findings say the same in every language: a template and what stands in it, kept with the finding."""

import ast
from copy import deepcopy
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.utils.translation import override

from docs.languages import template
from tests.page_record import TODAY, seen, take
from tests.store_records import request, resolution
from tests.test_shape import MODULES
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.store.findings import message_of, parts_of
from throughline.store.mandates.reads import document_at
from throughline.store.models import KeptFinding, StandingFinding
from throughline.store.reporting.checks import check_record
from throughline.store.rights import EVERYTHING
from throughline.store.verifying import verify
from throughline.web.pages import findings

LIST = Sentence("%(place)s lists %(count)s of them (%(why)s).", place="UN/1", count=12000, why=Sentence("100% wrong"))


def test_a_sentence_is_its_text() -> None:
    assert LIST == "UN/1 lists 12000 of them (100% wrong)."
    assert Sentence("Nothing: 100%.") == "Nothing: 100%."
    assert Sentence("%(share)s", share=Fraction(1, 3)).parameters == {"share": "1/3"}
    assert (deepcopy(LIST), deepcopy(LIST).template) == (LIST, LIST.template)


def test_a_sentence_comes_back_from_its_parts() -> None:
    parts = parts_of(LIST)
    again = message_of("", parts)
    assert isinstance(again, Sentence)
    assert (again, parts_of(again)) == (LIST, parts)
    assert (parts_of("as it is"), message_of("as it is", {})) == ({}, "as it is")


def test_every_message_in_the_code_is_a_sentence() -> None:
    wrong = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {"Finding": 3, "refusal": 2}.get(node.func.id, 99)
                if len(node.args) > at and isinstance(node.args[at], ast.JoinedStr | ast.Constant):
                    wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_the_templates_are_gathered_for_translation() -> None:
    assert "%(asked)s: the time set (%(raw)s) ends on %(latest)s, in %(days)s days." in template()


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two templates in French, as a catalogue would have them."""
    words = {
        "%(place)s lists %(count)s of them (%(why)s).": "%(count)s (%(why)s) dans %(place)s le %(day)s",
        "%(asked)s: the time set (%(raw)s) ends on %(latest)s, in %(days)s days.": "%(asked)s : avant le %(latest)s",
        "100% wrong": "tout faux",
    }
    monkeypatch.setattr(findings, "_", lambda text: words.get(text, text))


def test_a_message_is_told_in_the_language_of_the_reader(french: None) -> None:
    parts = parts_of(LIST)
    parts["parameters"]["day"] = "2026-12-31"
    with override("fr"):
        assert findings.told(str(LIST), parts) == ("12\xa0000 (tout faux) dans UN/1 le 31 décembre 2026", "fr")
        assert findings.told("Other.", parts_of(Sentence("Other."))) == ("Other.", "en")
        assert findings.told("Plain.", {}) == ("Plain.", "en")


@pytest.mark.django_db
def test_what_is_kept_is_said_on_the_page(client: Client, french: None) -> None:
    said = Finding("RS-NUMBER", Severity.WARNING, "A/RES/78/243#1", Sentence("Number %(number)s twice.", number="1"))
    one = resolution(acts=(request(latest="2026-06-30"),))
    object.__setattr__(one, "findings", (said,))
    take(one)
    assert KeptFinding.objects.get().said == parts_of(said.message)
    held = document_at("A/RES/78/243", seen_by=EVERYTHING)
    assert held is not None
    assert (held.findings, isinstance(held.findings[0].message, Sentence)) == ((said,), True)
    assert verify() == []
    client.cookies["language"] = "fr"
    page = client.get("/UN/findings", headers={"accept-language": "fr"})
    assert "Secretary-General : avant le 30 juin 2026" in seen(page)
    assert "Number 1 twice." in seen(page)


@pytest.mark.django_db
def test_what_a_check_words_by_the_day_is_worded_anew() -> None:
    take(resolution(acts=(request(latest="2026-06-30"),)))
    near = StandingFinding.objects.get(code="MN-DEADLINE-NEAR")
    assert near.message.endswith("in 166 days.")
    check_record(today=date(2026, 6, 20))
    near.refresh_from_db()
    assert (near.message[-11:], near.said["parameters"]["days"]) == ("in 10 days.", 10)
    assert near.first_seen == TODAY
