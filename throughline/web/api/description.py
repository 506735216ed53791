"""What the API can do, told to programs (OpenAPI 3.1) and to people (a plain page without anything from elsewhere)."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import conditional_page, etag, require_safe
from pydantic import TypeAdapter

from throughline.web.api.conditional import VERSION
from throughline.web.api.operations import api
from throughline.web.api.problems import PROBLEM, ROOT, STATUS, TITLES, Problem
from throughline.web.pages.frame import Head

Json = dict[str, Any]
# Parameters that the page tells once.
SHARED = ("organization", "limit", "cursor", "format", "bom", "Idempotency-Key", "If-Match")
REFUSALS = {
    401: "The token opens nothing: it is wrong, expired or revoked; or none was sent where one is needed.",
    404: "Nothing has this address.",
    406: "The answer does not come in the form that was asked for.",
    422: "A parameter could not be understood, or there is no such parameter.",
}
REFUSALS_OF_ACTIONS = {
    400: "The content could not be read.",
    401: "The token opens nothing, or none was sent.",
    403: "The person may not do this, or the token only reads.",
    404: "Nothing has this address.",
    409: "The record does not allow it.",
    422: "A parameter, a field or the key of the request could not be taken as it is.",
}
OF_CONTENT = {413: "The content is too large.", 415: "The content is no JSON."}
OF_MATCHED = {412: "It was changed in between: what stands now is in `current`.", 428: "If-Match is absent."}
ETAG = {"description": "The state of the answer, for If-None-Match.", "schema": {"type": "string"}}
HEADERS = {
    "ETag": ETAG,
    "Link": {"description": "Of a list, the next page (rel=next).", "schema": {"type": "string"}},
}


@cache
def description() -> Json:
    """The description of the API as OpenAPI 3.1; made once, from the operations as they are."""
    whole: Json = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{ROOT}/")))
    whole["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    whole["servers"] = [{"url": "/"}]
    # Without a token there is what is published, and all of it on a machine where nobody signs in.
    whole["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    whole["security"] = [{}, {"token": []}]
    for methods in whole["paths"].values():
        # HEAD answers wherever GET does; a second entry would say the same twice.
        methods.pop("head", None)
        for method, operation in methods.items():
            _complete(method, operation)
    schemas: Json = whole["components"]["schemas"]
    problem = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    used = json.dumps(whole["paths"]) + json.dumps(schemas)
    whole["components"]["schemas"] = {
        name: _closed(schema) for name, schema in sorted(schemas.items()) if f'schemas/{name}"' in used
    }
    return whole


def _complete(method: str, operation: Json) -> None:
    """An operation with what it refuses, its headers, and parameters that are absent or one of their values."""
    if not operation["description"].strip():
        del operation["description"]
    refusals = REFUSALS
    if method == "get":
        operation["responses"]["200"]["headers"] = HEADERS
        operation["responses"]["304"] = {"description": "Nothing changed since the answer with the ETag that was sent."}
    else:
        operation["security"] = [{"token": []}]
        is_matched = any(one["name"] == "If-Match" for one in operation["parameters"])
        refusals = REFUSALS_OF_ACTIONS | (OF_CONTENT if "requestBody" in operation else {})
        refusals |= OF_MATCHED if is_matched else {}
    for status, says in refusals.items():
        content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"][str(status)] = {"description": says, "content": content}
    for parameter in operation["parameters"]:
        parameter["schema"] = _plain(parameter["schema"])
        if "example" in parameter["schema"]:
            parameter["example"] = parameter["schema"].pop("example")


def _plain(schema: Json) -> Json:
    """The schema of a parameter without null, for a parameter is absent instead, and without a name of its own."""
    kinds = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    schema.pop("title", None)
    schema.pop("description", None)
    return schema | (kinds[0] if kinds else {})


def _closed(schema: Json) -> Json:
    """The schema of a record, which has all its fields and no others."""
    if "properties" in schema:
        schema["required"] = list(schema["properties"])
        schema["additionalProperties"] = False
    return schema


def _tag(request: HttpRequest) -> str:
    return f'"{sha256(f"{VERSION} {request.path}".encode()).hexdigest()[:32]}"'


@require_safe
@etag(_tag)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for programs."""
    return HttpResponse(json.dumps(description(), ensure_ascii=False), content_type="application/json")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    kind: str
    says: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    says: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a problem as the page shows it."""

    code: str
    status: int
    title: str


@conditional_page
def page(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    subjects: dict[str, list[Operation]] = {}
    shared: dict[str, Parameter] = {}
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            subjects.setdefault(operation["tags"][0], []).append(_operation(method, path, operation))
            shared |= {one.name: one for one in _parameters(operation) if one.name in SHARED}
    context = {
        "head": Head("For programs", "The API"),
        "subjects": list(subjects.items()),
        "shared": list(shared.values()),
        "codes": [Code(code, status, TITLES[code]) for code, status in STATUS.items()],
        "description": f"{ROOT}/openapi.json",
        "root": ROOT,
    }
    return render(request, "api/operations.html", context)


def _operation(method: str, path: str, operation: Json) -> Operation:
    own = tuple(one for one in (*_parameters(operation), *_fields(operation)) if one.name not in SHARED)
    says = operation.get("description", "")
    return Operation(operation["operationId"], method.upper(), path, operation["summary"], says, own)


def _parameters(operation: Json) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(one["name"], _kind(one["schema"]), one.get("description", ""), one["required"])
        for one in operation["parameters"]
    )


def _fields(operation: Json) -> tuple[Parameter, ...]:
    """The fields of the content of an action."""
    if "requestBody" not in operation:
        return ()
    ((_form, content),) = operation["requestBody"]["content"].items()
    schema = content["schema"]
    needed = schema.get("required", ())
    return tuple(
        Parameter(name, _kind(one), one.get("description", ""), name in needed)
        for name, one in schema.get("properties", {}).items()
    )


def _kind(schema: Json) -> str:
    """What a parameter may be, in a word: its choices, its format or its type."""
    if "enum" in schema:
        return " | ".join(one for one in schema["enum"] if one is not None)
    kind = schema.get("format", schema.get("type", ""))
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


@require_safe
def at_root(request: HttpRequest) -> HttpResponse:
    """The page has no slash at its end; whoever types one is led there."""
    return redirect("api", permanent=True)
