"""The page of components: every part that pages include is on it, and it is not for everybody."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.page_record import seen
from tests.test_people import person
from throughline.web import settings

pytestmark = pytest.mark.django_db

TEMPLATES = Path(settings.__file__).parent / "templates"
# Parts of other parts, and those that show on every page.
WITHIN = {"cell", "trail", "codes_table", "field", "field_notes", "fields", "form_head", "stretches"}


def test_components_show_every_part(client: Client) -> None:
    page = client.get("/components")
    assert page.status_code == 200
    assert "Components" in seen(page)
    page_source = (TEMPLATES / "components.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'"parts/(\w+)\.html"', page_source))
    assert {path.stem for path in (TEMPLATES / "parts").glob("*.html")} - WITHIN == shown


def test_components_are_for_those_who_sign_in_or_sit_at_the_machine(client: Client) -> None:
    ada = person("ada", "UN")
    assert client.get("/components").status_code == 404
    client.force_login(ada)
    assert client.get("/components").status_code == 200
    assert b"/components" not in client.get("/").content
