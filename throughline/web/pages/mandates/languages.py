"""The text of a document in the reader's language where one was read, and a word on it where none was."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from throughline.store.mandates.reads import version_in
from throughline.store.models import Document
from throughline.store.rights import Sight
from throughline.web.formatting import file_name
from throughline.web.pages.mandates.reading import ReadParagraph, paragraphs_in

# What Django calls a language of the interface, and a document calls otherwise.
SAME = {"zh-hans": "zh"}


@dataclass(frozen=True, slots=True)
class TextShown:
    """The text as it is shown: its language, what is said of that ("" for nothing), and the way to the other text.

    `paragraphs` None where the text that stands is shown.
    """

    language: str
    note: str = ""
    other: str = ""
    other_words: str = ""
    paragraphs: tuple[ReadParagraph, ...] | None = None


def text_shown(request: HttpRequest, document: Document, seen: Sight) -> TextShown:
    """The text of a document that is held, in the reader's language where one was read.

    No statement where the text that stands is in it; else one, and four for another text.
    """
    wanted, stands = reader_language(), document.language or "en"
    if not document.held or wanted == stands:
        return TextShown(stands)
    version = version_in(document, wanted)
    names = {"language": name_of(wanted), "standing": name_of(stands)}
    if version is None:
        note = _("No text in %(language)s was read: it is shown in %(standing)s.") % names
        return TextShown(stands, note)
    own = _("The text in %(language)s") % names
    if request.GET.get("text") == stands:
        note = _("The text is shown in %(standing)s, which stands; it was read in %(language)s too.") % names
        return TextShown(stands, note, request.path, own)
    note = _(
        "The text is shown in %(language)s, as read from %(file)s; what it asks, and what answers it, follow the text "
        "in %(standing)s."
    )
    said = note % {**names, "file": file_name(version.source.name)}
    other = _("The text in %(language)s") % {"language": name_of(stands)}
    return TextShown(wanted, said, f"?text={stands}", other, paragraphs_in(version, seen))


def reader_language() -> str:
    """The language of the interface, as documents name theirs."""
    language = (get_language() or "en").lower()
    return SAME.get(language, language.partition("-")[0])


def name_of(language: str) -> str:
    """The name of a language within a sentence in the language of the interface; its code where nobody knows it."""
    code = next((code for code, same in SAME.items() if same == language), language)
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return language
    # English alone writes it with a capital.
    return name if reader_language() == "en" else name.lower()
