"""French and Spanish verbs by which a body acts; every one gives the English base form."""

import re

from throughline.readers.resolution.lexicon.verbs import Verb, table

FRENCH: dict[str, Verb] = {
    **table("demand", "exige=demand charge=instruct ordonne=order enjoint=direct", directive=True),
    **table(
        "request",
        "prie=request demande=request exhorte=urge engage=urge appelle=call_upon adjure=implore",
        directive=True,
    ),
    **table(
        "encourage",
        "invite=invite encourage=encourage recommande=recommend préconise=recommend suggère=suggest "
        "propose=propose conseille=advise",
        directive=True,
    ),
    **table(
        "decide",
        "décide=decide autorise=authorize habilite=authorize convient=agree adopte=adopt "
        "approuve=approve proclame=proclaim déclare=declare constitue=establish crée=establish désigne=designate "
        "nomme=appoint élit=elect proroge=extend prolonge=extend confirme=confirm souscrit=endorse "
        "entérine=endorse "
        "avalise=endorse accepte=accept établit=establish",
    ),
    **table(
        "none",
        "rappelle=recall réaffirme=reaffirm souligne=stress note=note constate=note relève=note salue=welcome "
        "félicite=commend condamne=condemn regrette=regret déplore=deplore reconnaît=recognize reconnait=recognize "
        "estime=consider considère=consider affirme=affirm remercie=thank exprime=express insiste=stress "
        "réitère=reiterate renouvelle=renew appuie=support soutient=support rejette=reject dénonce=denounce "
        "applaudit=applaud loue=commend observe=note espère=hope compte=expect entend=intend attend=look_forward "
        "affirme=affirm mesure=recognize",
    ),
    **table(
        "none",
        "prend se s' fait lance rend met attire demeure reste accueille donne sait tient émet apprécie=appreciate",
        strong=False,
    ),
}
FRENCH_PHRASES: tuple[tuple[re.Pattern[str], Verb], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), Verb(base, force, directive))
    for pattern, base, force, directive in (
        (
            r"prend (?:également |aussi |en outre )?(?:note|acte)(?: avec [\w ]{3,30}?(?= d))?",
            "take note",
            "none",
            False,
        ),
        (r"prend en (?:considération|compte)", "take into account", "none", False),
        (r"se félicite(?: (?:également|aussi|en outre|de nouveau))?", "welcome", "none", False),
        (r"se réjouit", "welcome", "none", False),
        (
            r"(?:accueille|note|constate) (?:également |aussi )?avec (?:satisfaction|intérêt|faveur)",
            "welcome",
            "none",
            False,
        ),
        (r"(?:note|constate|relève) avec [\w ]{3,30}?(?= que| qu'| l| d)", "note", "none", False),
        (
            r"se déclare (?:[\w]+ment |très |vivement |extrêmement )*(?:préoccupée?|inquiète?|alarmée?)",
            "express concern",
            "none",
            False,
        ),
        (r"se dit (?:[\w]+ment |très )*(?:préoccupée?|inquiète?|alarmée?)", "express concern", "none", False),
        (r"s'inquiète|s'alarme", "express concern", "none", False),
        (r"se déclare|se dit", "express", "none", False),
        (r"(?:demeure|reste) (?:[\w]+ment )?(?:préoccupée?|inquiète?|alarmée?)", "express concern", "none", False),
        (r"(?:demeure|reste) (?:[\w]+ment )?saisie?", "decide", "decide", False),
        (r"fait (?:siennes?|siens?|sien)", "endorse", "decide", False),
        (r"fait appel", "appeal", "request", True),
        (
            r"lance (?:un |de nouveau un |à nouveau un )?(?:nouvel |vibrant |pressant |urgent )?appel",
            "appeal",
            "request",
            True,
        ),
        (r"rend hommage", "pay tribute", "none", False),
        (r"met (?:[\w]+ment )?(?:l'accent|en relief|en évidence|en avant)", "emphasize", "none", False),
        (r"met en garde", "warn", "none", False),
        (r"attire l'attention|appelle l'attention", "draw attention", "none", False),
        (
            r"(?:réitère|renouvelle|réaffirme) (?:sa |la )?(?:demande|prière)"
            r"(?: qu'(?:elle|il) (?:a|avait) (?:déjà )?(?:faite?|adressée?|formulée?|présentée?))?",
            "request",
            "request",
            True,
        ),
        (r"(?:réitère|renouvelle) (?:son |l')?(?:appel|exhortation)", "call upon", "request", True),
        (r"(?:réitère|renouvelle) (?:son |l')?invitation", "invite", "encourage", True),
        (
            r"exprime (?:(?:sa|son|ses|à|au|aux|une|un|de|\w+) ){0,6}?(?:gratitude|reconnaissance|remerciements)",
            "express gratitude",
            "none",
            False,
        ),
        (r"exprime (?:\w+ ){0,4}?(?:inquiétude|préoccupation)", "express concern", "none", False),
        (r"exprime (?:\w+ ){0,4}?(?:satisfaction)", "express satisfaction", "none", False),
        (r"demande instamment|prie instamment|engage vivement|demande avec insistance", "urge", "request", True),
        (r"attend avec (?:intérêt|impatience)", "look forward", "none", False),
        (r"émet le (?:vœu|voeu)", "express wish", "none", False),
        (r"donne (?:pour )?(?:instruction|mandat)", "instruct", "demand", True),
        (r"sait gré", "express appreciation", "none", False),
        (r"tient compte", "take into account", "none", False),
    )
)
SPANISH: dict[str, Verb] = {
    **table("demand", "exige=demand encarga=instruct ordena=order", directive=True),
    **table("request", "pide=request solicita=request ruega=request insta=urge exhorta=call_upon", directive=True),
    **table(
        "encourage",
        "invita=invite alienta=encourage recomienda=recommend propone=propose sugiere=suggest anima=encourage",
        directive=True,
    ),
    **table(
        "decide",
        "decide=decide resuelve=resolve autoriza=authorize aprueba=approve adopta=adopt proclama=proclaim "
        "declara=declare establece=establish designa=designate elige=elect prorroga=extend confirma=confirm "
        "acepta=accept conviene=agree acuerda=agree",
    ),
    **table(
        "none",
        "recuerda=recall reafirma=reaffirm reitera=reiterate subraya=stress destaca=emphasize recalca=emphasize "
        "observa=note señala=note condena=condemn lamenta=regret deplora=deplore reconoce=recognize "
        "considera=consider "
        "afirma=affirm agradece=thank expresa=express apoya=support rechaza=reject encomia=commend elogia=commend "
        "felicita=congratulate celebra=welcome respalda=support nota=note advierte=note estima=consider "
        "aplaude=applaud renueva=renew insiste=stress denuncia=denounce saluda=welcome resalta=emphasize "
        "valora=appreciate",
    ),
    **table("decide", "crea=establish nombra=appoint ratifica=endorse suscribe=endorse dispone=decide", strong=True),
    **table("demand", "encomienda=instruct", directive=True),
    **table(
        "none",
        "toma acoge hace pone rinde aguarda se manifiesta espera=expect da tiene sigue mantiene formula confía "
        "queda ve",
        strong=False,
    ),
}
SPANISH_PHRASES: tuple[tuple[re.Pattern[str], Verb], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), Verb(base, force, directive))
    for pattern, base, force, directive in (
        (
            r"toma (?:también |asimismo |además )?nota(?: también| asimismo| además)?(?: con [\w ]{3,30}?(?= de))?",
            "take note",
            "none",
            False,
        ),
        (r"toma en (?:consideración|cuenta)", "take into account", "none", False),
        (
            r"acoge (?:también |asimismo |además )?con (?:\w+ )?(?:beneplácito|satisfacción|agrado|aprecio|"
            r"reconocimiento)",
            "welcome",
            "none",
            False,
        ),
        (r"se (?:felicita|congratula|complace)", "welcome", "none", False),
        (r"se (?:suma|adhiere)", "endorse", "none", False),
        (r"se compromete", "commit", "decide", False),
        (r"da las gracias", "thank", "none", False),
        (r"da instrucciones", "instruct", "demand", True),
        (r"tiene (?:presente|en cuenta)", "bear in mind", "none", False),
        (
            r"(?:sigue|se muestra|se declara|está) (?:\w+mente )?(?:preocupada|inquieta|alarmada|preocupado)",
            "express concern",
            "none",
            False,
        ),
        (
            r"(?:pide|solicita|insta|exhorta) (?:también |además )?(?:encarecidamente|enérgicamente)",
            "urge",
            "request",
            True,
        ),
        (r"formula un (?:\w+ )?llamamiento", "appeal", "request", True),
        (r"ve con (?:preocupación|satisfacción|agrado)", "note", "none", False),
        (r"hace (?:suy[oa]s?)", "endorse", "decide", False),
        (r"hace un (?:nuevo )?llamamiento", "appeal", "request", True),
        (r"hace hincapié", "emphasize", "none", False),
        (r"pone de (?:relieve|manifiesto)", "emphasize", "none", False),
        (r"rinde homenaje", "pay tribute", "none", False),
        (r"aguarda con interés|espera con interés", "look forward", "none", False),
        (r"(?:observa|nota) con (?:preocupación|reconocimiento|satisfacción|interés|inquietud)", "note", "none", False),
        (r"(?:expresa|manifiesta) (?:\w+ ){0,4}?(?:preocupación|inquietud)", "express concern", "none", False),
        (r"expresa (?:\w+ ){0,4}?(?:reconocimiento|agradecimiento|gratitud)", "express appreciation", "none", False),
        (
            r"(?:reitera|renueva) (?:su |la )?(?:petición|solicitud)(?: que (?:hizo|formuló|dirigió))?",
            "request",
            "request",
            True,
        ),
        (r"(?:reitera|renueva) (?:su |el )?(?:llamamiento)", "call upon", "request", True),
        (r"(?:reitera|renueva) (?:su |la )?invitación", "invite", "encourage", True),
        (r"señala a la atención", "draw attention", "none", False),
        (r"se declara|se muestra", "express", "none", False),
    )
)
