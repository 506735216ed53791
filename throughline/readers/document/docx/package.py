"""The parts of a docx and how they refer to each other."""

import posixpath

from lxml import etree

from throughline.engine.findings import Sentence
from throughline.readers.document.archive import Archive
from throughline.readers.document.docx.names import STRICT
from throughline.readers.document.limits import refusal
from throughline.readers.document.markup import parse_xml

_PROLOG = 65_536
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_STRICT_NAMES = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/chart", b"drawingml/2006/chart"),
    (b"drawingml/diagram", b"drawingml/2006/diagram"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
)


class Package:
    """A docx as parts: `root` parses one, `related` follows the references of another."""

    __slots__ = ("_archive", "_relations", "file", "main")

    def __init__(self, archive: Archive) -> None:
        """Raises `Unreadable` (`DOC-FORMAT`) where the archive holds no Word document."""
        self._archive = archive
        self._relations: dict[str, dict[str, tuple[str, str]]] = {}
        self.file = archive.file
        main = next((target for kind, target in self.relations("").values() if kind == "officeDocument"), "")
        self.main = main if main in archive else "word/document.xml"
        if self.main not in archive or not self.main.endswith(".xml"):
            message = Sentence(
                "%(file)s is an Office file without a Word document in it: save it as docx and read that.",
                file=self.file,
            )
            raise refusal("DOC-FORMAT", self.file, message)

    def root(self, part: str) -> etree._Element | None:
        """The root element of a part, None where there is none; raises `Unreadable` as `parse_xml` does."""
        if part not in self._archive:
            return None
        data = self._archive.read(part)
        if STRICT in data[:_PROLOG]:
            for strict, transitional in _STRICT_NAMES:
                data = data.replace(STRICT + strict, _TRANSITIONAL + transitional)
        return parse_xml(data, f"{self.file}: {part}")

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """{id: (kind, target part)} of a part ("" is the package); links to the outside are left out."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._relations[part] = {} if root is None else dict(_relations(root, folder))
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[tuple[str, str]]:
        """(id, target part) of every reference of one kind ("header", "footnotes", ...) that a part makes."""
        return [(key, target) for key, (found, target) in self.relations(part).items() if found == kind]


def _relations(root: etree._Element, folder: str) -> list[tuple[str, tuple[str, str]]]:
    found = []
    for relation in root:
        if relation.get("TargetMode") != "External":
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            found.append((relation.get("Id") or "", (kind, path)))
    return found
