"""Whatever a reader gave, as the JSON object that `throughline parse` prints for it."""

from typing import Any

from throughline.engine.budgeting.records import Fascicle
from throughline.engine.iati.records import Publication
from throughline.engine.mandates.records import Document
from throughline.engine.unread import Unread
from throughline.writers.document_json import document_json, findings_json
from throughline.writers.fascicle_json import fascicle_json
from throughline.writers.publication_json import publication_json


def parsed_json(parsed: Document | Fascicle | Publication | Unread) -> dict[str, Any]:
    """One JSON object for each kind of record; `"kind": "unreadable"` has the reason in its findings."""
    match parsed:
        case Document():
            return document_json(parsed)
        case Fascicle():
            return fascicle_json(parsed)
        case Publication():
            return publication_json(parsed)
        case Unread():
            return {
                "kind": "unreadable",
                "file": parsed.file,
                "sha256": parsed.sha256,
                "format": parsed.format,
                **findings_json(parsed.findings),
                "unclaimed": [],
            }
