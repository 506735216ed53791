"""Documents by their symbols, and the trails to the registry and to a document."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.store.mandates.reads import document_named
from throughline.store.models import Document, Plan
from throughline.store.rights import Sight, owned
from throughline.web.addresses import mandate_page
from throughline.web.pages.frame import Step, start_of


def document_at(symbol: str, seen: Sight) -> Document:
    """The document with this symbol, however it is spelt; Http404 where none was read or cited."""
    found = document_named(symbol, seen_by=seen)
    if found is None:
        raise Http404(
            _("No document with the symbol %(symbol)s was read, and none that was read cites it.")
            % {"symbol": symbol[:100]}
        )
    return found


def plan_of(document: Document, seen: Sight) -> Plan | None:
    """The plan whose document this is, None where it is no programme budget. One statement at most."""
    if document.kind != "programme budget":
        return None
    return Plan.objects.filter(owned(seen), document=document).first()


def held_document_at(symbol: str, seen: Sight) -> Document:
    """The document with this symbol; Http404 where its text is not held."""
    found = document_named(symbol, seen_by=seen)
    if found is None or not found.held:
        raise not_held(symbol)
    return found


def not_held(symbol: str) -> Http404:
    """What is raised where the text of a document is asked for and not held."""
    return Http404(_("The text of %(symbol)s is not held.") % {"symbol": symbol[:100]})


def trail_of_registry(organization: str) -> tuple[Step, ...]:
    """The steps to the registry of mandates."""
    return start_of(organization), Step(_("Mandates"), reverse("mandates", args=[organization]))


def trail_of_document(organization: str, symbol: str) -> tuple[Step, ...]:
    """The steps to the page of a document."""
    return *trail_of_registry(organization), Step(symbol, mandate_page(organization, symbol))
