"""Findings that a reading or a taking-in gave, kept with the version that they are about."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from throughline.engine.findings import Sentence, Severity
from throughline.store.rows import Row, storable_json


class KeptFinding(Row):
    """A finding of a version: `where` as the reader gave it, `address` the document or plan that it is in.

    `origin` is `reading` (the reader saw it in the file) or `taking in` (the store saw it).
    """

    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    address = models.CharField(max_length=300)
    where = models.TextField()
    message = models.TextField()
    # What the message is made of (`parts_of`), {} where it is a text of its own; it follows from the message.
    said = models.JSONField(default=dict)
    figures = models.JSONField(default=list)
    origin = models.CharField(max_length=20)

    class Meta:
        indexes = (models.Index(fields=["code"], name="finding_code"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(severity__in=[one.value for one in Severity]),
                name="finding_severity",
                violation_error_message="A finding is an error, a warning or an info.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.where}"


def parts_of(message: str) -> dict[str, Any]:
    """What a sentence is made of, as JSON: {"template", "parameters"}, nested; {} for a text without parts."""
    if not isinstance(message, Sentence):
        return {}
    parameters = {name: _part(one) for name, one in message.parameters.items()}
    whole: dict[str, Any] = storable_json({"template": message.template, "parameters": parameters})
    return whole


def _part(parameter: str | int) -> Any:
    if isinstance(parameter, Sentence):
        return parts_of(parameter)
    return parameter if isinstance(parameter, int) else str(parameter)


def message_of(message: str, said: Mapping[str, Any]) -> str:
    """The message as it was given: the sentence with its parts where they are kept."""
    if not said:
        return message
    parameters = {
        name: message_of("", one) if isinstance(one, Mapping) else one for name, one in said["parameters"].items()
    }
    template: str = said["template"]
    return Sentence(template, **parameters)
