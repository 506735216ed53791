"""A read document as JSON, with the field names that `throughline parse` promises (docs/records.md)."""

from typing import Any

from throughline.engine.findings import Finding
from throughline.engine.mandates.records import Act, Citation, Document, Mention, Paragraph

Json = dict[str, Any]


def document_json(document: Document) -> Json:
    """A resolution, decision, statement or report as one JSON object."""
    head = document.masthead
    common: Json = {
        "kind": document.kind,
        "file": document.file,
        "sha256": document.sha256,
        "format": document.format,
        "symbol": head.symbol,
        "body": head.body,
        "session": head.session,
        "title": head.title,
        "agenda_item": head.agenda_item,
        "adopted": head.adopted,
        "distributed": head.distributed,
        "language": head.language,
        "profile": head.profile,
    }
    if document.kind == "report":
        content: Json = {
            "mentions": [_mention(mention) for mention in document.mentions],
            "references": list(document.references),
        }
    else:
        content = {
            "paragraphs": [_paragraph(paragraph) for paragraph in document.paragraphs],
            "notes": dict(document.notes),
        }
    return {**common, **content, **findings_json(document.findings), "unclaimed": [list(s) for s in document.unclaimed]}


def findings_json(findings: tuple[Finding, ...]) -> Json:
    """Findings as `{"findings": [{code, severity, where, message, figures}]}`."""
    return {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "where": finding.where,
                "message": finding.message,
                "figures": list(finding.figures),
            }
            for finding in findings
        ]
    }


def _paragraph(paragraph: Paragraph) -> Json:
    return {
        "id": paragraph.id,
        "kind": paragraph.kind,
        "number": paragraph.number,
        "level": paragraph.level,
        "parent": paragraph.parent,
        "verb": paragraph.verb,
        "text": paragraph.text,
        "span": list(paragraph.span),
        "acts": [_act(act) for act in paragraph.acts],
        "citations": [_citation(citation) for citation in paragraph.citations],
        "notes": list(paragraph.notes),
    }


def _act(act: Act) -> Json:
    deadline = act.deadline
    reporting = act.reporting
    return {
        "verb": act.verb,
        "addressees": [{"name": one.name, "surface": one.surface, "how": one.how} for one in act.addressees],
        "request": act.request,
        "span": list(act.span),
        "inherited": act.inherited,
        "reiterated": act.reiterated,
        "force": act.force,
        "deadline": deadline
        and {
            "raw": deadline.raw,
            "kind": deadline.kind,
            "earliest": deadline.earliest,
            "latest": deadline.latest,
            "body": deadline.body,
            "session": deadline.session,
            "computed": deadline.computed,
        },
        "reporting": reporting
        and {
            "raw": reporting.raw,
            "to": reporting.to,
            "vehicle": reporting.vehicle,
            "recurrence": reporting.recurrence,
        },
    }


def _citation(citation: Citation) -> Json:
    return {
        "raw": citation.raw,
        "symbol": citation.symbol,
        "part": citation.part,
        "date": citation.date,
        "via_note": citation.via_note,
    }


def _mention(mention: Mention) -> Json:
    return {**_citation(mention.citation), "context": mention.context, "span": list(mention.span)}
