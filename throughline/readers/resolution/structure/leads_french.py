"""The leading verb phrase of a French paragraph, read with or without its accents."""

import re

FOLD = str.maketrans("àâäçéèêëîïôöùûüÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ’‘´", "aaaceeeeiioouuuAAACEEEEIIOOUUU'''")

_ADVERB = (
    r"(?:\s(?:egalement|aussi|en outre|de nouveau|a nouveau|une fois (?:de plus|encore)|instamment|vivement|fermement|"
    r"notamment|en particulier|par ailleurs|derechef|energiquement|solennellement|encore|donc|en consequence))?"
)
_FEELING = (
    r"(?:\savec\s(?:une\s|un\s|la\s)?(?:\w+\s)?(?:satisfaction|preoccupation|inquietude|interet|regret|gratitude|"
    r"reconnaissance|force|vigueur|appreciation|angoisse|consternation)(?:\s(?:vive|profonde|croissante))?)?"
)
_PARTICIPLES = (
    r"(?:ayant|etant|se|prenant|mettant|tenant|gardant|accueillant|considerant|rappelant|reaffirmant|notant|constatant|"
    r"soulignant|reconnaissant|affirmant|deplorant|condamnant|estimant|exprimant|saluant|desireu\w+|conscient\w*|"
    r"convaincu\w*|preoccupe\w*|alarme\w*|profondement|vivement|gravement|guide\w*|resolu\w*|soucieu\w+|inquiet\w*|"
    r"encourageant|soutenant|appuyant|insistant|relevant|observant|regrettant|jugeant|croyant|declarant|reiterant|"
    r"demandant|felicitant|remerciant|approuvant|confirmant|agissant|determine\w*|anime\w*|consterne\w*|attendu|vu|"
    r"partageant|sachant|ayant|rendant|visant|souhaitant|esperant|comptant|invitant|priant|engageant|c onsiderant|"
    r"persuade\w*|indigne\w*|attache\w*|fidele|s'inspirant|s'appuyant|se fondant|faisant|portant|honorant|remarquant)"
)
_FINITES = (
    r"(?:decide|prie|demande|invite|recommande|prend|note|constate|reaffirme|affirme|rappelle|souligne|encourage|engage|"
    r"exhorte|condamne|deplore|exprime|approuve|adopte|accueille|appelle|autorise|charge|considere|declare|estime|exige|"
    r"felicite|remercie|lance|met|rend|reconnait|salue|se felicite|se declare|s'engage|s'inquiete|reitere|renouvelle|"
    r"proclame|confirme|convient|enterine|fait|insiste|juge|preconise|propose|regrette|reste|soutient|appuie|suggere|"
    r"soumet|attire|attend|conseille|se rejouit|se dit|se propose|souscrit|nomme|elit|cree|proroge|denonce|rejette|"
    r"demeure|compte|entend|signale|relève|releve|pense|espere|transmet|renvoie|determine|resout|conclut|presse|ordonne)"
)
_LEAD = re.compile(
    r"(?:(?P<participle>(?:se\s+(?:\w+ment\s)?(?:felicitant|declarant|rejouissant|referant|disant|fondant)|"
    rf"{_PARTICIPLES}))"
    rf"|(?P<finite>{_FINITES}))(?![\w-])",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s(?:acte|note|l'accent|en relief|en garde|compte|a l'esprit|present\w*(?: a l'esprit)?|hommage|un appel|"
    r"appel|sien\w*|siennes?|l'attention|examine|etudie|entendu|recu|pris (?:note|acte)|considere|"
    r"(?:son|sa|ses|leur)\s(?:\w+\s)?"
    r"(?:preoccupation|inquietude|gratitude|appui|soutien|satisfaction|reconnaissance|attachement|determination|appel|"
    r"intention|conviction|engagement|demande)(?:\s\w+e)?|(?:\w+ment\s)?(?:preoccupe|alarme|inquiet|resolu|convaincu)\w*|"
    rf"gre|en outre|seance tenante)(?![\w]))?{_ADVERB}{_FEELING}{_ADVERB}",
    re.IGNORECASE,
)


def french_lead(text: str, start: int) -> tuple[int, str] | None:
    """The end of the phrase and its form ("finite", "participle"), None where no French verb opens the text."""
    folded = text[start : start + 160].translate(FOLD)
    found = _LEAD.match(folded)
    if found is None:
        return None
    tail = _TAIL.match(folded, found.end())
    return start + (tail.end() if tail else found.end()), found.lastgroup or "finite"
