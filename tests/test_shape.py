"""The house keeps its shape: who may import whom, the order of subjects, sizes, and documentation that is true."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.lists import modules, opening_sentence, shape_with_modules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "throughline"

ROOMS = {
    "engine": {"engine"},
    "readers": {"engine", "readers"},
    "writers": {"engine", "writers"},
    "store": {"engine", "store"},
    "analytics": {"engine", "analytics"},
    "web": {"engine", "readers", "writers", "store", "analytics", "web"},
    "cli": {"engine", "readers", "writers", "store", "analytics", "web", "cli"},
}
GROUND = ("errors", "findings", "sources", "money", "shares", "periods", "thread")
SUBJECTS = [
    *("mandates", "planning", "monitoring", "budgeting", "costing", "contributions", "risk", "oversight"),
    *("accountability", "integrity", "portfolio", "knowledge", "reporting"),
]
CODE = re.compile(r"(?:DOC|RS|PB|IA|PL|MN|MO|BU|ST|TH|HI)-[A-Z][A-Z0-9-]+")
DJANGO_ROOMS = {"store", "web"}
# Modules of the store and the site that see everything, each with its reason.
SEES_ALL = {
    "throughline.store.rights": "where it is made",
    "throughline.store.reporting.inputs": "the checks run over the whole record",
}
MODULES = modules()
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def subject_of(module: str) -> str | None:
    """The subject that a dotted module of ours belongs to: the first of its parts that is one."""
    return next((part for part in module.split(".")[2:3] if part in SUBJECTS or part in GROUND), None)


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere in it, as dotted names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            base = node.module or ""
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_room_imports_only_the_rooms_it_may(path: Path) -> None:
    room = room_of(path)
    if room not in ROOMS:
        assert path.parent == PACKAGE
        return
    for module in imports_of(path):
        if module.startswith("throughline."):
            assert module.split(".")[1] in ROOMS[room] | {"__version__"}, f"{path} imports {module}"
        if module.split(".")[0] == "django":
            assert room in DJANGO_ROOMS, f"{path} knows Django"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_subject_uses_only_those_above_it(path: Path) -> None:
    order = [*GROUND, *SUBJECTS]
    own = subject_of(dotted(path))
    if own is None:
        return
    for module in imports_of(path):
        other = subject_of(module) if module.startswith("throughline.") else None
        if other is None or other == own:
            continue
        if own in GROUND:
            assert other in GROUND, f"{path}: the ground imports the subject {other}"
        else:
            assert order.index(other) < order.index(own), f"{path}: {own} stands above {other} and may not use it"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_files_functions_and_classes_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, f"{path} passes 400 lines: make it a folder of the same name"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            limit = 200 if isinstance(node, ast.ClassDef) else 40
            assert length <= limit, f"{path}: {node.name} has {length} lines ({limit})"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_says_what_it_holds(path: Path) -> None:
    assert opening_sentence(path).endswith((".", ":")), f"{path} opens with one sentence that says what it holds"
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_read_forgets_who_is_asking(path: Path) -> None:
    """What a request may see is an argument without a default: forgotten, it stops the program and shows nothing."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for parameter, default in parameters_of(node):
                is_sight = "Sight" in ast.dump(parameter.annotation or ast.Pass()) or parameter.arg == "seen_by"
                assert not (is_sight and default), f"{path}: {node.name} shows everything where {parameter.arg} is left"


def parameters_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """Every parameter of a function with its default."""
    placed = [*node.args.posonlyargs, *node.args.args]
    without: list[ast.expr | None] = [None] * (len(placed) - len(node.args.defaults))
    yield from zip(placed, [*without, *node.args.defaults], strict=True)
    yield from zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_page_asks_with_the_eyes_of_the_operator(path: Path) -> None:
    """Commands on this machine see everything; pages, the API and what they call see what the request may see."""
    if room_of(path) in ("web", "store") and dotted(path) not in SEES_ALL:
        names = {one.id for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.Name)}
        assert "EVERYTHING" not in names, f"{path} sees everything: take seen_by, or say in SEES_ALL why it may"


def finding_codes() -> set[str]:
    """Every code that the code gives: string literals of the form XX-WORD handed to Finding or kept as code."""
    codes = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                codes.add(node.value)
    return codes


def test_every_finding_is_documented_and_every_documented_finding_exists() -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([A-Z0-9-]+)` \|", text, flags=re.MULTILINE)
    assert len(listed) == len(set(listed)), "a code stands twice in docs/findings.md"
    assert set(listed) == finding_codes()


def test_the_list_of_modules_is_true() -> None:
    shape = (ROOT / "docs" / "shape.md").read_text(encoding="utf-8")
    assert shape == shape_with_modules(shape), "docs/shape.md is out of date: run make docs"


def test_the_readme_names_only_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", readme)) <= targets
    functions = {
        node.name
        for path in (PACKAGE / "cli").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    named = set(re.findall(r"`throughline ([a-z]+)", readme))
    assert named <= functions, f"the README names {sorted(named - functions)}"


def test_every_dependency_gives_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = tomllib.loads(text)["project"]["dependencies"]
    for dependency in dependencies:
        line = next(line for line in text.splitlines() if line.strip().startswith(f'"{dependency}"'))
        assert "#" in line, f"{dependency} gives no reason"


def test_requirements_are_pinned_with_hashes_and_name_no_index() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "http" not in text
        assert "index-url" not in text
        for pinned in re.findall(r"^[A-Za-z0-9].*$", text, flags=re.MULTILINE):
            assert "==" in pinned
        assert text.count("==") <= text.count("--hash=sha256:")


def test_every_decision_is_one_page() -> None:
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
