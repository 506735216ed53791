"""Who is asked in French and Spanish acts, with the English names of the catalogue where they are known."""

import re

from throughline.engine.mandates.records import Addressee
from throughline.readers.resolution.verbs.hits import Hit

_MARKER = re.compile(
    r"(?:,\s*)?\b(?:à|de|d['’])\s*(?:(?:ne pas|ne plus|lui|leur|leurs|y|en|se|les|la|le|bien|mieux|aussi|"
    r"également|tout|s['’]|l['’])\s*)*"
    r"[a-zà-ÿ]+(?:er|ir|oir|[dtpmvuîiaef]re)\b|\bqu['’]|\b(?:à ce )?que\b|\s*:\s*$"
)
_SPANISH_MARKER = re.compile(
    r"\b(?:a |de )?que\b|\b(?:a|de|para)\s+[a-zà-ÿ]+(?:ar|er|ir)(?:se|lo|la|le|los|les)?\b|\s*:\s*$"
)
_LEAD = re.compile(r"\s*(?:,[^,]{2,80},\s*)?(?:(?:à|au|aux|le|la|les|al|a los|a las|a la|a|los|las|el)\s+|l['’])?")
_ARTICLE = re.compile(
    r"^(?:(?:tous|toutes|l['’]ensemble des|les|le|la|aux|au|à|des|du|de|autres|ses|leurs|todos|todas|los|las|el|al|"
    r"a|demás|otros|otras)\s+|[ld]['’])+",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:en\b|dans\b|selon|agissant|y compris|notamment|compte tenu|avec\b|sous\b|par\b|conformément|s['’]il|"
    r"si\b|lorsque|le cas échéant|"
    r"qui\b|dont\b|pour\b|afin\b|à (?:titre|cet)|incluidos?|incluidas?|con\b|según|cuando|como|que\b|si\b|"
    r"sobre\b|para\b)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r",\s*|\s+(?:et|ainsi que|y|e|así como)\s+(?=(?:à |aux? |les? |la |l['’]|d['’]autres|tou[ts]|[A-ZÉ]|los |las "
    r"|el |al |a |organi|autres))"
)

NAMES: dict[str, str] = {
    "secrétaire général": "Secretary-General",
    "secretario general": "Secretary-General",
    "secrétaire exécutif": "Executive Secretary",
    "secrétaire exécutive": "Executive Secretary",
    "directeur exécutif": "Executive Director",
    "directrice exécutive": "Executive Director",
    "director ejecutivo": "Executive Director",
    "directora ejecutiva": "Executive Director",
    "directeur général": "Director-General",
    "directrice générale": "Director-General",
    "director general": "Director-General",
    "directora general": "Director-General",
    "états membres": "Member States",
    "etats membres": "Member States",
    "estados miembros": "Member States",
    "états": "States",
    "etats": "States",
    "estados": "States",
    "états parties": "States parties",
    "estados partes": "States parties",
    "gouvernements": "Governments",
    "gobiernos": "Governments",
    "haut-commissaire": "High Commissioner",
    "haute-commissaire": "High Commissioner",
    "alto comisionado": "High Commissioner",
    "alta comisionada": "High Commissioner",
    "haut-commissaire des nations unies aux droits de l'homme": "United Nations High Commissioner for Human Rights",
    "haute-commissaire des nations unies aux droits de l'homme": "United Nations High Commissioner for Human Rights",
    "alto comisionado de las naciones unidas para los derechos humanos": (
        "United Nations High Commissioner for Human Rights"
    ),
    "haut-commissariat": "Office of the High Commissioner",
    "haut-commissariat des nations unies aux droits de l'homme": (
        "Office of the United Nations High Commissioner for Human Rights"
    ),
    "oficina del alto comisionado de las naciones unidas para los derechos humanos": (
        "Office of the United Nations High Commissioner for Human Rights"
    ),
    "rapporteur spécial": "Special Rapporteur",
    "rapporteuse spéciale": "Special Rapporteur",
    "relator especial": "Special Rapporteur",
    "relatora especial": "Special Rapporteur",
    "représentant spécial": "Special Representative",
    "représentante spéciale": "Special Representative",
    "conseil de sécurité": "Security Council",
    "consejo de seguridad": "Security Council",
    "assemblée générale": "General Assembly",
    "asamblea general": "General Assembly",
    "conseil économique et social": "Economic and Social Council",
    "conseil des droits de l'homme": "Human Rights Council",
    "conseil": "Council",
    "consejo": "Council",
    "comité": "Committee",
    "commission": "Commission",
    "comité spécial": "Special Committee",
    "puissance administrante": "Administering Power",
    "puissance administrante intéressée": "Administering Power",
    "communauté internationale": "International community",
    "comunidad internacional": "International community",
    "organisation des nations unies": "United Nations",
    "naciones unidas": "United Nations",
    "organismes des nations unies": "United Nations bodies",
    "système des nations unies": "United Nations system",
    "sistema de las naciones unidas": "United Nations system",
    "organismes du système des nations unies": "Organizations of the United Nations system",
    "organisations internationales": "International organizations",
    "organizaciones internacionales": "International organizations",
    "organisations non gouvernementales": "Non-governmental organizations",
    "organizaciones no gubernamentales": "Non-governmental organizations",
    "institutions spécialisées": "Specialized agencies",
    "organismos especializados": "Specialized agencies",
    "société civile": "Civil society",
    "sociedad civil": "Civil society",
    "secteur privé": "Private sector",
    "sector privado": "Private sector",
    "parties": "Parties",
    "partes": "Parties",
    "parties au conflit": "Parties to the conflict",
    "parties à un conflit armé": "Parties to armed conflict",
    "parties à des conflits armés": "Parties to armed conflict",
    "israël": "Israel",
    "donateurs": "Donors",
    "donantes": "Donors",
    "président de l'assemblée générale": "President of the General Assembly",
    "secrétariat": "Secretariat",
    "secretaría": "Secretariat",
    "bureau international d'éducation": "International Bureau of Education",
    "ministères de l'instruction publique": "Ministries of public education",
}


def who_is_asked_romance(text: str, hit: Hit, end: int, language: str) -> tuple[tuple[Addressee, ...], int]:
    """Return those asked by a French or Spanish act, and where the request starts."""
    if not hit.verb.directive:
        return (), hit.end
    lead = _LEAD.match(text, hit.end, end)
    begin = lead.end() if lead else hit.end
    marker = (_MARKER if language == "fr" else _SPANISH_MARKER).search(text, begin, end)
    if marker is None:
        return (), hit.end
    if marker.start() <= begin and marker.group().lstrip().startswith("qu"):
        return _subject(text, marker.end(), end), marker.start()
    words = text[begin : marker.start()]
    found = []
    for piece in _SPLIT.split(words):
        surface = piece.strip(" ,")
        if not surface or _ASIDE.match(surface):
            continue
        if name := _name(surface):
            found.append(Addressee(name, surface, "explicit"))
    return tuple(found), marker.start()


def _subject(text: str, start: int, end: int) -> tuple[Addressee, ...]:
    """The subject of "que ...": only a name that is known, for where it ends is not marked."""
    words = " ".join(text[start : min(end, start + 120)].replace("’", "'").split())
    bare = _ARTICLE.sub("", words)
    folded = bare.casefold()
    fitting = [name for name in NAMES if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalpha()]
    if not fitting:
        return ()
    longest = max(fitting, key=len)
    return (Addressee(NAMES[longest], bare[: len(longest)], "explicit"),)


def _name(surface: str) -> str | None:
    bare = " ".join(surface.replace("’", "'").split())
    bare = _ARTICLE.sub("", bare).strip(" ,")
    bare = re.sub(
        r"\s+(?:concernée?s?|intéressée?s?|compétente?s?|pertinente?s?|qui\b.*|dont\b.*|interesad[oa]s|"
        r"pertinentes|competentes)$",
        "",
        bare,
    )
    if not bare or len(bare) > 160:
        return None
    known = NAMES.get(bare.casefold())
    if known:
        return known
    return bare[0].upper() + bare[1:]
