"""How much of each document no rule claimed: the share of its characters, and whether a paragraph is among it.

Run by `python -m bench.unclaimed`. A stretch of 25 letters or more counts as a paragraph that was lost.
"""

from pathlib import Path

from bench.corpus import RESOLUTIONS, fascicles, need_corpus, seeds
from throughline.readers.document import Unreadable, read_file
from throughline.readers.files import read_text

PARAGRAPH = 25


def groups() -> dict[str, list[Path]]:
    """Every real document, by what it is."""
    texts = RESOLUTIONS / "txt"
    return {
        "text, from exact markup": sorted(texts.glob("[AE]_RES_*.txt")),
        "other texts": sorted(path for path in texts.glob("*.txt") if not path.name.startswith(("A_RES", "E_RES"))),
        "docx": sorted((RESOLUTIONS / "docx").glob("*.docx")),
        "pdf": sorted((RESOLUTIONS / "pdf").glob("*.pdf")),
        "Akoma Ntoso": sorted((RESOLUTIONS / "akn").glob("*.xml")),
        "fascicles": fascicles(),
        "five papers": seeds(),
    }


def measured(paths: list[Path]) -> tuple[int, int, int, int, float]:
    """Documents, their characters, those unclaimed, lost paragraphs, and the worst share of one document."""
    documents = characters = unclaimed = lost = 0
    worst = 0.0
    for path in paths:
        try:
            source = read_file(path)
        except Unreadable:
            continue
        spans = read_text(source).unclaimed
        left = sum(end - start for start, end in spans)
        documents += 1
        characters += len(source.text)
        unclaimed += left
        lost += sum(sum(map(str.isalpha, source.text[start:end])) >= PARAGRAPH for start, end in spans)
        worst = max(worst, left / max(len(source.text), 1))
    return documents, characters, unclaimed, lost, worst


def main() -> None:
    """Print the table."""
    need_corpus()
    print("| documents | read | characters | unclaimed | share | paragraphs lost | worst document |")
    print("|---|---|---|---|---|---|---|")
    for name, paths in groups().items():
        documents, characters, unclaimed, lost, worst = measured(paths)
        share = unclaimed / max(characters, 1)
        print(f"| {name} | {documents} | {characters:,} | {unclaimed:,} | {share:.5f} | {lost} | {worst:.4f} |")


if __name__ == "__main__":
    main()
