"""The people of an organization, for its administrators: roles, invitations, what is published, looking as another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.store.models import Invitation, Organization, Person, Role, Unit
from throughline.store.people import roles as actions
from throughline.store.people.invitations import invite, open_invitations, withdraw_invitation
from throughline.store.rights import ADMINISTER, may
from throughline.web.access import VIEW_AS, action, who
from throughline.web.pages.frame import Head, start_of, worked_organization_at
from throughline.web.pages.people.forms import ROLE_NAMES, ROLE_RIGHTS, InvitationForm, PublicationForm, ViewForm
from throughline.web.sign_in import recently


def administered(request: HttpRequest, code: str) -> tuple[Organization, Person]:
    """The organization at an address and its administrator; Http404 for everybody else."""
    whose, person = worked_organization_at(request, code), who(request)
    if person is None or VIEW_AS in request.session or not may(person, ADMINISTER, whose):
        raise Http404
    return whose, person


@never_cache
def people(request: HttpRequest, organization: str) -> HttpResponse:
    """Who has which role, who is invited, and whether the record is open to everybody."""
    whose, _person = administered(request, organization)
    return _people(request, whose, InvitationForm(whose))


def _people(
    request: HttpRequest, whose: Organization, form: InvitationForm, secret: str = "", refused: str = ""
) -> HttpResponse:
    context = {
        "head": Head(_("People"), _("Who may do what"), (start_of(whose.code),)),
        "whose": whose,
        "roles": [(one, ROLE_NAMES[one.role]) for one in actions.roles_in(whose)],
        "invitations": [(one, ROLE_NAMES[one.role]) for one in open_invitations(whose)],
        "form": form,
        "rights": [(ROLE_NAMES[role], words) for role, words in ROLE_RIGHTS.items()],
        "link": request.build_absolute_uri(reverse("invitation", args=[secret])) if secret else "",
        "refused": refused,
    }
    return render(request, "people/people.html", context, status=400 if refused or form.errors else 200)


@action
@never_cache
@require_POST
@recently
def invite_person(request: HttpRequest, organization: str) -> HttpResponse:
    """Invite somebody, and show the link this once."""
    whose, person = administered(request, organization)
    form = InvitationForm(whose, request.POST)
    if not form.is_valid():
        return _people(request, whose, form)
    secret = invite(by=person, organization=whose, **form.cleaned_data)
    return _people(request, whose, InvitationForm(whose), secret)


@action
@require_POST
def withdraw(request: HttpRequest, organization: str) -> HttpResponse:
    """Close an invitation, named by its digest."""
    whose, person = administered(request, organization)
    found = Invitation.objects.filter(organization=whose, digest=request.POST.get("invitation", "")[:64]).first()
    if found is None:
        raise Http404
    withdraw_invitation(by=person, invitation=found)
    return redirect("people", whose.code)


@action
@require_POST
def end_role(request: HttpRequest, organization: str) -> HttpResponse:
    """End a role of a person."""
    whose, by = administered(request, organization)
    person = _person_in(request, whose)
    code = request.POST.get("unit", "")[:40]
    unit = Unit.objects.filter(organization=whose, code=code).first()
    if code and unit is None:
        raise Http404
    try:
        actions.end_role(by=by, person=person, role=request.POST.get("role", "")[:20], organization=whose, unit=unit)
    except Forbidden:
        raise
    except Refused as reason:
        return _people(request, whose, InvitationForm(whose), refused=str(reason))
    return redirect("people", whose.code)


def _person_in(request: HttpRequest, whose: Organization) -> Person:
    """The person whom the form names, among those who have a role in the organization."""
    found = Role.objects.filter(organization=whose, person__username=request.POST.get("person", "")[:150])
    one = found.select_related("person").first()
    if one is None:
        raise Http404
    return one.person


@action
@require_POST
@recently
def publish(request: HttpRequest, organization: str) -> HttpResponse:
    """Open documents and plans to everybody, or close them again."""
    whose, by = administered(request, organization)
    form = PublicationForm(request.POST)
    change = actions.publish if form.is_valid() and form.cleaned_data["published"] else actions.unpublish
    change(by=by, organization=whose)
    return redirect("people", whose.code)


@action
@require_POST
def view_as(request: HttpRequest, organization: str) -> HttpResponse:
    """Look at the record as another person of the organization sees it."""
    whose, by = administered(request, organization)
    form = ViewForm(whose, request.POST)
    if not form.is_valid():
        raise Http404
    person = form.cleaned_data["person"]
    actions.start_view_as(by=by, person=person, organization=whose)
    request.session[VIEW_AS] = [person.username, whose.code]
    return redirect("overview", whose.code)


@action
@require_POST
def end_view_as(request: HttpRequest) -> HttpResponse:
    """Look with the own eyes again."""
    by, viewed = who(request), request.session.pop(VIEW_AS, None)
    if by is None or viewed is None:
        raise Http404
    person, whose = Person.objects.get(username=viewed[0]), Organization.objects.get(code=viewed[1])
    actions.end_view_as(by=by, person=person, organization=whose)
    return redirect("overview", whose.code)
