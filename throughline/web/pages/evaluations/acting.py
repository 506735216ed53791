"""Pages on which evaluations are planned and changed, findings written and answered, lessons drawn and used."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from throughline.engine.monitoring.evaluations import Evaluation
from throughline.store.models import Organization, PlannedEvaluation
from throughline.store.monitoring.evaluations import actions, following
from throughline.store.monitoring.evaluations.reads import whole_evaluations
from throughline.web.access import action
from throughline.web.checked import checked
from throughline.web.pages.evaluations.forms import (
    ChangeHeadForm,
    FindingForm,
    LessonForm,
    PlanForm,
    ProgressForm,
    ResponseForm,
    UndertakeForm,
    UseForm,
)
from throughline.web.pages.evaluations.views import found_at, trail_of
from throughline.web.pages.frame import Fact, Head, Words, acting_at
from throughline.web.pages.frameworks.forms import RevisionForm
from throughline.web.pages.trying import DONE, tried

PART = re.compile(r"F(?P<finding>\d{1,9})(?:/A(?P<action>\d{1,9}))?|L(?P<lesson>\d{1,9})")


@dataclass(frozen=True, slots=True)
class Verb:
    """An action on what an evaluation found: its words, its form, and the parts of the evaluation that it names."""

    title: Words
    button: Words
    form: type[forms.Form]
    act: Callable[..., object]
    parts: frozenset[str] = frozenset()


def _paged(form: type[forms.Form]) -> type[forms.Form]:
    """A form as a page shows it: with the state that was looked at."""
    return type(f"{form.__name__}OnPage", (form, RevisionForm), {})


OF_FINDING, OF_ACTION, OF_LESSON = (frozenset(parts.split()) for parts in ("finding", "finding action", "lesson"))
VERBS: Mapping[str, Verb] = {
    "find": Verb(
        gettext_lazy("Add a finding"), gettext_lazy("Save the finding"), _paged(FindingForm), following.add_finding
    ),
    "respond": Verb(
        gettext_lazy("Response of management"),
        gettext_lazy("Save the response"),
        _paged(ResponseForm),
        following.respond,
        OF_FINDING,
    ),
    "undertake": Verb(
        gettext_lazy("Add an action"),
        gettext_lazy("Save the action"),
        _paged(UndertakeForm),
        following.undertake,
        OF_FINDING,
    ),
    "report": Verb(
        gettext_lazy("Report on the action"),
        gettext_lazy("Save the report"),
        _paged(ProgressForm),
        following.report_on_action,
        OF_ACTION,
    ),
    "learn": Verb(
        gettext_lazy("Add a lesson"), gettext_lazy("Save the lesson"), _paged(LessonForm), following.add_lesson
    ),
    "use": Verb(
        gettext_lazy("Use the lesson"),
        gettext_lazy("Save where it is used"),
        _paged(UseForm),
        following.use_lesson,
        OF_LESSON,
    ),
}


@action
@never_cache
def new(request: HttpRequest, organization: str) -> HttpResponse:
    """Plan an evaluation."""
    whose, by = acting_at(request, organization)
    initial = {"nodes": [request.GET.get("node", "")[:400]], "year": localdate().year}
    form, status = PlanForm(whose, request.POST or None, initial=initial), 200
    made: list[PlannedEvaluation] = []

    def done(said: dict[str, Any]) -> None:
        with checked():
            made.append(actions.plan_evaluation(by=by, organization=whose, **said))

    if request.method == "POST":
        status = tried(form, done)
        if status == DONE:
            return redirect("indicators-evaluation", whose.code, made[0].code)
    head = Head(_("New evaluation"), _("Plan an evaluation"), trail_of(whose))
    context = {"head": head, "form": form, "do": _("Save the evaluation")}
    return render(request, "evaluations/form.html", context, status=status)


@action
@never_cache
def change(request: HttpRequest, organization: str, evaluation: str) -> HttpResponse:
    """Give an evaluation another head or state."""
    whose, by = acting_at(request, organization)
    _whose, found, _seen = found_at(request, organization, evaluation)
    (whole,) = whole_evaluations([found])
    data = request.POST.copy() if request.method == "POST" else None
    form, status = ChangeHeadForm(whose, data, initial=_head_of(found, whole)), 200

    def done(said: dict[str, Any]) -> None:
        with checked():
            actions.change_evaluation(by=by, evaluation=found, **said)

    if data is not None:
        status = tried(form, done)
        if status == DONE:
            return redirect("indicators-evaluation", whose.code, found.code)
        data["revision"] = _newest(found)
    return _form(request, whose, found, form, _("Change the evaluation"), _("Save the evaluation"), status=status)


def _head_of(found: PlannedEvaluation, whole: Evaluation) -> dict[str, Any]:
    names = ("title", "kind", "year", "start", "end", "unit", "state", "reason", "report", "revision")
    return {name: getattr(found, name) for name in names} | {
        "nodes": list(whole.nodes),
        "unit": found.unit.code if found.unit else "",
    }


@action
@never_cache
def act(request: HttpRequest, organization: str, evaluation: str, deed: str) -> HttpResponse:
    """An action on what an evaluation found; the query names the part: `of=F2/A1`."""
    whose, by = acting_at(request, organization)
    _whose, found, _seen = found_at(request, organization, evaluation)
    chosen, part = VERBS.get(deed), request.GET.get("of", "")
    if chosen is None or (named := _named(chosen, part)) is None:
        raise Http404
    (whole,) = whole_evaluations([found])
    about, said = _about(whole, named)
    data = request.POST.copy() if request.method == "POST" else None
    form, status = chosen.form(data, initial=said | {"revision": found.revision, "nodes": list(whole.nodes)}), 200

    def done(said: dict[str, Any]) -> None:
        with checked():
            chosen.act(by=by, evaluation=found, **named, **said)

    if data is not None:
        status = tried(form, done)
        if status == DONE:
            return redirect(
                f"{reverse('indicators-evaluation', args=[whose.code, found.code])}#{part.partition('/')[0]}"
            )
        data["revision"] = _newest(found)
    return _form(request, whose, found, form, chosen.title, chosen.button, about, status=status)


def _named(verb: Verb, part: str) -> dict[str, int] | None:
    """The numbers that name a part of an evaluation; None where it is not what the action is on."""
    read = PART.fullmatch(part)
    named = {name: int(text) for name, text in read.groupdict().items() if text} if read else {}
    return named if named.keys() == verb.parts and bool(part) == bool(verb.parts) else None


def _about(whole: Evaluation, named: Mapping[str, int]) -> tuple[list[Fact], dict[str, Any]]:
    """What is said of the part that an action is on, and what its form begins with; Http404 where there is none."""
    if not named:
        return [], {}
    if "lesson" in named:
        lesson = next((one for one in whole.lessons if one.number == named["lesson"]), None)
        if lesson is None:
            raise Http404
        return [Fact(_("What was learned"), lesson.text)], {}
    finding = next((one for one in whole.findings if one.number == named["finding"]), None)
    task = next((one for one in finding.actions if one.number == named.get("action")), None) if finding else None
    if finding is None or ("action" in named and task is None):
        raise Http404
    if task is not None:
        facts = [Fact(_("Recommendation"), finding.recommendation), Fact(_("Action"), task.text)]
        return facts, {"state": task.state.value, "evidence": task.evidence}
    response = finding.response.value if finding.response else ""
    facts = [Fact(_("What was found"), finding.text), Fact(_("Recommendation"), finding.recommendation)]
    return facts, {"response": response, "why": finding.why}


def _newest(found: PlannedEvaluation) -> str:
    return str(PlannedEvaluation.objects.get(pk=found.pk).revision)


def _form(
    request: HttpRequest,
    whose: Organization,
    found: PlannedEvaluation,
    form: forms.Form,
    title: Words,
    button: Words,
    about: list[Fact] | None = None,
    *,
    status: int,
) -> HttpResponse:
    """The page of a form; one that was refused comes back with what was typed, against the newest state."""
    context = {
        "head": Head(title, found.title, trail_of(whose, found)),
        "form": form,
        "do": button,
        "about": about or [],
        "cancel": reverse("indicators-evaluation", args=[whose.code, found.code]),
    }
    return render(request, "evaluations/form.html", context, status=status)
