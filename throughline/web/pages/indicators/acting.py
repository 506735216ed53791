"""Pages on which an indicator is defined, given its next definition, and reported by another part of a plan."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import ChangedMeanwhile, Forbidden, Refused
from throughline.store.models import Organization, Person
from throughline.store.monitoring.indicators.reads import definitions_of
from throughline.store.rights import EDIT, acts_in
from throughline.web.access import acting, action
from throughline.web.pages.frame import Head, worked_organization_at
from throughline.web.pages.indicators.forms import (
    NewIndicatorForm,
    NextDefinitionPageForm,
    SeriesForm,
    filled_in,
)
from throughline.web.pages.indicators.views import path_of, trail_of, worked_at


def editor(request: HttpRequest, whose: Organization) -> Person:
    """Who edits in an organization; PermissionDenied for everybody else. Each action asks for the unit itself."""
    by = acting(request)
    if not acts_in(by, EDIT, whose):
        raise PermissionDenied
    return by


@action
@never_cache
def new(request: HttpRequest, organization: str) -> HttpResponse:
    """Define an indicator of a part of a plan."""
    whose = worked_organization_at(request, organization)
    by = editor(request, whose)
    initial = {"node": request.GET.get("node", "")[:400], "frequency": 12, "on_track": 90, "off_track": 60}
    form = NewIndicatorForm(whose, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = form.act(by)
            return redirect("indicators-one", whose.code, path_of(made.address))
        except Forbidden:
            raise
        except Refused as reason:
            form.add_error(None, str(reason))
    context: dict[str, Any] = {"head": Head(_("New indicator"), whose.name, trail_of(whose)), "form": form}
    return render(request, "indicators/form.html", context, status=400 if form.errors else 200)


@action
@never_cache
def following(request: HttpRequest, organization: str, indicator: str) -> HttpResponse:
    """Give an indicator its next definition."""
    whose, found, _seen = worked_at(request, organization, indicator)
    by = editor(request, whose)
    initial = {**filled_in(definitions_of(found)[-1]), "revision": found.revision}
    form, status = NextDefinitionPageForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                form.act(by, found, form.cleaned_data["revision"])
                return redirect("indicators-one", whose.code, indicator)
            except Forbidden:
                raise
            except Refused as reason:
                status = 409 if isinstance(reason, ChangedMeanwhile) else 400
                form.add_error(None, str(reason))
    head = Head(_("Next definition"), found.address, trail_of(whose, found))
    return render(request, "indicators/form.html", {"head": head, "form": form}, status=status)


@action
@require_POST
def series(request: HttpRequest, organization: str, indicator: str) -> HttpResponse:
    """Let another part of a plan report an indicator."""
    whose, found, _seen = worked_at(request, organization, indicator)
    by, form = editor(request, whose), SeriesForm(request.POST)
    if not form.is_valid():
        raise Refused("; ".join(str(error) for errors in form.errors.values() for error in errors))
    form.act(by, found)
    return redirect("indicators-one", whose.code, indicator)
