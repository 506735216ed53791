"""What a docx says of itself: core properties, custom ones and document variables."""

from lxml import etree

from throughline.readers.document.docx.names import NAME, VAL, w
from throughline.readers.document.docx.package import Package

_SYMBOL_VARIABLES = ("sss1", "Symbol1", "symbol")


def variables_of(settings: etree._Element | None) -> dict[str, str]:
    """The document variables {name: value}."""
    if settings is None:
        return {}
    return {element.get(NAME) or "": element.get(VAL) or "" for element in settings.iter(w("docVar"))}


def properties_of(package: Package, variables: dict[str, str]) -> dict[str, str]:
    """Document variables and custom properties under their own names, core properties under theirs in small letters.

    `symbol` is the document's symbol where one of the variables that UN templates keep it in has one.
    """
    found: dict[str, str] = {}
    for kind in ("core-properties", "custom-properties"):
        for _, part in package.related("", kind):
            root = package.root(part)
            for element in () if root is None else root:
                local = etree.QName(element).localname
                words = "".join(str(text) for text in element.itertext()).strip()
                if words:
                    found[element.get("name") or local] = words
    found.update({name: value for name, value in variables.items() if value.strip() not in ("", "-")})
    symbol = next((found[name] for name in _SYMBOL_VARIABLES if found.get(name, "").strip()), "")
    if symbol:
        found["symbol"] = symbol
    return found
