"""An activity or organisation against the schema of IATI 2.03, each fault of it with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from throughline.engine.findings import Sentence
from throughline.readers.iati.codes import STANDARD

_SCHEMAS = {"iati-activity": "iati-activities-schema.xsd", "iati-organisation": "iati-organisations-schema.xsd"}
# Kinds of faults as libxml2 tells them apart.
_MISSING_ATTRIBUTE = "SCHEMAV_CVC_COMPLEX_TYPE_4"
_UNKNOWN_ATTRIBUTES = ("SCHEMAV_CVC_COMPLEX_TYPE_3_2_1", "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2")
_WORDS = "SCHEMAV_CVC_COMPLEX_TYPE_2_3"
_CONTENT = "SCHEMAV_ELEMENT_CONTENT"
_VALUE = "SCHEMAV_CVC_DATATYPE_VALID_1_2_1"


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """One fault: its finding's code, its line, the element's name, what the validator says and what to do."""

    code: str
    line: int
    element: str
    reason: str
    message: Sentence


@cache
def _schema_for(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(STANDARD / _SCHEMAS[name]))


def check_schema(element: etree._Element) -> Iterator[SchemaFault]:
    """Every fault of one activity or organisation by the schema. Cost: one pass over it."""
    schema = _schema_for(etree.QName(element).localname)
    if schema.validate(element):
        return
    log: Any = schema.error_log  # its stubs do not know that it holds entries
    for error in log:
        yield _fault(error)


def _fault(error: "etree._LogEntry") -> SchemaFault:
    reason = error.message.strip().rstrip(".")
    name = reason.partition("'")[2].partition("'")[0]
    code, message = _said(error.type_name, reason)
    return SchemaFault(code, error.line, name, reason, message)


def _said(kind: str, reason: str) -> tuple[str, Sentence]:
    """The code of a fault and the sentence that says what to do."""
    if kind == _MISSING_ATTRIBUTE or (kind == _CONTENT and "Missing child" in reason):
        return "IA-MISSING", Sentence(
            "Something that the schema asks for is missing (%(reason)s): add it.", reason=reason
        )
    if kind == _CONTENT:
        said = "An element stands out of order or has no place here (%(reason)s): put the elements in order."
        return "IA-ORDER", Sentence(said, reason=reason)
    if kind in _UNKNOWN_ATTRIBUTES:
        return "IA-ATTRIBUTE", Sentence("An attribute has no place here (%(reason)s): take it out.", reason=reason)
    if kind == _WORDS:
        said = "Words stand where only elements may (%(reason)s): put them into a narrative element."
        return "IA-WORDS", Sentence(said, reason=reason)
    if kind == _VALUE:
        return "IA-VALUE", Sentence("A value is not of its kind (%(reason)s): correct it.", reason=reason)
    return "IA-SCHEMA", Sentence("The schema does not allow this (%(reason)s): correct it.", reason=reason)
