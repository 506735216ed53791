"""Kept input: what was typed into a form whose session ended meanwhile, shown again after signing in."""

from collections.abc import Callable

from django import forms, template
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from throughline.web.access import API, action, is_action, takes_files, who
from throughline.web.once import FIELD as ONCE
from throughline.web.once import once_field
from throughline.web.pages import errors

register = template.Library()

# The hidden field of every form that says on whose page it stood, beside the one that makes it a form done once.
TYPED = "typed"
# In the session: what was typed, into which form, on which page, and by whom.
KEPT = "kept input"
SALT = "throughline.web.kept"
NOT_KEPT = ("csrfmiddlewaretoken", TYPED, ONCE)

Answer = Callable[[HttpRequest], HttpResponse]


def keep_input(answer: Answer) -> Answer:
    """Middleware: what comes from a form of a person whose session has ended waits in the session for its person.

    Nobody else can leave anything: a form says in a signed field on whose page it stood. Once it is sent again it
    waits no more: the page that answers shows it, whatever comes of it.
    """

    def keeping(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path_info.startswith(API):
            return answer(request)
        if who(request) is None and is_action(request.path_info) and (mark := _mark(request)):
            _keep(request, mark)
            return redirect(f"{reverse('account_login')}?{urlencode({'next': mark['page']})}")
        if request.session.get(KEPT, {}).get("action") == request.path:
            del request.session[KEPT]
        response = answer(request)
        if (again := _again(response)) and (mark := _mark(request)):
            _keep(request, mark)
            return redirect(f"{again}?{urlencode({'next': mark['page']})}")
        return response

    return keeping


def _again(response: HttpResponse) -> str:
    """The address for signing in again where an action sends there before it looks at anything, else ""."""
    there = response.headers.get("Location", "").partition("?")[0]
    return there if there in (reverse("account_reauthenticate"), reverse("account_login")) else ""


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of a page older than the last sign-in comes back filled in; anything else is refused."""
    mark, person = _mark(request), who(request)
    if mark and person and person.username == mark["who"]:
        _keep(request, mark)
        return redirect(mark["page"])
    return errors.refused(request, PermissionError(reason))


def _mark(request: HttpRequest) -> dict[str, str] | None:
    """Whose form it is and on which page it stood, None where it does not say so truly or comes from elsewhere."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return None
    if takes_files(request.path_info) and not hasattr(request, "_post"):
        return None
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return None
    try:
        mark: dict[str, str] = signing.loads(request.POST.get(TYPED, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return mark


def _keep(request: HttpRequest, mark: dict[str, str]) -> None:
    """Put what was typed into the session; passwords are not kept."""
    values = {name: texts for name, texts in request.POST.lists() if name not in NOT_KEPT and "password" not in name}
    request.session[KEPT] = {**mark, "action": request.path, "values": values}


def typed(request: HttpRequest, address: str = "") -> QueryDict | None:
    """What the person typed into the form that goes to `address` (this page) before the session ended, or None."""
    session, person = getattr(request, "session", None), who(request)
    kept = session.get(KEPT) if session is not None else None
    if session is None or kept is None or person is None:
        return None
    if kept["who"] != person.username:
        del session[KEPT]
        return None
    if kept["action"] != (address.partition("?")[0] or request.path):
        return None
    values = QueryDict(mutable=True)
    for name, texts in kept["values"].items():
        values.setlist(name, texts)
    return values


@action
def forget(request: HttpRequest) -> HttpResponse:
    """Throw away what was typed, and show the page as it is."""
    mark, person = _mark(request), who(request)
    if request.method != "POST" or mark is None or person is None:
        raise Http404
    request.session.pop(KEPT, None)
    return redirect(mark["page"])


@register.simple_tag(takes_context=True)
def typed_again(context: template.Context, form: forms.BaseForm | str, address: str = "") -> bool:
    """Fill a form that was not sent yet with what was typed before the session ended; tell whether there was any.

    A template's `{% typed_again form address as again %}`; `form` is "" for a form without fields of ours.
    """
    values = typed(context["request"], address)
    if values is None:
        return False
    if isinstance(form, forms.BaseForm) and not form.is_bound:
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(values, {}, form.add_prefix(name))
    return not (isinstance(form, forms.BaseForm) and form.is_bound)


@register.simple_tag(takes_context=True)
def form_marks(context: template.Context) -> SafeString:
    """The hidden fields of a form: on whose page it stands, and `once`, by which a form sent twice is known."""
    request = context["request"]
    once = once_field()
    person = who(request)
    if person is None:
        return once
    sent = _mark(request) if request.method == "POST" else None
    mark = sent or {"who": person.username, "page": request.get_full_path()}
    return format_html('{}<input type="hidden" name="{}" value="{}">', once, TYPED, signing.dumps(mark, salt=SALT))


@register.simple_tag(takes_context=True)
def is_kept(context: template.Context) -> bool:
    """Tell whether something that was typed waits for whoever signs in."""
    session = getattr(context["request"], "session", None)
    return session is not None and KEPT in session
