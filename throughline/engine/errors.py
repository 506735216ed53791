"""Exceptions, which are for wrong use; wrong data gives findings.

ThroughlineError
+-- CurrencyMismatch   two currencies were added or compared
+-- InexactAmount      an amount has more decimals than its currency
+-- NotAShare          weights that cannot share anything out
+-- CircularThread     edges that share a quantity out run in a circle
+-- UnknownNode        a node that the thread does not hold
+-- Refused            the person may not do this, or the record does not allow it
    +-- Forbidden         the person has no right to it, whatever the record holds
    +-- KeyUsed           the key of a request was used for another one
    +-- ChangedMeanwhile  somebody else changed it since it was looked at
"""


class ThroughlineError(Exception):
    """The root of what Throughline raises."""


class CurrencyMismatch(ThroughlineError):
    """Two currencies met in one sum: convert one of them at a named rate first."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second} do not add: convert one of them at a named rate first.")


class InexactAmount(ThroughlineError):
    """An amount with more decimals than its currency's minor unit, or that is no number."""

    def __init__(self, amount: str, currency: str) -> None:
        super().__init__(f"{amount} is not an exact amount of {currency}: round it where the rule for it is known.")


class NotAShare(ThroughlineError):
    """Weights that cannot share anything out: none, one below zero, or all zero."""


class CircularThread(ThroughlineError):
    """Edges that share a quantity out run in a circle; `circle` names the nodes in order."""

    def __init__(self, circle: tuple[str, ...]) -> None:
        super().__init__("The line runs in a circle: " + " -> ".join(circle) + ". Take one of these links away.")
        self.circle = circle


class UnknownNode(ThroughlineError):
    """A node that the thread does not hold."""

    def __init__(self, node: str) -> None:
        super().__init__(f"{node} is not a node of this thread.")


class Refused(ThroughlineError):
    """An action that the person may not do, or that the record does not allow; the message says why."""


class Forbidden(Refused):
    """An action that the person has no right to."""


class KeyUsed(Refused):
    """A key that names one request came with another one."""


class ChangedMeanwhile(Refused):
    """An action on a state that is not the newest any more: somebody changed it since it was looked at."""
