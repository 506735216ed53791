"""The index on disk: its fields by language, and what of the history it holds."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings

# A change of fields or of what is put into them makes the index anew.
FORM = 3
STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
# The article with what is written before it, which Arabic joins to the word: cut off before the stem is looked for.
ARABIC = r"\b(?:[وفبك]?ال|لل)|\w+"
ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل")
CHINESE, OTHER = "zh", "other"
LANGUAGES = (*STEMMERS, CHINESE, OTHER)
STATE = "followed.json"
# What acts say stands in their paragraphs too: they are looked for where they are asked for.
ACT = "act"
# What tantivy asks for at least, for one thread, is 15 MB.
MEMORY = 48_000_000


@dataclass(frozen=True, slots=True)
class Followed:
    """How far the index has followed the history: the number and digest of the last line, and the form of the index."""

    form: int
    number: int
    digest: str


def folder() -> Path:
    """Where the index of this record lies: beside the data of the site."""
    return Path(settings.DATA) / "search"


def field_of(language: str) -> str:
    """The field for a text in this language ("en", "en-GB"); a language without a stemmer has a plain one."""
    short = language.casefold()[:2]
    return f"text_{short if short in LANGUAGES else OTHER}" if short else "text_en"


def opened() -> tantivy.Index:
    """The index, made where there is none; one that cannot be opened is thrown away, for the record has everything."""
    path = folder()
    path.mkdir(parents=True, exist_ok=True)
    try:
        index = tantivy.Index(_schema(), path=str(path))
    except (ValueError, OSError):
        shutil.rmtree(path)
        path.mkdir(parents=True)
        index = tantivy.Index(_schema(), path=str(path))
    for name, analyzer in _analyzers().items():
        index.register_tokenizer(name, analyzer)
    return index


def reading() -> tantivy.Index:
    """The index for a search: opened once in a process for each time that it was brought up to the history.

    Opened anew, it holds at least what its state says, for the state is written after it.
    """
    path = folder()
    try:
        written = (path / STATE).stat()
        mark = (written.st_ino, written.st_mtime_ns)
    except OSError:
        return opened()
    known = _READING.get(path)
    if known is None or known[0] != mark:
        known = (mark, opened())
        _READING[path] = known
    return known[1]


_READING: dict[Path, tuple[tuple[int, int], tantivy.Index]] = {}


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("address", "document", "organization"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw")
    # Fast, so that hits are counted by them.
    for name in ("kind", "year"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", fast=True)
    builder.add_text_field("language", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("code", stored=False, tokenizer_name="words")
    for language in LANGUAGES:
        builder.add_text_field(f"text_{language}", stored=True, tokenizer_name=f"words_{language}")
    return builder.build()


def _analyzers() -> dict[str, Any]:
    """One analyzer for each language: stemmed words, characters and pairs of them for Chinese, else plain words.

    Accents that are left out in typing are folded after the stem is found, for endings are told by them.
    """
    filters = tantivy.Filter
    analyzers = {}
    for name in ("words", f"words_{OTHER}"):
        analyzers[name] = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(filters.remove_long(80))
            .filter(filters.lowercase())
            .filter(filters.ascii_fold())
            .build()
        )
    for language, stemmer in STEMMERS.items():
        words = tantivy.Tokenizer.regex(ARABIC) if language == "ar" else tantivy.Tokenizer.simple()
        builder = tantivy.TextAnalyzerBuilder(words).filter(filters.remove_long(80)).filter(filters.lowercase())
        builder = builder.filter(filters.custom_stopword(list(ARTICLES))).filter(filters.stemmer(stemmer))
        analyzers[f"words_{language}"] = builder.filter(filters.ascii_fold()).build()
    pairs = tantivy.Tokenizer.ngram(min_gram=1, max_gram=2, prefix_only=False)
    analyzers[f"words_{CHINESE}"] = tantivy.TextAnalyzerBuilder(pairs).filter(filters.lowercase()).build()
    return analyzers


def followed() -> Followed | None:
    """How far the index has followed; None where there is no index, or one of another form."""
    try:
        state = Followed(**json.loads((folder() / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return state if state.form == FORM else None


def note_followed(number: int, digest: str) -> None:
    """Write how far the index has followed, in one step, after the index itself was written."""
    path = folder() / STATE
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(Followed(FORM, number, digest))), encoding="utf-8")
    draft.replace(path)


def clear() -> None:
    """Throw the index away; the next search makes it anew."""
    shutil.rmtree(folder(), ignore_errors=True)
