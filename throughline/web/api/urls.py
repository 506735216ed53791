"""The addresses below /api."""

from django.urls import URLPattern, URLResolver, path

from throughline.web.api.description import at_root, openapi
from throughline.web.api.operations import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", at_root),
    path("openapi.json", openapi, name="api-description"),
    *api.urls[0],
]
