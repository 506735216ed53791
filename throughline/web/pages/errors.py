"""Pages for what cannot be shown or done: not understood, refused, not found, not possible, failed, away."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

# Seconds after which a database that went away may be asked again.
AGAIN = 10


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood."""
    return _error(request, 400, _("This request could not be understood"), "")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person may not see or do this; the reason where one was given."""
    return _error(request, 403, _("This is not open to you"), _said(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing has this address; the reason where a page gave one, and where to go on."""
    return _error(request, 404, _("Nothing has this address"), _said(exception))


def not_possible(request: HttpRequest, exception: Exception) -> HttpResponse:
    """409: the record does not allow what was asked for, and why."""
    return _error(request, 409, _("This is not possible"), _said(exception))


def provider_away(request: HttpRequest, said: str) -> HttpResponse:
    """503: the provider that signs people in cannot be reached now."""
    return _error(request, 503, _("This is not possible at the moment"), said)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of the program; a page that needs neither database nor context. 503 where the database is away.

    Django asks here whatever was at work when the fault came: a view, a middleware, a template.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return away(request)
    return HttpResponse(render_to_string("errors/failed.html"), status=500)


def away(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer; the page looks again by itself, unless something was sent."""
    again = AGAIN if request.method == "GET" else 0
    page = render_to_string("errors/away.html", {"again": again, "sent": request.method == "POST"})
    return HttpResponse(page, status=503, headers={"Retry-After": str(AGAIN), "Cache-Control": "no-store"})


def _error(request: HttpRequest, status: int, name: str, said: str) -> HttpResponse:
    # What is not found may be open to who signs in.
    context = {"name": name, "said": said, "status": status, "sign_in": status in (403, 404)}
    return render(request, "errors/error.html", context, status=status)


def _said(exception: Exception) -> str:
    return exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
