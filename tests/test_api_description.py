"""What is said about the API is true: the description, the page, docs/api.md; and nothing comes from elsewhere."""

import json
import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from demo.build import HERE as DEMO
from tests.api_record import FILES, LISTS
from throughline.cli.serving import DEMO_ORGANIZATION
from throughline.readers.files import read_any
from throughline.store.people import operator
from throughline.store.reporting.checks import check_record
from throughline.store.taking_in import take_in
from throughline.web import api as web_api
from throughline.web.api.description import description
from throughline.web.api.problems import STATUS, TITLES
from throughline.web.pages.editing.workbooks import XLSX

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTATION = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        assert set(methods) <= {"get", "post", "put", "delete"}
        if "get" in methods:
            yield path, methods["get"]


def actions() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        yield from ((method, path, one) for method, one in methods.items() if method != "get")


def test_no_two_shapes_bear_one_name_for_the_description_would_tell_of_one_alone() -> None:
    modules = [import_module(one.name) for one in walk_packages(web_api.__path__, f"{web_api.__name__}.")]
    named: dict[str, set[str]] = {}
    for module in modules:
        for name, one in vars(module).items():
            if isinstance(one, type) and one.__module__.startswith(web_api.__name__):
                named.setdefault(name, set()).add(one.__module__)
    assert {name: places for name, places in named.items() if len(places) > 1} == {}


def test_the_description_is_complete_and_closed() -> None:
    whole = description()
    assert whole["openapi"] == "3.1.0"
    names = [one["operationId"] for methods in whole["paths"].values() for one in methods.values()]
    assert len(set(names)) == len(names)
    schemas = whole["components"]["schemas"]
    for name in re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(whole)):
        assert name in schemas
    for name, schema in schemas.items():
        assert schema["description"], name
        assert schema["additionalProperties"] is False, name
        assert schema["required"] == list(schema["properties"]), name
    for method, path, action in actions():
        assert action["summary"], path
        assert {"400", "401", "403", "404", "409", "422"} <= set(action["responses"]), path
        assert action["security"] == [{"token": []}], path
        assert ("If-Match" in {one["name"] for one in action["parameters"]}) == ("412" in action["responses"]), path
        assert method != "delete" or "requestBody" not in action
    for path, operation in operations():
        assert operation["summary"], path
        assert {"200", "304", "401", "404", "406", "422"} == set(operation["responses"]), path
        for parameter in operation["parameters"]:
            assert parameter.get("description"), (path, parameter["name"])
            assert "anyOf" not in parameter["schema"]


def parameters(operation: dict[str, Any]) -> list[str]:
    return [one["name"] for one in operation["parameters"]]


def test_bounds_of_parameters_are_described() -> None:
    bounds = {one["name"]: one["schema"] for one in dict(operations())[LISTS["organizations"]]["parameters"]}
    assert bounds["limit"] == {"type": "integer", "minimum": 1, "maximum": 200, "default": 20}
    assert bounds["format"] == {"type": "string", "enum": ["json", "csv"]}


def test_lists_are_described_as_json_and_csv() -> None:
    for _, operation in operations():
        forms = set(operation["responses"]["200"]["content"])
        files = {name: {media} for name, (media, _) in FILES.items()}
        files |= {"workbook": {XLSX}, "framework_workbook": {XLSX}, "report_file": {"application/octet-stream"}}
        is_list = "limit" in parameters(operation)
        also = {"text/csv"} if is_list else files.get(operation["operationId"], set())
        assert forms == {"application/json"} | also


@pytest.mark.parametrize(("address", "statements"), [("/api/openapi.json", 0), ("/api", 2)])
def test_the_description_asks_for_rights_at_most_and_has_an_etag(client: Client, address: str, statements: int) -> None:
    with CaptureQueriesContext(connection) as captured:
        first = client.get(address)
    assert (first.status_code, len(captured)) == (200, statements)
    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert client.head(address).status_code == 200


def test_the_page_loads_nothing_from_elsewhere(client: Client) -> None:
    response = client.get("/api")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    tree = html.fromstring(response.content)
    loaded = [one.get("src") or one.get("href") for one in tree.iter("script", "link", "img", "iframe", "source")]
    assert [one for one in loaded if one and not re.match(r"/(?!/)", one)] == []
    assert [one for one in tree.iter("script", "style") if one.text] == []
    assert [one for one in tree.iter() if isinstance(one.tag, str) and one.get("style")] == []


def test_the_page_lists_every_operation_and_every_code(client: Client) -> None:
    tree = html.fromstring(client.get("/api").content)
    named = {one.get("id") for one in tree.iter() if isinstance(one.tag, str) and one.get("id")}
    assert {operation["operationId"] for _, operation in operations()} <= named
    assert {operation["operationId"] for _, _, operation in actions()} <= named
    assert set(STATUS) == set(TITLES)
    assert set(STATUS) <= named


def test_a_slash_at_the_end_leads_to_the_page(client: Client) -> None:
    response = client.get("/api/")
    assert (response.status_code, response.headers["Location"]) == (301, "/api")


def test_the_documentation_lists_every_code_and_every_address() -> None:
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", DOCUMENTATION, flags=re.MULTILINE))
    assert listed == {code: str(status) for code, status in STATUS.items()}
    for path, operation in operations():
        part = path.removeprefix("/api/organizations").removeprefix("/{organization}").strip("/")
        part = part if "organizations" in path else path
        word = re.sub(r"\{(path:)?[a-z0-9]+\}", "<", part).partition("<")[0]
        assert f"`{word}" in DOCUMENTATION, path
        if "limit" not in parameters(operation):
            continue
        filters = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
        row = next((line for line in DOCUMENTATION.splitlines() if re.match(rf"\| .*`{word}`", line)), "")
        for name in set(filters) - {"limit", "cursor", "format", "bom"}:
            assert f"`{name}`" in row, (path, name)
    for method, path, operation in actions():
        word = re.sub(r"\{[a-z0-9]+\}.*", "", path.removeprefix("/api/organizations/{organization}/")).rstrip("/")
        row = next((one for one in DOCUMENTATION.splitlines() if re.match(rf"\|.*{method.upper()} `{word}", one)), "")
        fields = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        assert row, (method, path)
        assert [name for name in fields.get("properties", ()) if f"`{name}`" not in row] == [], path


def calls() -> list[tuple[str, dict[str, Any] | None]]:
    """The calls of the documentation, each with the part of the answer that it shows."""
    blocks = re.findall(r"```sh\ncurl (?:--output \S+ )?'http://127\.0\.0\.1:8000(/[^']+)'\n```", DOCUMENTATION)
    shown = re.split(r"```sh\n", DOCUMENTATION)[1:]
    answers = [re.search(r"```json\n(.*?)```", one, flags=re.DOTALL) for one in shown]
    return [
        (address, json.loads(answer.group(1)) if answer else None)
        for address, answer in zip(blocks, answers, strict=True)
    ]


def holds(answer: Any, shown: Any) -> bool:
    """Tell whether an answer holds what is shown of it: fields by name, items in their order."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(name in answer and holds(answer[name], shown[name]) for name in shown)
    if isinstance(shown, list):
        return len(answer) >= len(shown) and all(map(holds, answer, shown))
    return bool(answer == shown)


def test_the_calls_of_the_documentation_work(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    for path in sorted(DEMO.iterdir()):
        if path.suffix in {".docx", ".txt"}:
            take_in(records=read_any(path), by=operator(), reader="1", organization=DEMO_ORGANIZATION)  # type: ignore[arg-type]
    check_record(today=date(2026, 1, 15))
    assert len(calls()) == 5
    for address, shown in calls():
        response = client.get(address)
        assert response.status_code == 200, address
        if shown is None:
            assert response.content.decode("utf-8-sig").count("\r\n") > 1
        else:
            assert holds(response.json(), shown), (address, response.json())
