"""People through the API: roles, invitations, what is published, looking as somebody else, the own tokens."""

from datetime import datetime
from typing import Annotated

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router

from throughline.store.models import Invitation, Person, Role, Token, Unit
from throughline.store.people import roles as actions
from throughline.store.people.invitations import invite, withdraw_invitation
from throughline.store.people.tokens import issue_token, revoke_token
from throughline.web.access import VIEW_AS, is_program, who
from throughline.web.api.actions import acts, check_match, done, editable, gone
from throughline.web.api.answers import OF_ORGANIZATION, listed, lists, reads
from throughline.web.api.fields import filled
from throughline.web.api.paging import Key, cut
from throughline.web.api.parameters import Organization, Paging
from throughline.web.api.problems import NO_SESSION, NO_TOKEN, Refusal
from throughline.web.api.shapes.people import (
    InvitationShape,
    Invited,
    Issued,
    Publication,
    RoleShape,
    TokenShape,
    invitation_shape,
    role_shape,
    token_shape,
)
from throughline.web.pages.people.forms import InvitationForm, PublicationForm, RoleForm, TokenForm, ViewForm
from throughline.web.pages.people.people import administered
from throughline.web.sign_in import is_recent

router = Router(tags=["people"])

BY_PERSON = (Key("person__username"), Key("role"), Key("unit_code"))
NEWEST = (Key("at", datetime, descending=True), Key("digest"))
LAST_ISSUED = (Key("issued", datetime, descending=True), Key("digest"))


@lists(router, f"{OF_ORGANIZATION}/roles", RoleShape)
def roles(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """Who has which role, by person; for administrators."""
    whose, _by = administered(request, organization)
    found = Role.objects.filter(organization=whose).select_related("person", "unit")
    page = cut(found.annotate(unit_code=Coalesce("unit__code", Value(""))), BY_PERSON, paging)
    return listed(request, RoleShape, (role_shape(one) for one in page.rows), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/roles", RoleShape, form=RoleForm, status=201)
def give_role(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Give a role to somebody who has one in the organization already."""
    whose, by = administered(request, organization)
    _need_recent(request)
    said = filled(request, RoleForm, whose).cleaned_data
    actions.give_role(by=by, to=said["person"], role=said["role"], organization=whose, unit=said["unit"])
    given = Role.objects.get(person=said["person"], role=said["role"], organization=whose, unit=said["unit"])
    return done(RoleShape, role_shape(given), 201)


@acts(router, "DELETE", f"{OF_ORGANIZATION}/roles/{{path:address}}")
def end_role(
    request: HttpRequest,
    organization: Organization,
    address: Annotated[str, Path(..., description="A role.", example="ada@example.org/officer")],
) -> HttpResponse:
    """End a role. The last administrator stays."""
    whose, by = administered(request, organization)
    name, role, code = (*address.split("/", 2), "", "")[:3]
    person = Person.objects.filter(roles__organization=whose, username=name).first()
    unit = Unit.objects.filter(organization=whose, code=code).first()
    if person is None or (code and unit is None):
        raise Http404
    actions.end_role(by=by, person=person, role=role, organization=whose, unit=unit)
    return gone()


@lists(router, f"{OF_ORGANIZATION}/invitations", InvitationShape)
def invitations(request: HttpRequest, organization: Organization, paging: Query[Paging]) -> HttpResponse:
    """Invitations that were neither accepted nor withdrawn, newest first; for administrators."""
    whose, _by = administered(request, organization)
    found = Invitation.objects.filter(organization=whose, accepted=None, withdrawn=None).select_related("unit", "by")
    page = cut(found, NEWEST, paging)
    return listed(request, InvitationShape, (invitation_shape(one) for one in page.rows), page, paging)


@acts(router, "POST", f"{OF_ORGANIZATION}/invitations", Invited, form=InvitationForm, status=201)
def invite_person(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Invite somebody to a role; the link is in the answer, and nowhere else."""
    whose, by = administered(request, organization)
    _need_recent(request)
    secret = invite(by=by, organization=whose, **filled(request, InvitationForm, whose).cleaned_data)
    return done(Invited, Invited(request.build_absolute_uri(reverse("invitation", args=[secret]))), 201)


@acts(router, "DELETE", f"{OF_ORGANIZATION}/invitations/{{invitation}}")
def withdraw(
    request: HttpRequest,
    organization: Organization,
    invitation: Annotated[str, Path(..., description="An invitation, as the list names it.")],
) -> HttpResponse:
    """Withdraw an invitation."""
    whose, by = administered(request, organization)
    found = Invitation.objects.filter(organization=whose, digest=invitation).first()
    if found is None:
        raise Http404
    withdraw_invitation(by=by, invitation=found)
    return gone()


@reads(router, f"{OF_ORGANIZATION}/publication", Publication)
def publication(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Whether documents and plans are open to everybody; for administrators."""
    whose, _by = administered(request, organization)
    return editable(Publication, Publication(whose.published))


@acts(router, "PUT", f"{OF_ORGANIZATION}/publication", Publication, form=PublicationForm, matched=True)
def publish(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Open documents and plans to everybody, or close them."""
    whose, by = administered(request, organization)
    _need_recent(request)
    wanted = bool(filled(request, PublicationForm).cleaned_data["published"])
    whose.refresh_from_db()
    check_match(request, Publication, Publication(whose.published))
    (actions.publish if wanted else actions.unpublish)(by=by, organization=whose)
    return done(Publication, Publication(wanted))


@acts(router, "PUT", f"{OF_ORGANIZATION}/view", form=ViewForm)
def view_as(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Look at the record as another person sees it, with the session; nothing can be changed until it ends."""
    whose, by = administered(request, organization)
    _need_session(request)
    person = filled(request, ViewForm, whose).cleaned_data["person"]
    actions.start_view_as(by=by, person=person, organization=whose)
    request.session[VIEW_AS] = [person.username, whose.code]
    return gone()


@lists(router, "/account/tokens", TokenShape)
def tokens(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """The own tokens that were not revoked, newest first."""
    page = cut(Token.objects.filter(person=own(request), revoked=None), LAST_ISSUED, paging)
    return listed(request, TokenShape, (token_shape(one) for one in page.rows), page, paging)


@acts(router, "POST", "/account/tokens", Issued, form=TokenForm, status=201)
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a token; its secret is in the answer, and nowhere else. A token issues none."""
    person = own(request)
    _need_session(request)
    _need_recent(request)
    return done(Issued, Issued(issue_token(by=person, **filled(request, TokenForm).cleaned_data)), 201)


@acts(router, "DELETE", "/account/tokens/{token}")
def revoke(
    request: HttpRequest, token: Annotated[str, Path(..., description="A token, as the list names it.")]
) -> HttpResponse:
    """Revoke one of the own tokens."""
    person = own(request)
    found = Token.objects.filter(person=person, digest=token).first()
    if found is None:
        raise Http404
    revoke_token(by=person, token=found)
    return gone()


def own(request: HttpRequest) -> Person:
    """The person who asks; Refusal where nobody does."""
    person = who(request)
    if person is None:
        raise Refusal(NO_TOKEN, "Send Authorization: Bearer with a token.")
    return person


def _need_session(request: HttpRequest) -> None:
    if is_program(request):
        raise Refusal(NO_SESSION, "A token cannot do this: sign in.")


def _need_recent(request: HttpRequest) -> None:
    """What is sensitive asks a session for the password or a second step again, where that was some time ago."""
    if not is_program(request) and not is_recent(request):
        raise Refusal(NO_SESSION, f"Say who you are again at {reverse('account_reauthenticate')}.")
