"""The history in words: what was done, by whom; no machine data, no path of the server; edits undone."""

import ast
import importlib
import re
from pathlib import Path
from typing import Any

from django.test import Client

import throughline.store
from tests.page_record import links, seen, small_record, take
from tests.store_records import resolution
from tests.test_page_editing import RESULT, officer, typed
from throughline.store.reporting.handling import REMARKED
from throughline.store.sources import SourceFile
from throughline.web.pages.history.words import ACTIONS, FACTS, facts_of

# The functions by which actions are told to the history.
TELLING = {"history.append", "tell", "_tell", "_kept", "_note_view", "_set_published", "history.append_all", "_done"}


def told_in(path: Path) -> set[str]:
    """The constants of a module that are handed on as actions, by their values."""
    text = path.read_text()
    # Others keep drafts by functions of the same names.
    tree = ast.parse(text if re.search(r"import .*\b(history|tell)\b", text) else "")
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    named = [
        name.id
        for call in calls
        if ast.unparse(call.func) in TELLING
        for argument in [*call.args, *(one.value for one in call.keywords)]
        for name in ast.walk(argument)
        if isinstance(name, ast.Name) and name.id.isupper()
    ]
    root = Path(throughline.store.__file__).parents[2]
    module = importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts)) if named else None
    values = (getattr(module, name) for name in named)
    return {value for value in values if isinstance(value, str)}


def test_every_action_of_the_code_has_words() -> None:
    modules = Path(throughline.store.__file__).parent.rglob("*.py")
    told = {action for path in modules if "migrations" not in path.parts for action in told_in(path)}
    assert told | set(REMARKED.values()) == set(ACTIONS)


def test_what_was_done_is_told_in_words_and_no_path_of_the_server_is(
    client: Client, db: None, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    take(resolution(file="/srv/secret/folder/A_RES_78_243.docx"))
    SourceFile.objects.update(name="/srv/secret/folder/A_RES_78_243.docx")
    pages = ["/UN/history", "/UN/history/A/RES/78/243", "/UN/sources", f"/UN/sources/{SourceFile.objects.get().sha256}"]
    for page in pages:
        response = client.get(page)
        assert "A_RES_78_243.docx" in seen(response), page
        assert "/srv/" not in response.content.decode(), page
    text = seen(client.get("/UN/history"))
    for words in ("Taken in", "File: A_RES_78_243.docx", "What it holds: ", "by the command line of this machine"):
        assert words in text
    for raw in ("current", "reader", "held", "content:", "rows:", "sha256", "True", "False", "{", "outcome"):
        assert raw not in text, raw
    assert b"<summary>Digest</summary>" in client.get("/UN/history").content


def test_only_what_people_need_is_told() -> None:
    data = {
        "file": "C:\\x\\a.docx",
        "current": True,
        "held": True,
        "undone": [[2, "62", "1", "new", "ada"]],
        "rows": "9f",
    }
    assert [(str(name), str(said)) for name, said in facts_of(data)] == [("File", "a.docx")]
    assert {"sha256", "content", "rows", "reader", "current", "undone", "edit", "organization"}.isdisjoint(FACTS)


def test_an_edit_is_undone_from_its_own_page_by_its_fields(db: None, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    small_record()
    ada = officer("ada")
    before = ada.get("/UN/plans/2026/10/SP1/R2")
    assert "Undo the newest edit" not in links(before).values()
    assert ada.post(RESULT, typed(ada.get(RESULT), title="Safest harbours")).status_code == 302
    for page in ("/UN/plans/2026/10/SP1/R2", "/UN/history/UN/2026/10/SP1/R2", "/UN/plans/2026/10"):
        undo = next(to for to, words in links(ada.get(page)).items() if words == "Undo the newest edit")
    assert "Undo the newest edit" not in links(ada.get("/UN/plans/2026/10/SP1/PERF")).values()
    shown = ada.get(undo)
    text = seen(shown)
    assert "1 field goes back to what it was before." in text
    assert "rows" not in text
    assert "Safest harbours" in text
    assert "Edit of UN/2026/10, version 2" in text
    assert "Edit of UN/2026/10, version 2" in seen(ada.get("/UN/sources"))
    sent = ada.post(undo.partition("?")[0], typed(shown))
    assert sent.headers["Location"] == "/UN/plans/2026/10"
    assert "Safest harbours" not in seen(ada.get("/UN/plans/2026/10/SP1/R2"))
    assert "Undo the newest edit" not in links(ada.get("/UN/plans/2026/10/SP1/R2")).values()
    assert "undone already" in seen(ada.get(undo))
    told = seen(ada.get("/UN/history/UN/2026/10"))
    assert "Taking-in undone" in told
    assert "Version withdrawn: 2" in told
