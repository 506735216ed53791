"""Reads a file of IATI activity by activity: its records, and a finding for each fault."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

from lxml import etree

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.iati.activity import Activity
from throughline.engine.iati.checks import check_activity, check_organisation
from throughline.engine.iati.faults import Fault
from throughline.engine.iati.layout import Kept
from throughline.engine.iati.organisation import Organisation
from throughline.engine.iati.records import ACTIVITIES, Publication
from throughline.readers.document.markup import malformed, refuse_unsafe
from throughline.readers.iati.codes import check_codes
from throughline.readers.iati.elements import record_of, whole
from throughline.readers.iati.places import Faults, line_at
from throughline.readers.iati.schema import check_schema

ACTIVITY, ORGANISATION = "iati-activity", "iati-organisation"
# Versions whose files the schema of 2.03 fits: later ones of the second add, and take nothing away.
_SECOND = ("2.01", "2.02", "2.03")
# Parts of one activity that are checked by the schema: the validator looks for the place of each fault among all of
# them, which takes seven seconds where ten thousand are wrong. The largest real activity seen has a few hundred.
MOST_PARTS = 10_000
_MISFITS = {
    "Decimal": "IA-NUMBER",
    "int": "IA-NUMBER",
    "date": "IA-DAY",
    "bool": "IA-FLAG",
}


def read_iati(data: bytes, name: str) -> Publication:
    """What a file of IATI publishes, whole: what its records cannot hold is kept as it is.

    One pass over the bytes, with one activity at a time in memory as XML; nothing outside of the file is read. Raises
    `Unreadable` (`DOC-SIZE`, `DOC-ENTITIES`, `DOC-DEPTH`, `DOC-DAMAGED`): of a file that is not well-formed nothing
    is taken.
    """
    refuse_unsafe(data, name)
    reading = _Reading()
    for element in _children(data, name, reading):
        reading.take(element)
    return reading.publication(name, sha256(data).hexdigest())


def _children(data: bytes, name: str, reading: "_Reading") -> Iterator[etree._Element]:
    """The elements directly below the outermost one, each let go before the next is read."""
    events = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _direct(events, reading)
    except etree.XMLSyntaxError as error:
        raise malformed(name, str(error)) from error


def _direct(events: Iterable[tuple[str, etree._Element]], reading: "_Reading") -> Iterator[etree._Element]:
    depth = 0
    for event, element in events:
        if event == "start":
            depth += 1
            if depth == 1:
                reading.begin(element)
        else:
            depth -= 1
            if depth == 1:
                yield element
                parent = element.getparent()
                element.clear()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]


class _Reading:
    """One file as far as it has been read."""

    def __init__(self) -> None:
        self._root = ""
        self._attributes: dict[str, str] = {}
        self._activities: list[Activity] = []
        self._organisations: list[Organisation] = []
        self._kept: list[Kept] = []
        self._faults = Faults()
        self._seen: dict[str, int] = {}
        self._is_second = False
        self._generated: date | None = None
        self._within = ""
        self._misfits: set[tuple[int, str]] = set()

    def begin(self, root: etree._Element) -> None:
        """The outermost element: the version of the standard, and the day on which the file was made."""
        self._root = etree.QName(root).localname
        self._attributes = {str(name): str(value) for name, value in root.attrib.items()}
        version = self._attributes.get("version")
        self._is_second = version in _SECOND
        if not self._is_second:
            message = Sentence(
                "The file is of version %(version)s and is read as one of 2.03: what 2.03 has no place for is kept "
                "and not understood. Publish it by 2.03.",
                version=version or "?",
            )
            self._faults.add(Fault("IA-VERSION", Severity.ERROR, "@version", message), "", root)
        try:
            self._generated = date.fromisoformat((self._attributes.get("generated-datetime") or "")[:10])
        except ValueError:
            self._generated = None

    def take(self, element: etree._Element) -> None:
        """One activity or organisation, or something else beside them, which is kept."""
        self._within = (
            element.findtext("iati-identifier") or element.findtext("organisation-identifier") or ""
        ).strip()
        self._misfits.clear()
        if element.tag == ACTIVITY and self._root == ACTIVITIES:
            activity = record_of(element, Activity, lambda *misfit: self._misfit(element, *misfit))
            self._activities.append(activity)
            self._check(element, list(check_activity(activity, self._generated)))
        elif element.tag == ORGANISATION and self._root != ACTIVITIES:
            organisation = record_of(element, Organisation, lambda *misfit: self._misfit(element, *misfit))
            self._organisations.append(organisation)
            self._check(element, list(check_organisation(organisation)))
        else:
            self._kept.append(Kept("", whole(element)))

    def publication(self, name: str, digest: str) -> Publication:
        """The record of the file."""
        known = ("version", "generated-datetime")
        kept = [Kept(f"@{one}", value) for one, value in self._attributes.items() if one not in known]
        findings = [*self._empty(name), *self._faults.findings()]
        return Publication(
            file=name,
            sha256=digest,
            format="iati",
            root=self._root,
            version=self._attributes.get("version"),
            generated=self._attributes.get("generated-datetime"),
            activities=tuple(self._activities),
            organisations=tuple(self._organisations),
            kept=(*kept, *self._kept),
            findings=tuple(findings),
        )

    def _empty(self, name: str) -> Iterator[Finding]:
        if not self._activities and not self._organisations:
            message = Sentence("%(name)s publishes nothing: it has no activity and no organisation.", name=name)
            yield Finding("IA-EMPTY", Severity.ERROR, name, message)

    def _check(self, element: etree._Element, faults: list[Fault]) -> None:
        """Everything that is wrong with one activity or organisation: schema, codes, rules, an identifier twice."""
        if self._is_second:
            self._check_schema(element, {one.about for one in faults if one.about})
            for one in element.iter(etree.Element):
                for attribute, severity, message in check_codes(one):
                    self._say(one, element, "IA-CODE", severity, message, attribute)
            for fault in faults:
                self._faults.add(fault, self._within, element)
        before = self._seen.setdefault(self._within, line_at(element))
        if self._within and before != (line_at(element)):
            message = Sentence(
                "The identifier %(identifier)s stands at line %(line)s already: give each activity its own.",
                identifier=self._within,
                line=before,
            )
            self._say(element, element, "IA-TWICE", Severity.ERROR, message)

    def _check_schema(self, element: etree._Element, told: set[str]) -> None:
        """Faults by the schema, but for those that a check or a value that did not fit has told more plainly."""
        if len(element) > MOST_PARTS:
            message = Sentence(
                "It has %(count)s parts, more than are checked by the schema: split it. The rules were checked.",
                count=len(element),
            )
            self._say(element, element, "IA-LARGE", Severity.WARNING, message)
            return
        for fault in check_schema(element):
            is_told = any(f"'{name}'" in fault.reason or fault.reason.endswith(f" {name} )") for name in told)
            if not is_told and not (fault.code == "IA-VALUE" and (fault.line, fault.element) in self._misfits):
                self._faults.add_line(
                    Fault(fault.code, Severity.ERROR, fault.element, fault.message), self._within, fault.line
                )

    def _misfit(self, top: etree._Element, element: etree._Element, step: str, words: str, kind: Any) -> None:
        """Words in a field for numbers, days or flags: kept as they are, and told."""
        self._misfits.add((line_at(element), str(element.tag)))
        message = Sentence(
            "%(words)s stands where %(kind)s belongs: correct it. It is kept as it is and counted nowhere.",
            words=f'"{words.strip()[:60]}"',
            kind=_KINDS[kind.__name__],
        )
        self._say(element, top, _MISFITS[kind.__name__], Severity.ERROR, message, step)

    def _say(
        self,
        element: etree._Element,
        top: etree._Element,
        code: str,
        severity: Severity,
        message: Sentence,
        attribute: str = "",
    ) -> None:
        self._faults.add_at(element, code, severity, message, within=self._within, top=top, attribute=attribute)


_KINDS = {
    "Decimal": Sentence("a number"),
    "int": Sentence("a whole number"),
    "date": Sentence("a day (year-month-day)"),
    "bool": Sentence("1 or 0"),
}
