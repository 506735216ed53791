"""A file of IATI as JSON, with the field names of its records; what is not said is left out."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from throughline.engine.iati.records import Publication
from throughline.writers.document_json import findings_json

Json = dict[str, Any]


def publication_json(publication: Publication) -> Json:
    """A publication as one JSON object; amounts are text, so that they stay exact (docs/records.md)."""
    return {
        "kind": publication.root,
        "file": publication.file,
        "sha256": publication.sha256,
        "format": publication.format,
        "version": publication.version,
        "generated": publication.generated,
        "activities": [_json(one) for one in publication.activities],
        "organisations": [_json(one) for one in publication.organisations],
        "kept": [_json(one) for one in publication.kept],
        **findings_json(publication.findings),
        "unclaimed": [],
    }


def _json(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    said = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: _json(one) for name, one in said if one not in (None, ())}
