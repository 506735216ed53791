"""What a verb of a body means: its English base form, what force it has, and how sure its form is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: `base` in English, `force` as in `Act.force`.

    `directive` verbs have somebody who is asked; `strong` forms are hardly ever the predicate of another subject, so
    that they may follow a plain "and"; the others need a comma before them.
    """

    base: str
    force: str = "none"
    directive: bool = False
    strong: bool = True


def table(force: str, words: str, *, directive: bool = False, strong: bool = True) -> dict[str, Verb]:
    """Read `form` or `form=base` words into verbs; an English form in -s gives its own base."""
    verbs: dict[str, Verb] = {}
    for word in words.split():
        form, _, base = word.partition("=")
        verbs[form.replace("_", " ")] = Verb(base.replace("_", " ") or base_of(form), force, directive, strong)
    return verbs


_KEEP_E = ("ses", "ces", "ges", "zes", "ves", "tes", "des", "res", "les", "nes", "mes", "pes", "kes", "ues", "ees")


def base_of(form: str) -> str:
    """Return the English base of a third-person form: `urges` -> `urge`, `stresses` -> `stress`."""
    word = form.casefold()
    if word.endswith("ises") and word not in ("advises", "raises", "revises", "praises", "supervises", "promises"):
        word = word[:-4] + "izes"
    if word.endswith(("sses", "shes", "ches", "xes", "oes")):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_KEEP_E):
        return word[:-1]
    return word[:-1] if word.endswith("s") else word
