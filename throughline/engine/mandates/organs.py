"""Bodies that adopt mandates: their names, the words they go by, and how they number what they adopt."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organ:
    """A body that adopts mandates; templates take `{n}`, the number as printed without spaces around the slash.

    `resolution`, `decision` and `statement` are templates of public addresses, None where the body has no such
    thing. `decisions_from` is the item number from which "session/item" is a decision and not a resolution.
    `aliases` are lower-case words that name the body in a text, English, French and Spanish. `roman`: it once
    numbered as `217 (III)`; `short_from`: the session from which its symbols drop the `E/`; `yearly_statements`:
    its "year/number" is a statement of its President.
    """

    name: str
    aliases: tuple[str, ...]
    resolution: str | None
    decision: str | None = None
    statement: str | None = None
    decisions_from: int | None = None
    roman: bool = True
    short_from: int | None = None
    yearly_statements: bool = False


ORGANS: tuple[Organ, ...] = (
    Organ(
        "United Nations Environment Assembly",
        (
            "environment assembly",
            "unea",
            "assemblée des nations unies pour l'environnement",
            "asamblea de las naciones unidas sobre el medio ambiente",
        ),
        "UNEP/EA.{session}/Res.{item}",
        "UNEP/EA.{session}/Dec.{item}",
        roman=False,
    ),
    Organ(
        "UN-Habitat Assembly",
        ("un-habitat assembly", "united nations habitat assembly", "habitat assembly"),
        "HSP/HA.{session}/Res.{item}",
        "HSP/HA.{session}/Dec.{item}",
        roman=False,
    ),
    Organ(
        "Governing Council of UN-Habitat",
        (
            "governing council of un-habitat",
            "governing council of the united nations human settlements programme",
            "un-habitat governing council",
        ),
        "HSP/GC/{n}",
        "HSP/GC/DEC/{n}",
    ),
    Organ(
        "Governing Council of UNEP",
        ("governing council of the united nations environment programme", "unep governing council"),
        "UNEP/GC/RES/{n}",
        "UNEP/GC/DEC/{n}",
    ),
    Organ(
        "Economic and Social Commission for Asia and the Pacific",
        (
            "economic and social commission for asia and the pacific",
            "commission économique et sociale pour l'asie et le pacifique",
            "economic commission for asia and the far east",
            "escap",
            "cesap",
        ),
        "E/ESCAP/RES/{n}",
        "E/ESCAP/DEC/{n}",
        short_from=71,
    ),
    Organ(
        "Economic and Social Commission for Western Asia",
        ("economic and social commission for western asia", "escwa"),
        "E/ESCWA/RES/{n}",
        "E/ESCWA/DEC/{n}",
    ),
    Organ(
        "Economic Commission for Latin America and the Caribbean",
        (
            "economic commission for latin america",
            "comisión económica para américa latina y el caribe",
            "eclac",
            "cepal",
        ),
        "ECLAC/RES/{n}",
        "ECLAC/DEC/{n}",
    ),
    Organ(
        "Economic Commission for Africa",
        ("economic commission for africa", "commission économique pour l'afrique"),
        "E/ECA/RES/{n}",
        "E/ECA/DEC/{n}",
    ),
    Organ("Economic Commission for Europe", ("economic commission for europe",), "ECE/RES/{n}", "ECE/DEC/{n}"),
    Organ(
        "Human Rights Council",
        ("human rights council", "conseil des droits de l'homme", "consejo de derechos humanos"),
        "A/HRC/RES/{n}",
        "A/HRC/DEC/{n}",
        "A/HRC/PRST/{n}",
        decisions_from=101,
        roman=False,
    ),
    Organ(
        "Commission on Human Rights",
        ("commission on human rights", "commission des droits de l'homme", "comisión de derechos humanos"),
        "E/CN.4/RES/{n}",
        "E/CN.4/DEC/{n}",
        decisions_from=101,
    ),
    Organ(
        "Commission on Narcotic Drugs",
        ("commission on narcotic drugs", "commission des stupéfiants", "comisión de estupefacientes"),
        "E/CN.7/RES/{n}",
        "E/CN.7/DEC/{n}",
    ),
    Organ(
        "Commission on Crime Prevention and Criminal Justice",
        (
            "commission on crime prevention and criminal justice",
            "commission pour la prévention du crime et la justice pénale",
            "comisión de prevención del delito y justicia penal",
        ),
        "E/CN.15/RES/{n}",
        "E/CN.15/DEC/{n}",
    ),
    Organ(
        "Commission on the Status of Women",
        (
            "commission on the status of women",
            "commission de la condition de la femme",
            "comisión de la condición jurídica y social de la mujer",
        ),
        "E/CN.6/RES/{n}",
        "E/CN.6/DEC/{n}",
    ),
    Organ(
        "Commission on Population and Development",
        (
            "commission on population and development",
            "commission de la population et du développement",
            "comisión de población y desarrollo",
        ),
        "E/CN.9/RES/{n}",
        "E/CN.9/DEC/{n}",
    ),
    Organ(
        "Commission for Social Development",
        ("commission for social development", "commission du développement social", "comisión de desarrollo social"),
        "E/CN.5/RES/{n}",
    ),
    Organ(
        "Statistical Commission",
        ("statistical commission", "commission de statistique", "comisión de estadística"),
        "E/CN.3/RES/{n}",
        "E/CN.3/DEC/{n}",
    ),
    Organ(
        "Conference of the States Parties to the United Nations Convention against Corruption",
        ("convention against corruption",),
        "CAC/COSP/RES/{n}",
        "CAC/COSP/DEC/{n}",
    ),
    Organ(
        "Conference of the Parties to the United Nations Convention against Transnational Organized Crime",
        ("convention against transnational organized crime",),
        "CTOC/COP/RES/{n}",
        "CTOC/COP/DEC/{n}",
    ),
    Organ(
        "Conference of the Parties to the Convention on Biological Diversity",
        ("convention on biological diversity",),
        None,
        "CBD/COP/DEC/{n}",
    ),
    Organ(
        "Security Council",
        ("security council", "conseil de sécurité", "consejo de seguridad"),
        "S/RES/{n}",
        None,
        "S/PRST/{n}",
        roman=False,
        yearly_statements=True,
    ),
    Organ(
        "Economic and Social Council",
        ("economic and social council", "ecosoc", "conseil économique et social", "consejo económico y social"),
        "E/RES/{n}",
        "E/DEC/{n}",
        decisions_from=201,
    ),
    Organ("Trusteeship Council", ("trusteeship council",), "T/RES/{n}"),
    Organ(
        "General Assembly",
        ("general assembly", "assemblée générale", "asamblea general"),
        "A/RES/{n}",
        "A/DEC/{n}",
        decisions_from=401,
    ),
    Organ(
        "World Health Assembly",
        ("world health assembly", "health assembly", "assemblée mondiale de la santé", "asamblea mundial de la salud"),
        "{n}",
        "{n}",
    ),
    Organ(
        "Plenipotentiary Conference",
        ("plenipotentiary conference", "conférence de plénipotentiaires", "conferencia de plenipotenciarios"),
        None,
    ),
    Organ("ITU Council", ("itu council", "council of the international telecommunication union"), None),
    Organ(
        "UNESCO General Conference",
        ("general conference of the united nations educational", "unesco general conference"),
        None,
    ),
    Organ("UNESCO Executive Board", ("unesco executive board",), None),
)

_APOSTROPHES = str.maketrans({"’": "'", "\u00a0": " ", "\u2011": "-"})
_ALIAS = {alias: organ for organ in ORGANS for alias in (organ.name.casefold(), *organ.aliases)}
_NAMED = re.compile(r"\b(?:" + "|".join(re.escape(a) for a in sorted(_ALIAS, key=len, reverse=True)) + r")\b")


def organ_named(words: str) -> Organ | None:
    """Return the body that the words name first ("Economic and Social Council resolutions"), or None."""
    found = _NAMED.search(words.translate(_APOSTROPHES).casefold())
    return _ALIAS[found.group()] if found else None


def organs_in(words: str) -> list[tuple[str, int, int]]:
    """Return (organ's name, start, end) for the bodies of the catalogue that the words name in full, in order."""
    folded = words.translate(_APOSTROPHES).casefold()
    if len(folded) != len(words):
        return []
    return [(_ALIAS[found.group()].name, found.start(), found.end()) for found in _NAMED.finditer(folded)]


ITU_CONFERENCES: dict[tuple[str, int], str] = {
    (place, year): conference
    for conference, meetings in (
        (
            "Plenipotentiary Conference",
            "Nice 1989, Geneva 1992, Kyoto 1994, Minneapolis 1998, Marrakesh 2002, Antalya 2006, Guadalajara 2010, "
            "Busan 2014, Dubai 2018, Bucharest 2022, Doha 2026",
        ),
        (
            "World Telecommunication Development Conference",
            "Istanbul 2002, Doha 2006, Hyderabad 2010, Dubai 2014, Buenos Aires 2017, Kigali 2022, Baku 2025",
        ),
        (
            "World Telecommunication Standardization Assembly",
            "Montreal 2000, Florianopolis 2004, Florianópolis 2004, Johannesburg 2008, Dubai 2012, Hammamet 2016, "
            "Geneva 2022, New Delhi 2024",
        ),
    )
    for place, year in ((m.rsplit(" ", 1)[0], int(m.rsplit(" ", 1)[1])) for m in meetings.split(", "))
}
