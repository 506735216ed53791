"""The leading verb phrase of a Spanish paragraph, read with or without its accents."""

import re

FOLD = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")

_BEFORE = (
    r"(?:(?:tambien|asimismo|ademas|nuevamente|una vez mas|de nuevo|profundamente|hondamente|seriamente|gravemente|"
    r"sumamente|muy|plenamente|firmemente|vivamente|extremadamente|especialmente|particularmente|igualmente|"
    r"en este (?:contexto|sentido|orden de ideas)|a (?:este|ese) respecto|con (?:este|ese) fin|por (?:consiguiente|lo "
    r"tanto)),?\s+){0,3}"
)
_AFTER = (
    r"(?:\s(?:tambien|asimismo|ademas|nuevamente|una vez mas|de nuevo|encarecidamente|energicamente|firmemente|"
    r"vivamente|en particular|por consiguiente|igualmente|solemnemente|categoricamente))?"
)
_FEELING = (
    r"(?:\scon\s(?:(?:gran|profunda?|suma|grave|viva|honda|especial|creciente)\s)?(?:aprecio|reconocimiento|satisfaccion|"
    r"preocupacion|beneplacito|agrado|interes|pesar|gratitud|inquietud|alarma|agradecimiento|vigor|firmeza|insistencia)"
    r"(?:\sy\s(?:aprecio|reconocimiento|satisfaccion|preocupacion|interes|agradecimiento))?)?"
)
_PARTICIPLES = (
    r"(?:habiendo|recordando|reafirmando|afirmando|tomando|teniendo|observando|notando|reconociendo|acogiendo|destacando|"
    r"subrayando|recalcando|considerando|expresando|celebrando|encomiando|elogiando|lamentando|deplorando|condenando|"
    r"poniendo|haciendo|felicitando|felicitandose|congratulandose|guiandose|inspirandose|basandose|actuando|alentando|"
    r"exhortando|instando|invitando|pidiendo|solicitando|esperando|confiando|aguardando|reiterando|renovando|declarando|"
    r"manifestando|apoyando|respaldando|rechazando|agradeciendo|dando|rindiendo|estimando|creyendo|sabiendo|viendo|"
    r"insistiendo|compartiendo|procurando|deseando|siendo|advirtiendo|aprobando|confirmando|prestando|preocupandose|"
    r"remitiendose|senalando|resaltando|"
    r"visto|vista|vistos|vistas|conscientes?|preocupad[oa]s?|convencid[oa]s?|alarmad[oa]s?|guiad[oa]s?|dese[o]s[oa]s?|"
    r"inquiet[oa]s?|consternad[oa]s?|perturbad[oa]s?|indignad[oa]s?|resuelt[oa]s?|decidid[oa]s?|inspirad[oa]s?|"
    r"animad[oa]s?|alentad[oa]s?|atent[oa]s?|conocedor[oa]?|empenad[oa]s?|comprometid[oa]s?|persuadid[oa]s?|"
    r"agradecid[oa]s?|segur[oa] de|fiel a|sabedor[oa]?)"
)
_FINITES = (
    r"(?:decide|pide|solicita|insta|exhorta|alienta|invita|recomienda|toma|observa|nota|acoge|celebra|reafirma|afirma|"
    r"recuerda|subraya|destaca|recalca|hace|pone|reconoce|expresa|aprueba|adopta|autoriza|encomia|elogia|felicita|"
    r"agradece|da las gracias|da instrucciones|lamenta|deplora|condena|exige|reitera|senala|declara|proclama|confirma|"
    r"encarga|encomienda|"
    r"propone|sugiere|conviene|acuerda|manifiesta|considera|estima|apoya|respalda|rechaza|prorroga|establece|crea|nombra|"
    r"designa|elige|formula|aguarda|espera|confia|se (?:compromete|congratula|felicita|suma|declara|muestra|propone|"
    r"adhiere|complace|une|remite)|rinde|mantiene|sigue|ordena|transmite|remite|renueva|ratifica|suscribe|aplaude|"
    r"advierte|resuelve|ruega|anima|acepta|dispone|insiste|preconiza|aboga|tiene|presta|queda|concluye|desea|"
    r"enmienda|modifica|suspende|levanta|denuncia|repudia|saluda|valora|vuelve a|continua|fija)"
)
_LEAD = re.compile(
    rf"{_BEFORE}(?:(?P<participle>{_PARTICIPLES})|(?P<finite>{_FINITES}))(?![\w-])",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s(?:(?:tambien\s|asimismo\s)?nota|en (?:cuenta|consideracion)|presentes?|de (?:relieve|manifiesto)|"
    r"hincapie|suy[oa]s?|"
    r"homenaje|con interes|"
    r"(?:un|otro|nuevamente un)(?:\s\w+)?\sllamamiento|llamamiento|a la atencion|"
    r"(?:examinado|considerado|recibido|estudiado|oido|escuchado|tomado nota|visto|aprobado|adoptado|decidido)|"
    r"(?:profundamente\s|sumamente\s|gravemente\s)?(?:preocupada|alarmada|convencida|consciente|decidida|resuelta)|"
    r"su(?:s)?\s(?:\w+\s){0,2}?(?:preocupacion|inquietud|reconocimiento|agradecimiento|gratitud|aprecio|apoyo|satisfaccion|"
    r"solicitud|peticion|llamamiento|invitacion|determinacion|conviccion|compromiso|intencion|decision)(?![\w])"
    rf"))?{_AFTER}{_FEELING}{_AFTER}",
    re.IGNORECASE,
)


def spanish_lead(text: str, start: int) -> tuple[int, str] | None:
    """The end of the phrase and its form ("finite", "participle"), None where no Spanish verb opens the text."""
    folded = text[start : start + 200].translate(FOLD)
    found = _LEAD.match(folded)
    if found is None:
        return None
    tail = _TAIL.match(folded, found.end())
    return start + (tail.end() if tail else found.end()), found.lastgroup or "finite"
