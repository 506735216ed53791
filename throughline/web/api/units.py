"""Units through the API: the tree with what each answers for, and what administrators do with it."""

from dataclasses import dataclass
from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router

from throughline.store.models import Unit
from throughline.store.rights import ADMINISTER, may
from throughline.web.access import acting
from throughline.web.api.actions import acts, done, gone
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, work_of
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging
from throughline.web.pages.units import forms
from throughline.web.pages.units.views import unit_at

router = Router(tags=["people"])

BY_CODE = (Key("code"),)
Code = Annotated[str, Path(..., description="The code of a unit.", example="TOP")]


@dataclass(frozen=True, slots=True)
class UnitShape:
    """A unit: `parent` is the code of the one above it; what it answers for are addresses, and names of addressees."""

    code: str
    name: str
    parent: str | None
    ended: str | None
    addresses: tuple[str, ...]
    addressees: tuple[str, ...]


def unit_shape(one: Unit) -> UnitShape:
    """A unit; the one above it and its responsibilities must be at hand."""
    own = sorted(one.responsibilities.all(), key=str)
    return UnitShape(
        code=one.code,
        name=one.name,
        parent=one.parent.code if one.parent else None,
        ended=one.ended.isoformat() if one.ended else None,
        addresses=tuple(held.address for held in own if held.address),
        addressees=tuple(held.addressee for held in own if held.addressee),
    )


@lists(router, f"{OF_ORGANIZATION}/units", UnitShape)
def units(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """Units with what they answer for, by code."""
    whose, _seen = work_of(request, organization)
    found = Unit.objects.filter(organization=whose).select_related("parent").prefetch_related("responsibilities")
    page = cut(found, BY_CODE, paging)
    return listed(request, UnitShape, (unit_shape(one) for one in page.rows), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/units", UnitShape, form=forms.MakeForm, status=201)
def make_unit(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Make a unit below another one, or at the top."""
    whose, _seen = work_of(request, organization)
    form = filled(request, forms.MakeForm, whose)
    form.act(acting(request))
    return done(UnitShape, unit_shape(form.on), 201)


@acts(router, "POST", f"{OF_ORGANIZATION}/units/{{unit}}/renamed", UnitShape, form=forms.RenameForm)
def rename_unit(request: HttpRequest, organization: Organization, unit: Code) -> HttpResponse:
    """Give a unit another name; its code stays."""
    return _act(request, organization, unit, forms.RenameForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/units/{{unit}}/moved", UnitShape, form=forms.MoveForm)
def move_unit(request: HttpRequest, organization: Organization, unit: Code) -> HttpResponse:
    """Put a unit, with all that is below it, below another one or at the top."""
    return _act(request, organization, unit, forms.MoveForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/units/{{unit}}/answering", UnitShape, form=forms.AnswerForm)
def give_responsibility(request: HttpRequest, organization: Organization, unit: Code) -> HttpResponse:
    """Let a unit answer for an address and what is below it, or for acts that ask an addressee."""
    return _act(request, organization, unit, forms.AnswerForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/units/{{unit}}/taken-back", UnitShape, form=forms.TakeBackForm)
def take_back_responsibility(request: HttpRequest, organization: Organization, unit: Code) -> HttpResponse:
    """Let a unit answer no more for an address or an addressee."""
    return _act(request, organization, unit, forms.TakeBackForm)


@acts(router, "DELETE", f"{OF_ORGANIZATION}/units/{{unit}}")
def end_unit(request: HttpRequest, organization: Organization, unit: Code) -> HttpResponse:
    """End a unit: it stays in the record, and nobody can be given to it any more."""
    whose, _seen = work_of(request, organization)
    forms.EndForm(whose, {}, _administered(request, unit_at(whose, unit))).act(acting(request))
    return gone()


def _act(request: HttpRequest, organization: str, code: str, form: type[forms.UnitForm]) -> HttpResponse:
    whose, _seen = work_of(request, organization)
    one = _administered(request, unit_at(whose, code))
    filled(request, form, whose, unit=one).act(acting(request))
    return done(UnitShape, unit_shape(unit_at(whose, code)))


def _administered(request: HttpRequest, one: Unit) -> Unit:
    """The unit, for its administrators; Http404 for everybody else, as on its page."""
    if not may(acting(request), ADMINISTER, one.organization, one):
        raise Http404
    return one
