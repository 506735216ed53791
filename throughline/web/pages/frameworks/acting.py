"""The actions on plans, as the pages call them: made, submitted, advised on, decided, amended, rolled."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from throughline.engine.errors import Refused
from throughline.store.models import Framework, FrameworkVersion, Person
from throughline.store.planning.frameworks import deciding
from throughline.store.planning.frameworks.actions import change_framework, make_framework, roll_framework
from throughline.store.planning.frameworks.reads import in_making
from throughline.store.rights import edits_in
from throughline.web.access import acting, action, may_act
from throughline.web.checked import checked
from throughline.web.pages.frame import Head, worked_organization_at
from throughline.web.pages.frameworks.at import FrameworkAt, trail_of_frameworks
from throughline.web.pages.frameworks.forms import (
    AdviseForm,
    AmendForm,
    ChangeHeadForm,
    MakeForm,
    RevisionForm,
    RollForm,
    SendBackForm,
)
from throughline.web.pages.frameworks.views import framework_page
from throughline.web.pages.trying import DONE, tried

Said = dict[str, Any]


@action
@never_cache
def new(request: HttpRequest, organization: str) -> HttpResponse:
    """Make a plan: its kind, code, title, days and levels."""
    whose, by = worked_organization_at(request, organization), may_act(request)
    if by is None or not edits_in(by, whose):
        raise Http404
    form = MakeForm(whose, request.POST or None)
    status = 200
    if request.method == "POST":
        status = tried(form, lambda said: make_framework(by=by, organization=whose, **said))
        if status == DONE:
            return redirect("plans-framework", whose.code, form.cleaned_data["code"])
    head = Head(_("New plan"), _("Make a plan"), trail_of_frameworks(whose.code))
    return render(
        request, "frameworks/form.html", {"head": head, "form": form, "do": _("Make the plan")}, status=status
    )


@action
@never_cache
def head(request: HttpRequest, organization: str, plan: str) -> HttpResponse:
    """Another title, other days or levels for a plan that was never approved."""
    at = FrameworkAt(request, organization, plan)
    by, framework = at.by, at.framework
    if by is None or not at.may_edit():
        raise Http404
    names = ("title", "start", "end", "levels", "rolling", "unit", "revision")
    form = ChangeHeadForm(at.whose, request.POST or None, initial={name: getattr(framework, name) for name in names})
    status = 200
    if request.method == "POST":
        status = tried(form, lambda said: change_framework(by=by, framework=framework, **said))
        if status == DONE:
            return redirect(at.page)
    shown = Head(_("Head of the plan"), framework.title, at.trail)
    return render(
        request, "frameworks/form.html", {"head": shown, "form": form, "do": _("Save the head")}, status=status
    )


@action
@never_cache
@require_POST
def act(request: HttpRequest, organization: str, plan: str, verb: str) -> HttpResponse:
    """Submit, advise on, approve, send back, amend or roll on; what is not done comes back as it was typed."""
    at, by = FrameworkAt(request, organization, plan), acting(request)
    if verb not in VERBS or not at.seen.works_in(at.whose.pk):
        raise Http404
    kind, do = VERBS[verb]
    form = kind(data := request.POST.copy())
    went: list[str] = []

    def done(said: Said) -> None:
        with checked():
            went.append(do(by, at.framework, said))

    status = tried(form, done)
    if status == DONE:
        return redirect("plans-framework", at.whose.code, went[0])
    version = in_making(at.framework)
    data["revision"] = str(version.revision if version else 0)
    if not isinstance(form, (AdviseForm, SendBackForm, AmendForm, RollForm)):
        raise Refused(" ".join(str(one) for one in form.non_field_errors()) or _("Look at the plan again."))
    return framework_page(at, form, status)


def _version(framework: Framework) -> FrameworkVersion:
    version = in_making(framework)
    if version is None:
        raise Refused(_("No version of the plan is on its way."))
    return version


def _submit(by: Person, framework: Framework, said: Said) -> str:
    deciding.submit_version(by=by, version=_version(framework), **said)
    return framework.code


def _advise(by: Person, framework: Framework, said: Said) -> str:
    deciding.advise_on_version(by=by, version=_version(framework), **said)
    return framework.code


def _approve(by: Person, framework: Framework, said: Said) -> str:
    deciding.approve_version(by=by, version=_version(framework), **said)
    return framework.code


def _send_back(by: Person, framework: Framework, said: Said) -> str:
    deciding.send_back_version(by=by, version=_version(framework), **said)
    return framework.code


def _amend(by: Person, framework: Framework, said: Said) -> str:
    deciding.amend_framework(by=by, framework=framework, **said)
    return framework.code


def _roll(by: Person, framework: Framework, said: Said) -> str:
    return roll_framework(by=by, framework=framework, **said).code


Do = Callable[[Person, Framework, Said], str]
VERBS: dict[str, tuple[type[forms.Form], Do]] = {
    "submit": (RevisionForm, _submit),
    "advise": (AdviseForm, _advise),
    "approve": (RevisionForm, _approve),
    "send-back": (SendBackForm, _send_back),
    "amend": (AmendForm, _amend),
    "roll": (RollForm, _roll),
}
