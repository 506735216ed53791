"""The fields of a form as the content of a request: what they may be in JSON, and what is wrong with those given."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy, override
from pydantic import TypeAdapter
from pydantic import ValidationError as PydanticError

from throughline.web.api.problems import NOT_JSON, NOT_UNDERSTOOD, TOO_LARGE, Refusal, bad_fields

Json = dict[str, Any]
Form = TypeVar("Form", bound=forms.BaseForm)
Wrong = tuple[str, str, str]

JSON = "application/json"
# A text with something in it; NUL no database takes.
SOMETHING = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_ITEMS = 10_000


class RecordsField(forms.Field):
    """Records of one shape, in a list: what only a program sends."""

    widget = forms.MultipleHiddenInput

    def __init__(self, shape: type, **named: Any) -> None:
        super().__init__(required=False, **named)
        self.shape: TypeAdapter[Any] = TypeAdapter(shape)

    def schema(self) -> Json:
        """What one record is, as JSON Schema."""
        whole = self.shape.json_schema()
        return {"type": "object", "properties": _bare(whole["properties"]), "required": whole.get("required", [])} | {
            "additionalProperties": False
        }

    def clean(self, value: Any) -> Any:
        """The records; ValidationError names the first that is none."""
        found = []
        for at, text in enumerate(value or ()):
            try:
                found.append(self.shape.validate_json(text, strict=True, extra="forbid"))
            except PydanticError as wrong:
                first = wrong.errors()[0]
                place = ".".join(map(str, (at, *first["loc"])))
                raise forms.ValidationError(f"{place}: {first['msg']}", code="type") from None
        return found


class TextsField(forms.Field):
    """Several short texts of one pattern: names of things that were chosen in a list."""

    widget = forms.MultipleHiddenInput
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": gettext_lazy("These are none, or too many at once.")}

    def __init__(self, pattern: str, most: int, **named: Any) -> None:
        super().__init__(**named)
        self.pattern, self.most = pattern, most

    def schema(self) -> Json:
        """What one of them may be, as JSON Schema."""
        return {"type": "string", "pattern": self.pattern}

    def to_python(self, value: Any) -> list[str]:
        """The texts, each once."""
        return list(dict.fromkeys(str(one) for one in value)) if isinstance(value, list | tuple) else []

    def validate(self, value: list[str]) -> None:
        """Check that something was chosen, that it is not too much, and every one of it."""
        super().validate(value)
        if len(value) > self.most or any(not re.fullmatch(self.pattern, one) for one in value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


def _bare(properties: Json) -> Json:
    return {name: {key: one for key, one in said.items() if key != "title"} for name, said in properties.items()}


def filled(request: HttpRequest, form: Callable[..., Form], *given: Any, **named: Any) -> Form:
    """The form, made of what it is given besides, with the fields of the request's content; all of them are valid.

    Raises Refusal with what is wrong, field by field, each with a code: those of the form, `unknown` for a field that
    it has not, `type` for a value of another type than the description says.
    """
    content = _content(request)
    bare = form(*given, **named)
    wrong, data = _as_data(bare.fields, content)
    if not wrong:
        bound = form(*given, data=data, **named)
        with override("en"):
            if bound.is_valid():
                return bound
            wrong = _errors(bound)
    raise bad_fields(wrong)


def schema_of(form: type[forms.BaseForm]) -> Json:
    """What the fields of a form may be, as JSON Schema."""
    fields: Mapping[str, forms.Field] = form.base_fields  # type: ignore[attr-defined]
    with override("en"):
        return {
            "type": "object",
            "properties": {name: _described(field) for name, field in fields.items()},
            "required": [name for name, field in fields.items() if field.required],
            "additionalProperties": False,
        }


def _content(request: HttpRequest) -> Json:
    if request.content_type != JSON:
        raise Refusal(NOT_JSON, f"Send {JSON}.")
    try:
        content = json.loads(request.body, object_pairs_hook=_object)
    except RequestDataTooBig as error:
        raise Refusal(TOO_LARGE, "Send less at once.") from error
    except (ValueError, RecursionError) as error:
        raise Refusal(NOT_UNDERSTOOD, "The content is no JSON that can be read.") from error
    if not isinstance(content, dict):
        raise Refusal(NOT_UNDERSTOOD, "The content is one JSON object with the fields.")
    return content


def _object(pairs: list[tuple[str, Any]]) -> Json:
    """An object whose names differ: of two equal ones, one would be passed over."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _as_data(fields: Mapping[str, forms.Field], content: Json) -> tuple[list[Wrong], QueryDict]:
    """The content as a browser would send it, and what in it has no place or another type than is wanted."""
    wrong = [(name[:200], "There is no such field.", "unknown") for name in content if name not in fields]
    data = QueryDict(mutable=True)
    for name, field in fields.items():
        value = content.get(name)
        if value is None:
            continue
        schema = _plain(field)
        if not _is_of(value, schema):
            wrong.append((name, f"It is of the type {schema['type']}, as the description says.", "type"))
        elif isinstance(field, RecordsField):
            data.setlist(name, [json.dumps(one) for one in value])
        elif isinstance(value, list):
            data.setlist(name, [str(one) for one in value])
        elif isinstance(value, bool):
            # A box that is not ticked is not sent; a choice of yes, no and neither is.
            if value or isinstance(field, forms.NullBooleanField):
                data[name] = str(value).lower()
        else:
            data[name] = str(value)
    return wrong, data


def _is_of(value: Any, schema: Json) -> bool:
    match schema["type"]:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return type(value) is int and abs(value) < 2**63
        case "array" if "properties" in schema["items"]:
            return isinstance(value, list) and len(value) <= MOST_ITEMS and all(isinstance(one, dict) for one in value)
        case "array":
            return isinstance(value, list) and len(value) <= MOST_ITEMS and all(_is_text(one) for one in value)
        case _:
            return _is_text(value) and (schema.get("format") != "date" or DAY.fullmatch(value) is not None)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _errors(form: forms.BaseForm) -> list[Wrong]:
    return [
        ("" if name == "__all__" else name, " ".join(error.messages), error.code or "invalid")
        for name, errors in form.errors.as_data().items()
        for error in errors
    ]


def _described(field: forms.Field) -> Json:
    """What a field may be, with its name and its help; one that may be absent may be null too."""
    schema = _plain(field)
    said = ". ".join(str(one).rstrip(".") for one in (field.label, field.help_text) if one)
    if not field.required:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema | ({"description": said} if said else {})


def _plain(field: forms.Field) -> Json:
    match field:
        case RecordsField():
            return {"type": "array", "items": field.schema()}
        case TextsField():
            return {"type": "array", "items": field.schema(), "minItems": 1, "maxItems": field.most}
        case forms.NullBooleanField() | forms.BooleanField():
            return {"type": "boolean"}
        case forms.DecimalField() | forms.FloatField():
            return {"type": "string"}
        case forms.IntegerField():
            bounds = {"minimum": field.min_value, "maximum": field.max_value}
            return {"type": "integer"} | {name: value for name, value in bounds.items() if value is not None}
        case forms.DateField():
            return {"type": "string", "format": "date"}
        case forms.ModelMultipleChoiceField():
            return {"type": "array", "items": {"type": "string"}}
        case forms.ModelChoiceField():
            return {"type": "string"}
        case forms.MultipleChoiceField():
            return {"type": "array", "items": {"type": "string", "enum": _choices(field)}}
        case forms.ChoiceField():
            return {"type": "string", "enum": _choices(field)}
        case forms.FileField():
            raise TypeError("A file is no field of JSON: give its operation a content of its own.")
    return _text(field)


def _text(field: forms.Field) -> Json:
    """What a text may be: as long as the form lets it, and not of blanks alone where it must be there."""
    length = getattr(field, "max_length", None)
    schema: Json = {"type": "string"}
    if isinstance(field, forms.EmailField):
        schema["format"] = "email"
    if field.required and isinstance(field, forms.CharField):
        schema |= {"minLength": 1, "pattern": SOMETHING}
    return schema | ({"maxLength": length} if length else {})


def _choices(field: forms.ChoiceField) -> list[str]:
    choices: Any = field.choices
    return [str(value) for value, _name in choices if value != ""]
