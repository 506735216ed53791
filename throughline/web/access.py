"""Who may ask for what: on a single machine everyone reads and nobody writes; and the headers of every answer."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Answer = Callable[[HttpRequest], HttpResponse]

READING = ("GET", "HEAD")
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)


def strict_headers(answer: Answer) -> Answer:
    """Middleware: no inline script or style, no frame, no device, on every answer, static files included."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return with_headers


def read_only(answer: Answer) -> Answer:
    """Middleware: only GET and HEAD, until there are people with rights."""

    def reading(request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        return answer(request)

    return reading


def of_every_page(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs: the words looked for, and the section of the site that is open."""
    room = request.resolver_match.url_name.split("-")[0] if request.resolver_match else ""
    return {"looked_for": request.GET.get("q", "")[:200], "room": room}
