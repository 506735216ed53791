"""Gathers the words of the interface into throughline/web/locale and compiles them, by Babel: no tool of a system.

Run by `make messages`. What is new stands untranslated in the .po files; tests/test_languages.py counts it.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "throughline"
LOCALE = PACKAGE / "web" / "locale"
# Languages in which the interface is translated, as Django names their folders; English is the source.
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "Sentence": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Babel has the forms for 11 to 99 and for 100 to 102 the other way round than Unicode and Django.
ARABIC_PLURALS = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
)
PLACEHOLDER = re.compile(r"%\([\w.]+\)[a-z]|(?<!%)(?:%%)*%[sd]|\{\w*\}")


def template() -> Catalog:
    """Every string of the code and of the templates that is to be translated, without translations."""
    catalog = Catalog(project="Throughline", charset="utf-8")
    for path in sorted(
        (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/*.md"))
    ):
        name = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        if path.suffix in (".html", ".md"):
            # In parentheses lines have no indentation that could be wrong.
            source = f"({templatize(source, origin=name)})"
        found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators",))
        for line, words, comments, context in found:
            flags = ("python-format",) if PLACEHOLDER.search(str(words)) else ()
            catalog.add(words, None, [(name, line)], flags, auto_comments=comments, context=context)
    return catalog


def po_path(language: str) -> Path:
    """The catalogue of a language, to be edited; its compiled form lies beside it."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalog_of(language: str) -> Catalog:
    """The catalogue of a language as it is kept; an empty one where there is none yet."""
    path = po_path(language)
    if not path.is_file():
        return _new(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _new(language: str) -> Catalog:
    comment = f"# The words of the interface in {Locale.parse(language).english_name}; written by make messages."
    catalog = Catalog(
        locale=language,
        project="Throughline",
        version="1",
        header_comment=comment,
        msgid_bugs_address="none",
        last_translator="The translators of Throughline",
        language_team="Throughline",
        revision_date=datetime.now(UTC),
        charset="utf-8",
        fuzzy=False,
    )
    if language == "ar":
        catalog.mime_headers = [("Plural-Forms", ARABIC_PLURALS)]
    return catalog


def updated(catalog: Catalog, words: Catalog) -> Catalog:
    """The catalogue with exactly the strings of `words`: what is new is untranslated, what has gone is left out."""
    # The date of a catalogue is that of its first making, so that the same words make the same files.
    words.creation_date = catalog.creation_date
    catalog.update(words, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as Django reads it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """The strings of a catalogue of which a form has no translation."""
    return [_source(message) for message in _messages(catalog) if not all(_translations(message))]


def fuzzy(catalog: Catalog) -> list[str]:
    """The strings of a catalogue whose translation nobody has confirmed."""
    return [_source(message) for message in _messages(catalog) if message.fuzzy]


def incomplete(catalog: Catalog) -> list[str]:
    """The strings of a catalogue that lack a plural form of its language, or have one too many."""
    return [
        _source(message)
        for message in _messages(catalog)
        if isinstance(message.id, (tuple, list)) and len(_translations(message)) != catalog.num_plurals
    ]


def unlike(catalog: Catalog) -> list[str]:
    """The translations of a catalogue whose placeholders are not those of the string."""
    return [
        f"{_source(message)} -> {form}"
        for message in _messages(catalog)
        for form in _translations(message)
        if form and not _is_alike(message, form)
    ]


def _is_alike(message: Message, form: str) -> bool:
    """Tell whether a form has the placeholders of its string; a plural form may leave its number in words."""
    sources = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    return any(_placeholders(form) == _placeholders(source) for source in sources)


def _placeholders(text: str) -> list[str]:
    return sorted(match.group() for match in PLACEHOLDER.finditer(text))


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _translations(message: Message) -> tuple[str, ...]:
    said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(one or "" for one in said)


def _source(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _write(file: IO[bytes], catalog: Catalog) -> None:
    write_po(file, catalog, width=120, sort_output=False, include_lineno=False, omit_header=False)


def main() -> int:
    """Write every catalogue again; the exit code tells whether something is left to translate."""
    settings.configure()
    words = template()
    left = 0
    for language in LANGUAGES:
        catalog = updated(catalog_of(language), words)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            _write(file, catalog)
        path.with_suffix(".mo").write_bytes(compiled(catalog_of(language)))
        missing = untranslated(catalog)
        left += len(missing)
        sys.stdout.write(f"{to_locale(language)}: {len(words)} strings, {len(missing)} untranslated\n")
        sys.stdout.writelines(f"  {one}\n" for one in missing[:20])
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
