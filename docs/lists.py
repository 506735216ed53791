"""Writes the lists in docs/ that the code knows: every module with its opening sentence.

Run by `make docs`; tests/test_shape.py fails while a list is out of date.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "throughline"
BEGIN, END = "<!-- modules: written by make docs -->", "<!-- end of modules -->"


def modules() -> list[Path]:
    """Every module of the package that holds code of ours, migrations apart, in the order of their paths."""
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts and path.read_text(encoding="utf-8").strip()
    ]


def opening_sentence(path: Path) -> str:
    """The first line of a module's docstring; "" where there is none."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ").strip()


def modules_table() -> str:
    """The table of modules for docs/shape.md."""
    rows = [f"| `{path.relative_to(PACKAGE).as_posix()}` | {opening_sentence(path)} |" for path in modules()]
    return "\n".join(["| module | what it holds |", "|---|---|", *rows])


def shape_with_modules(shape: str) -> str:
    """docs/shape.md with its table of modules as the code is now."""
    before, rest = shape.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{modules_table()}\n{END}{after}"


def main() -> None:
    """Write the lists."""
    shape = ROOT / "docs" / "shape.md"
    shape.write_text(shape_with_modules(shape.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
