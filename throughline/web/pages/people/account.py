"""The own account: tokens, and the ways to sessions, second steps and the password; and coming in by invitation."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Refused
from throughline.store.models import Person, Token
from throughline.store.people.invitations import accept_invitation, invitation_with, person_with
from throughline.store.people.tokens import issue_token, revoke_token, tokens_of
from throughline.web.access import action, sight, who
from throughline.web.pages.editing.beside import drafts_shown
from throughline.web.pages.frame import Head
from throughline.web.pages.people.forms import ROLE_NAMES, AcceptForm, TokenForm
from throughline.web.sign_in import recently


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, one's roles and one's tokens."""
    return _account(request, TokenForm())


def _account(request: HttpRequest, form: TokenForm, secret: str = "", status: int = 200) -> HttpResponse:
    person = _signed_in(request)
    roles = [
        (one.organization.code, ROLE_NAMES[one.role], one.unit)
        for one in person.roles.select_related("organization", "unit").order_by("organization__code", "role")
    ]
    head = Head(_("Account"), str(person))
    context: dict[str, Any] = {
        "head": head,
        "tokens": tokens_of(person),
        "drafts": drafts_shown(person, sight(request)),
        "roles": roles,
        "form": form,
        "secret": secret,
        "email": person.email,
    }
    return render(request, "people/account.html", context, status=status)


def _signed_in(request: HttpRequest) -> Person:
    person = who(request)
    if person is None:
        raise Http404
    return person


@action
@never_cache
@require_POST
@login_required
@recently
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a token, and show its secret this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _account(request, form, status=400)
    return _account(request, TokenForm(), issue_token(by=_signed_in(request), **form.cleaned_data))


@action
@require_POST
@login_required
def revoke(request: HttpRequest) -> HttpResponse:
    """Revoke one of the own tokens, named by its digest."""
    person = _signed_in(request)
    token = Token.objects.filter(person=person, digest=request.POST.get("token", "")[:64]).first()
    if token is None:
        raise Http404
    revoke_token(by=person, token=token)
    return redirect("account")


@action
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: with a name and a password, or with the account that one is signed in to."""
    found, person = invitation_with(secret), who(request)
    if found is None:
        raise Http404(_("This link has been used, has expired or was withdrawn: ask for a new one."))
    is_known = person is None and person_with(found.email) is not None
    form = AcceptForm(request.POST if request.method == "POST" and person is None else None)
    refused = ""
    if request.method == "POST" and (person is not None or form.is_valid()):
        try:
            said = {"by": person} if person else form.cleaned_data
            accepted = accept_invitation(secret=secret, **said)
        except Refused as reason:
            refused = str(reason)
        else:
            there = reverse("overview", args=[found.organization.code])
            return redirect(there) if person else perform_login(request, accepted, redirect_url=there)
    head = Head(_("Invitation"), _("Come in to the record of %(name)s") % {"name": found.organization.name})
    context = {"head": head, "form": form, "invitation": found, "role": ROLE_NAMES[found.role], "refused": refused}
    context |= {"is_known": is_known, "is_signed_in": person is not None}
    return render(request, "people/invitation.html", context, status=400 if refused or form.errors else 200)
