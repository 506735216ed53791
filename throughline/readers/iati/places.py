"""The faults of an IATI file as they are found: each with its line, its activity and its element, bounded in number."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.iati.faults import Fault

MOST_OF_A_KIND = 50
"""Findings of one code in a file; the others are counted. Faults come from programs, and so by thousands."""


class Faults:
    """Gathers the faults of one file; of those beyond `MOST_OF_A_KIND` only how many there are."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._found: list[Finding] = []

    def add(self, fault: Fault, within: str, top: etree._Element) -> None:
        """A fault at its path below the element of an activity or organisation that is called `within`."""
        if self._is_wanted(fault.code):
            self._keep(fault, within, _line_of(fault.path, top))

    def add_line(self, fault: Fault, within: str, line: int) -> None:
        """A fault whose line is known."""
        if self._is_wanted(fault.code):
            self._keep(fault, within, line)

    def add_at(
        self,
        element: etree._Element,
        code: str,
        severity: Severity,
        message: Sentence,
        *,
        within: str,
        top: etree._Element,
        attribute: str = "",
    ) -> None:
        """A fault at an element, or at an attribute of it."""
        if self._is_wanted(code):
            path = "/".join(one for one in (_path_of(element, top), attribute) if one)
            self._keep(Fault(code, severity, path, message), within, line_at(element))

    def findings(self) -> Iterator[Finding]:
        """The findings in the order in which they were found, and IA-MORE for how many more of a kind there are."""
        yield from self._found
        for code, count in self._counts.items():
            if count > MOST_OF_A_KIND:
                message = Sentence(
                    "The file has %(count)s more faults of the kind %(code)s: mend the program that wrote it, then "
                    "read it again.",
                    count=count - MOST_OF_A_KIND,
                    code=code,
                )
                yield Finding("IA-MORE", Severity.INFO, code, message)

    def _is_wanted(self, code: str) -> bool:
        self._counts[code] += 1
        return self._counts[code] <= MOST_OF_A_KIND

    def _keep(self, fault: Fault, within: str, line: int) -> None:
        where = ", ".join(step for step in (f"line {line}", within, fault.path) if step)
        self._found.append(Finding(fault.code, fault.severity, where, fault.message))


def line_at(element: etree._Element) -> int:
    """The line that an element begins at; 0 where it came from no file."""
    line: Any = element.sourceline
    return int(line or 0)


def _path_of(element: etree._Element, top: etree._Element) -> str:
    """The path of an element below another, each step counted where several of its name stand side by side."""
    steps: list[str] = []
    one: etree._Element | None = element
    while one is not None and one is not top:
        steps.append(_step(one))
        one = one.getparent()
    return "/".join(reversed(steps))


def _step(element: etree._Element) -> str:
    parent = element.getparent()
    name = etree.QName(element).localname
    alike = [one for one in parent if one.tag == element.tag] if parent is not None else []
    return f"{name}[{alike.index(element) + 1}]" if len(alike) > 1 else name


def _line_of(path: str, top: etree._Element) -> int:
    """The line of the element at a path below another; that of the nearest one above it where there is none.

    Cost: one pass over the parts of each element on the way. `find` of lxml would take one for each of them.
    """
    found = top
    for step in path.partition("@")[0].split("/"):
        name, _, place = step.partition("[")
        alike = [one for one in found if one.tag == name]
        number = int(place.rstrip("]") or 1)
        if len(alike) < number:
            break
        found = alike[number - 1]
    return line_at(found)
