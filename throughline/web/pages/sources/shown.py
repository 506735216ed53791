"""Dropped files as pages show them: states and counts in words, and the preview of one file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext_lazy

from throughline.engine.findings import Severity
from throughline.store.models import DroppedFile
from throughline.store.reading.reads import Progress, Stands, difference_of
from throughline.store.reading.tables import ACCEPTED, BEING_READ, LEFT, READ, TAKEN, WAITING, WRONG
from throughline.web.addresses import page_of
from throughline.web.formatting import number
from throughline.web.pages.difference import DifferenceShown, texts_shown
from throughline.web.pages.findings import SEVERITIES, told
from throughline.web.pages.frame import Status
from throughline.web.pages.sources.views import OUTCOMES, UNDONE

STATES = {
    WAITING: Status("plain", pgettext_lazy("dropped file", "waits to be read")),
    BEING_READ: Status("plain", pgettext_lazy("dropped file", "is being read")),
    WRONG: Status("bad", pgettext_lazy("dropped file", "cannot be taken in")),
    ACCEPTED: Status("plain", pgettext_lazy("dropped file", "is being taken in")),
    TAKEN: Status("good", pgettext_lazy("dropped file", "taken in")),
    LEFT: Status("plain", pgettext_lazy("dropped file", "left")),
}
ROWS = {
    "paragraphs": ngettext_lazy("%(count)s paragraph", "%(count)s paragraphs", "number"),
    "acts": ngettext_lazy("%(count)s act", "%(count)s acts", "number"),
    "citations": ngettext_lazy("%(count)s citation", "%(count)s citations", "number"),
    "subprogrammes": ngettext_lazy("%(count)s subprogramme", "%(count)s subprogrammes", "number"),
    "results": ngettext_lazy("%(count)s result", "%(count)s results", "number"),
    "measures": ngettext_lazy("%(count)s measure", "%(count)s measures", "number"),
    "deliverables": ngettext_lazy("%(count)s deliverable", "%(count)s deliverables", "number"),
    "mandates": ngettext_lazy("%(count)s mandate", "%(count)s mandates", "number"),
    "figures": ngettext_lazy("%(count)s figure", "%(count)s figures", "number"),
}
DIFFERS = {
    "added": ngettext_lazy("%(count)s is new", "%(count)s are new", "number"),
    "removed": ngettext_lazy("%(count)s is taken out", "%(count)s are taken out", "number"),
    "changed": ngettext_lazy("%(count)s changed", "%(count)s changed", "number"),
    "moved": ngettext_lazy("%(count)s moved", "%(count)s moved", "number"),
}
GRAVITIES = {
    "error": ngettext_lazy("%(count)s error", "%(count)s errors", "number"),
    "warning": ngettext_lazy("%(count)s warning", "%(count)s warnings", "number"),
    "info": ngettext_lazy("%(count)s for information", "%(count)s for information", "number"),
}
COUNTED = {
    READ: ngettext_lazy(
        "%(count)s file was read: look at it, then take it in or leave it.",
        "%(count)s files were read: look at them, then take them in or leave them.",
        "number",
    ),
    WRONG: ngettext_lazy(
        "%(count)s file cannot be taken in, and says why.", "%(count)s files cannot be taken in, and say why.", "number"
    ),
    TAKEN: ngettext_lazy("%(count)s file was taken in.", "%(count)s files were taken in.", "number"),
    LEFT: ngettext_lazy("%(count)s file was left.", "%(count)s files were left.", "number"),
}


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file of a batch in words; `page` is its preview, `document` the address that it led or would lead to.

    `document_page` is the page of that document, "" while the record has none.
    `said` is what is wrong with it, in the language `language`; `also` the file of the batch that is the same document.
    """

    one: DroppedFile
    status: Status
    outcome: Status | None
    document: str
    holds: str
    differs: str
    found: str
    page: str
    said: str = ""
    language: str = ""
    also: str = ""
    document_page: str = ""

    @property
    def is_ready(self) -> bool:
        """Tell whether somebody has to decide on it."""
        return self.one.state == READ


@dataclass(frozen=True, slots=True)
class FoundShown:
    """A finding of a preview: nothing of it stands in the record yet."""

    code: str
    status: Status
    where: str
    message: str
    language: str


@dataclass(frozen=True, slots=True)
class PreviewShown:
    """What the page of one file shows: texts that changed, addresses that come and go, what is wrong and unknown.

    Each with how many more there are than are shown.
    """

    difference: DifferenceShown | None
    added: Sequence[str]
    removed: Sequence[str]
    moved: Sequence[tuple[str, str]]
    findings: Sequence[FoundShown]
    unknown: Sequence[str]
    more: Mapping[str, int]


def name_of(files: Sequence[DroppedFile]) -> str:
    """What a batch is called: by its first file, and how many others there are."""
    if not files:
        return _("An empty batch")
    if len(files) == 1:
        return files[0].name
    words = ngettext("%(name)s and %(count)s more file", "%(name)s and %(count)s more files", len(files) - 1)
    return words % {"name": files[0].name, "count": number(len(files) - 1)}


def answers(progress: Progress, works: bool, undone: int = 0) -> list[str]:
    """How far a batch is, and who has to do what, a sentence for each."""
    said = []
    if progress.in_work:
        words = ngettext("%(done)s of %(files)s file is done.", "%(done)s of %(files)s files are done.", progress.files)
        said.append(words % {"done": number(progress.done), "files": number(progress.files)})
        if not works:
            said.append(
                _("Nobody reads just now: no worker runs. It starts with throughline serve, or with throughline work.")
            )
            said.append(_("What was dropped stays, and is gone on with once a worker is there."))
    for state, said_of in COUNTED.items():
        if count := progress.count(state):
            said.append(str(said_of % {"number": count, "count": number(count)}))
    if undone:
        words = ngettext("%(count)s of them was undone since.", "%(count)s of them were undone since.", undone)
        said.append(words % {"count": number(undone)})
    return said or [_("The batch holds no file.")]


def tone(progress: Progress, works: bool) -> str:
    """The tone of what a batch says first."""
    if not works or progress.count(WRONG):
        return "attention"
    return "good" if progress.count(TAKEN) and not progress.in_work else ""


def file_shown(organization: str, one: DroppedFile, same: Mapping[int, str], stands: Stands) -> FileShown:
    """A file in words."""
    document, is_undone = one.plan or one.address, one.position in stands.undone
    said, language = told(one.said, one.parts) if one.said else ("", "")
    outcome = OUTCOMES.get(one.outcome)
    return FileShown(
        one=one,
        status=UNDONE if is_undone else outcome if one.state == READ and outcome else STATES[one.state],
        outcome=outcome if one.state == TAKEN and not is_undone else None,
        document=document,
        document_page=page_of(organization, document) if document in stands.known else "",
        holds=counted(one.counts.get("rows", {}), ROWS),
        differs=counted(one.counts.get("difference", {}), DIFFERS),
        found=counted(one.counts.get("findings", {}), GRAVITIES),
        page=reverse("sources-preview", args=[organization, one.batch.code, one.position]) if one.state == READ else "",
        said=said,
        language=language,
        also=same.get(one.position, ""),
    )


def counted(counts: Mapping[str, int], words: Mapping[str, Any]) -> str:
    """Counts in words, in the order of the words."""
    parts = [(words[name], counts[name]) for name in words if counts.get(name)]
    return _(", ").join(str(one % {"number": count, "count": number(count)}) for one, count in parts)


def preview_shown(file: DroppedFile) -> PreviewShown:
    """What the page of one file shows."""
    differs, counts = difference_of(file), file.counts.get("difference", {})
    before = _("Version that stands now")
    after = _("This file")
    changed = [(one.address.lstrip("#"), one.before, one.after) for one in differs.changed]
    findings = [_found(*one) for one in file.preview.get("findings", ())]
    unknown = file.preview.get("unknown", [])
    more = {name: counts.get(name, 0) - len(getattr(differs, name)) for name in DIFFERS}
    more["findings"] = sum(file.counts.get("findings", {}).values()) - len(findings)
    more["unknown"] = file.counts.get("unknown", 0) - len(unknown)
    return PreviewShown(
        difference=texts_shown(before, after, changed) if changed else None,
        added=differs.added,
        removed=differs.removed,
        moved=differs.moved,
        findings=findings,
        unknown=unknown,
        more={name: count for name, count in more.items() if count > 0},
    )


def _found(code: str, severity: str, where: str, message: str, parts: Mapping[str, Any]) -> FoundShown:
    words, language = told(message, parts)
    return FoundShown(code, SEVERITIES[Severity(severity)], where, words, language)
