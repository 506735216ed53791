"""The index on disk: its fields by language, and what of the history it holds."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings

# A change of fields or of what is put into them makes the index anew.
FORM = 2
STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
CHINESE, OTHER = "zh", "other"
LANGUAGES = (*STEMMERS, CHINESE, OTHER)
STATE = "followed.json"
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


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("address", "document", "kind", "organization"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw")
    builder.add_text_field("language", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("code", stored=False, tokenizer_name="words")
    for language in LANGUAGES:
        builder.add_text_field(f"text_{language}", stored=True, tokenizer_name=f"words_{language}")
    return builder.build()


def _analyzers() -> dict[str, Any]:
    """One analyzer for each language: stemmed words, pairs of characters for Chinese, plain words for the rest."""
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
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(filters.remove_long(80))
        analyzers[f"words_{language}"] = builder.filter(filters.lowercase()).filter(filters.stemmer(stemmer)).build()
    pairs = tantivy.Tokenizer.ngram(min_gram=2, max_gram=2, prefix_only=False)
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
