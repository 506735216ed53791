"""A document is shown in the reader's language where its text was read in it, and says where it was not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.page_record import seen, take
from tests.store_records import resolution

pytestmark = pytest.mark.django_db
PAGE = "/UN/mandates/A/RES/78/243"
FRENCH = ("Rappelant ses ports,", "Prie le Secrétaire général de lui faire rapport sur les bateaux ;")


@pytest.fixture(autouse=True)
def record(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    take(resolution())


def in_french() -> None:
    read = resolution(texts=FRENCH, acts=(), file="bateaux.txt")
    take(replace(read, masthead=replace(read.masthead, language="fr"), sha256="f" * 64))


def shown(address: str = PAGE, language: str = "fr") -> str:
    return seen(Client(headers={"accept-language": language}).get(address))


def test_a_text_that_was_read_in_one_language_alone_says_so() -> None:
    page = shown()
    assert "Requests the Secretary-General to report on boats" in page
    assert "anglais" in page.partition("Le texte")[2][:200]
    assert "was read" not in shown(language="en").partition("The text")[2][:200]


def test_a_text_is_shown_in_the_language_of_the_reader_and_leads_to_the_one_that_stands() -> None:
    in_french()
    page = shown()
    assert "Prie le Secrétaire général" in page
    assert "bateaux.txt" in page
    assert "Requests the Secretary-General to report on boats" not in page.partition("Le texte")[2]
    assert "Requests the Secretary-General to report on boats" in shown(f"{PAGE}?text=en")
    assert "Prie le Secrétaire général" not in shown(language="en")
    assert "Prie le Secrétaire général" not in shown(language="ar")
    answer = Client(headers={"accept-language": "fr"}).get(PAGE).content.decode()
    assert 'id="1"' in answer
    assert 'lang="en"' not in answer.partition('id="text"')[2].partition("</ol>")[0]
