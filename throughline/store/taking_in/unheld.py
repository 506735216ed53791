"""How many mandates are cited and not held once files are taken in: one count for previews, commands and pages."""

from collections.abc import Iterable

from throughline.store.mandates.writing import symbol_key
from throughline.store.rights import Sight, documents_seen
from throughline.store.taking_in.outcome import TakenIn


def unheld_after(taken: Iterable[TakenIn], *, seen_by: Sight) -> int:
    """Count the known unknowns that stand when these files are taken in, whether they are already or in a preview.

    A symbol that several files cite counts once; one whose document comes with another of the files does not count.
    One statement.
    """
    files = list(taken)
    cited = set(documents_seen(seen_by).filter(is_held=False).values_list("key", flat=True))
    cited |= {key for one in files for symbol in one.unknown if (key := symbol_key(symbol))}
    return len(cited - {symbol_key(one.address) for one in files})
