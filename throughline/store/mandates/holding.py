"""Which organizations hold a document, and which know of it because theirs cite it."""

from collections.abc import Iterable

from django.db import connection

from throughline.store.mandates.tables import Holding

# Both databases know this form; the conflict is with `holding_once`.
KNOW = """INSERT INTO store_holding (organization_id, document_id, held) VALUES (%s, %s, %s)
    ON CONFLICT (document_id, organization_id) DO NOTHING"""


def is_holder(organization: int, document: int) -> bool:
    """Tell whether the organization has taken the text of the document in. One statement."""
    return Holding.objects.filter(organization=organization, document=document, held=True).exists()


def hold(organization: int, document: int) -> None:
    """The organization holds the text of the document. At most two statements."""
    if not Holding.objects.filter(organization=organization, document=document).update(held=True):
        know(organization, [document], held=True)


def know(organization: int, documents: Iterable[int], held: bool = False) -> None:
    """The organization knows of these documents; what it holds it holds on. One statement."""
    with connection.cursor() as cursor:
        rows = [(organization, document, held) for document in sorted(set(documents))]
        if rows:
            cursor.executemany(KNOW, rows)
