"""What is wrong, as a value: a code, how grave it is, where it stands and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: `error` must be mended, `warning` wants a look, `info` is explained."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing in a document or in the record.

    `code` is public (docs/findings.md lists every one); `where` is the address of the thing concerned (a public
    code such as `A/RES/78/243#7(b)`, or a cell such as `table 10.19, row Subtotal, column 2026 estimate`, or
    `line 12`); `message` is one sentence that says what is wrong and what to do; `figures` are the exact amounts
    that disagree, as printed, when there are any.
    """

    code: str
    severity: Severity
    where: str
    message: str
    figures: tuple[str, ...] = ()
