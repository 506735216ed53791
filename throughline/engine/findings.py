"""What is wrong, as a value: a code, how grave it is, where it stands and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: `error` must be mended, `warning` wants a look, `info` is explained."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Sentence(str):
    """A sentence in English made of a template and what stands in its places, so that pages say it in any language.

    `Sentence("%(place)s lists %(older)s.", place=..., older=...)` is that text, and keeps both. A parameter may be a
    sentence itself; any other is kept as text, whole numbers as numbers. The templates are gathered for translation
    (docs/languages.md), so each stands in the code as it is.
    """

    __slots__ = ("parameters", "template")

    template: str
    parameters: Mapping[str, "str | int"]

    def __new__(cls, template: str, **parameters: object) -> "Sentence":
        """The sentence; without parameters the template is the text as it is."""
        self = super().__new__(cls, template % parameters if parameters else template)
        self.template = template
        self.parameters = {name: one if isinstance(one, str | int) else str(one) for name, one in parameters.items()}
        return self


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing in a document or in the record.

    `code` is public (docs/findings.md lists every one); `where` is the address of the thing concerned (a public
    code such as `A/RES/78/243#7(b)`, or a cell such as `table 10.19, row Subtotal, column 2026 estimate`, or
    `line 12`); `message` is one `Sentence` that says what is wrong and what to do; `figures` are the exact amounts
    that disagree, as printed, when there are any.
    """

    code: str
    severity: Severity
    where: str
    message: str
    figures: tuple[str, ...] = ()
