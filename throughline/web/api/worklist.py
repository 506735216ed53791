"""Actions on findings through the API: assigned, accepted as they are, taken up again, commented, explained."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from throughline.web.access import acting
from throughline.web.api.actions import acts, gone
from throughline.web.api.answers import OF_ORGANIZATION, work_of
from throughline.web.api.fields import filled
from throughline.web.api.parameters import Organization
from throughline.web.pages.worklist.forms import (
    AcceptForm,
    AssignForm,
    ExplainForm,
    FindingsForm,
    RemarkForm,
    TakeUpForm,
)

router = Router(tags=["record"])


@acts(router, "POST", f"{OF_ORGANIZATION}/findings/assigned", form=AssignForm, status=204)
def assign_findings(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Assign findings to a person or a unit, or to nobody."""
    return _act(request, organization, AssignForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/findings/accepted", form=AcceptForm, status=204)
def accept_findings(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Accept findings as they are, for a reason and until a day."""
    return _act(request, organization, AcceptForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/findings/taken-up", form=TakeUpForm, status=204)
def take_up_findings(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Put findings that were accepted back on the work list."""
    return _act(request, organization, TakeUpForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/findings/comments", form=RemarkForm, status=204)
def comment_on_finding(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Comment on a finding."""
    return _act(request, organization, RemarkForm)


@acts(router, "POST", f"{OF_ORGANIZATION}/findings/explanations", form=ExplainForm, status=204)
def explain_finding(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Explain how a finding came about."""
    return _act(request, organization, ExplainForm)


def _act(request: HttpRequest, organization: str, form: type[FindingsForm]) -> HttpResponse:
    whose, _seen = work_of(request, organization)
    filled(request, form, whose).act(acting(request))
    return gone()
