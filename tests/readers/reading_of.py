"""Readings written for tests: paragraphs as the structure hands them on, without a file behind them."""

from throughline.engine.mandates.records import Masthead
from throughline.readers.resolution.records import NoteMark, RawParagraph, Reading

SYMBOL = {
    "General Assembly": "A/RES/78/9",
    "Human Rights Council": "A/HRC/RES/54/9",
    "Security Council": "S/RES/2700 (2023)",
    "Economic and Social Council": "E/RES/2024/9",
}
SESSION = {"General Assembly": "Seventy-eighth session", "Human Rights Council": "Fifty-fourth session"}


def reading_of(
    *texts: str,
    body: str = "General Assembly",
    adopted: str = "2023-12-20",
    language: str = "en",
    kind: str = "resolution",
    notes: dict[str, str] | None = None,
) -> Reading:
    """Each text is one paragraph: "(a) ..." stands under the one before with a number, "~ ..." is preambular,
    "key: ..." is under an ITU keyword line; "{1}" in a text is the mark of note 1."""
    paragraphs: list[RawParagraph] = []
    parents: dict[int, str] = {}
    keyword: str | None = None
    for index, text in enumerate(texts):
        number, level, verb, kind_of = str(index + 1), 1, None, "operative"
        if text.startswith("~ "):
            text, kind_of, number = text[2:], "preambular", ""
        elif text.startswith("#"):
            keyword = text[1:]
            continue
        elif text.startswith("("):
            number, _, text = text.partition(" ")
            level = 3 if number.startswith("(i") else 2
        verb = keyword
        clean, marks = _marks(text)
        address = f"X#{index}"
        parent = parents.get(level - 1)
        parents[level] = address
        paragraphs.append(
            RawParagraph(
                address, kind_of, number or None, level, parent, verb, clean, (0, len(clean)), range(len(clean)), marks
            )
        )
    head = Masthead(symbol=SYMBOL.get(body), body=body, session=SESSION.get(body), adopted=adopted, language=language)
    return Reading(kind, head, tuple(paragraphs), notes or {})


def _marks(text: str) -> tuple[str, tuple[NoteMark, ...]]:
    marks: list[NoteMark] = []
    while "{" in text:
        start, end = text.index("{"), text.index("}")
        marks.append(NoteMark(text[start + 1 : end], start))
        text = text[:start] + text[end + 1 :]
    return text, tuple(marks)
