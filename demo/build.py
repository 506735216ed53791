"""Builds the docx documents of the demo from their sources: `python -m demo.build`."""

from pathlib import Path

from demo.markup import parse
from demo.package import docx

HERE = Path(__file__).resolve().parent


def built() -> dict[str, bytes]:
    """The docx files of the demo by name, as their sources in `demo/source` say."""
    sources = sorted((HERE / "source").glob("*.md"))
    return {f"{source.stem}.docx": docx(parse(source.read_text(encoding="utf-8"))) for source in sources}


def main() -> None:
    """Write the docx files beside this module."""
    for name, content in built().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
