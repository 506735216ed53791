"""Acts of French and Spanish resolutions, written here as the two languages of real ones are: verbs, whom, by when."""

import pytest

from tests.readers.reading_of import reading_of
from throughline.engine.mandates.records import Act
from throughline.readers.document import read_source
from throughline.readers.resolution import read_resolution
from throughline.readers.resolution.acts import acts_of

GA, HRC, SC = "General Assembly", "Human Rights Council", "Security Council"
ECOSOC = "Economic and Social Council"


def acts(*texts: str, language: str, body: str = GA) -> list[tuple[Act, ...]]:
    return list(acts_of(reading_of(*texts, language=language, body=body)))


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Engage instamment les États Membres à réparer les roues ;", [("urge", ["Member States"])]),
        ("fr", "Demande instamment à Israël de rouvrir le moulin ;", [("urge", ["Israel"])]),
        ("fr", "Exige que toutes les parties ouvrent les écluses ;", [("demand", ["Parties"])]),
        ("fr", "Charge le Comité consultatif d'examiner le compte ;", [("instruct", ["Advisory Committee"])]),
        ("fr", "Autorise le Secrétaire général à louer trois moulins ;", [("authorize", [])]),
        ("fr", "Se déclare vivement préoccupée par la sécheresse ;", [("express concern", [])]),
        ("fr", "Fait siennes les conclusions du Comité consultatif ;", [("endorse", [])]),
        ("fr", "Prend acte avec satisfaction du registre ;", [("take note", [])]),
        ("fr", "Lance un appel aux donateurs pour qu'ils versent des contributions ;", [("appeal", ["Donors"])]),
        (
            "fr",
            "Encourage les gouvernements à former des meuniers, et les prie de rendre compte des progrès ;",
            [("encourage", ["Governments"]), ("request", ["Governments"])],
        ),
        (
            "fr",
            "Réitère la demande qu'elle a faite au Secrétaire général de publier la liste ;",
            [("request", ["Secretary-General"])],
        ),
        (
            "fr",
            "Invite l'Organisation des Nations Unies pour l'éducation, la science et la culture et le Conseil "
            "économique "
            "et social à examiner la question ;",
            [("invite", ["United Nations Educational, Scientific and Cultural Organization", ECOSOC])],
        ),
        (
            "fr",
            "Rappelle sa résolution 70/1, souligne l'importance des moulins et prie la Secrétaire exécutive, "
            "agissant en "
            "consultation avec les États Membres, de compter les sacs ;",
            [("recall", []), ("stress", []), ("request", ["Executive Secretary"])],
        ),
        ("es", "Insta a los Estados Miembros a que reparen las ruedas;", [("urge", ["Member States"])]),
        ("es", "Exige a todas las partes que abran las esclusas;", [("demand", ["Parties"])]),
        ("es", "Encarga a la Comisión Consultiva que examine la cuenta;", [("instruct", ["Advisory Committee"])]),
        ("es", "Autoriza al Secretario General a arrendar tres molinos;", [("authorize", [])]),
        ("es", "Expresa su profunda preocupación por la sequía;", [("express concern", [])]),
        ("es", "Hace suyas las conclusiones de la Comisión Consultiva;", [("endorse", [])]),
        ("es", "Toma nota también con aprecio del registro;", [("take note", [])]),
        ("es", "Acoge con beneplácito el registro;", [("welcome", [])]),
        ("es", "Hace un llamamiento a los donantes para que aporten contribuciones;", [("appeal", ["Donors"])]),
        ("es", "Da las gracias a los molineros;", [("thank", [])]),
        (
            "es",
            "Alienta a los gobiernos a que formen molineros, y les pide que informen de los progresos;",
            [("encourage", ["Governments"]), ("request", ["Governments"])],
        ),
        (
            "es",
            "Reitera la solicitud que hizo al Secretario General de que publique la lista;",
            [("request", ["Secretary-General"])],
        ),
        (
            "es",
            "Invita al Consejo Económico y Social y a la Organización de las Naciones Unidas para la Alimentación y la "
            "Agricultura a que examinen la cuestión;",
            [("invite", [ECOSOC, "Food and Agriculture Organization of the United Nations"])],
        ),
        (
            "es",
            "Recuerda su resolución 70/1, subraya la importancia de los molinos y solicita a la Secretaria "
            "Ejecutiva que, "
            "en consulta con los Estados Miembros, cuente los sacos;",
            [("recall", []), ("stress", []), ("request", ["Executive Secretary"])],
        ),
    ],
)
def test_verbs_and_those_asked(language: str, text: str, found: list[tuple[str, list[str]]]) -> None:
    assert [(a.verb, [n.name for n in a.addressees]) for a in acts(text, language=language)[0]] == found


@pytest.mark.parametrize(
    ("language", "text", "own", "body", "session", "latest"),
    [
        ("fr", "Prie le Président de faire rapport à sa soixante-dix-neuvième session ;", GA, GA, "79", "2025-09-08"),
        ("fr", "Prie le Président de faire rapport à sa 79e session ;", GA, GA, "79", "2025-09-08"),
        (
            "fr",
            "Décide d'inscrire la question à l'ordre du jour provisoire de sa quatre-vingtième session ;",
            GA,
            GA,
            "80",
            "2026-09-07",
        ),
        (
            "fr",
            "Prie le Président de présenter un rapport à la première partie de la reprise de sa soixante-dix-huitième "
            "session ;",
            GA,
            GA,
            "78",
            "2024-04-15",
        ),
        (
            "fr",
            "Prie le Rapporteur spécial de faire rapport au Conseil des droits de l'homme à sa cinquante-septième "
            "session ;",
            GA,
            HRC,
            "57",
            "2024-10-31",
        ),
        (
            "fr",
            "Prie le Rapporteur spécial de lui présenter un rapport à sa cinquante-septième session et de présenter le "
            "même à l'Assemblée générale à sa quatre-vingtième session ;",
            HRC,
            HRC,
            "57",
            "2024-10-31",
        ),
        (
            "fr",
            "Invite la Commission de la condition de la femme à examiner la roue à sa soixante-neuvième session ;",
            GA,
            "Commission on the Status of Women",
            "69",
            "2025-03-31",
        ),
        (
            "fr",
            "Prie le Président de faire rapport au Conseil économique et social à sa session de 2025 ;",
            GA,
            ECOSOC,
            "2025",
            "2025-12-31",
        ),
        (
            "fr",
            "Décide de tenir une réunion pendant la quatre-vingtième session de l'Assemblée générale ;",
            HRC,
            GA,
            "80",
            "2026-09-07",
        ),
        (
            "es",
            "Pide al Presidente que informe en su septuagésimo noveno período de sesiones;",
            GA,
            GA,
            "79",
            "2025-09-08",
        ),
        ("es", "Pide al Presidente que informe en su 79º período de sesiones;", GA, GA, "79", "2025-09-08"),
        (
            "es",
            "Decide incluir el tema en el programa provisional de su octogésimo período de sesiones;",
            GA,
            GA,
            "80",
            "2026-09-07",
        ),
        (
            "es",
            "Pide al Presidente que presente un informe en la primera parte de la continuación de su septuagésimo "
            "octavo "
            "período de sesiones;",
            GA,
            GA,
            "78",
            "2024-04-15",
        ),
        (
            "es",
            "Pide al Relator Especial que informe al Consejo de Derechos Humanos en su 57º período de sesiones;",
            GA,
            HRC,
            "57",
            "2024-10-31",
        ),
        (
            "es",
            "Invita a la Comisión de la Condición Jurídica y Social de la Mujer a que examine la rueda en su 69º "
            "período "
            "de sesiones;",
            GA,
            "Commission on the Status of Women",
            "69",
            "2025-03-31",
        ),
        (
            "es",
            "Pide al Presidente que informe al Consejo Económico y Social en su período de sesiones de 2025;",
            GA,
            ECOSOC,
            "2025",
            "2025-12-31",
        ),
        (
            "es",
            "Decide celebrar una reunión durante el octogésimo período de sesiones de la Asamblea General;",
            HRC,
            GA,
            "80",
            "2026-09-07",
        ),
        (
            "es",
            "Decide seguir examinando la cuestión en su próximo período de sesiones;",
            HRC,
            HRC,
            "55",
            "2024-04-15",
        ),
        ("fr", "Décide d'examiner de nouveau la question à sa prochaine session ;", HRC, HRC, "55", "2024-04-15"),
    ],
)
def test_sessions_are_bound_to_their_body_and_dates(
    language: str, text: str, own: str, body: str, session: str, latest: str
) -> None:
    found = acts(text, language=language, body=own)[0][0].deadline
    assert found is not None
    assert (found.kind, found.body, found.session, found.latest) == ("session", body, session, latest)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Prie le Président de tenir compte des vues exprimées à sa soixante-dix-septième session ;"),
        ("fr", "Décide d'appliquer la décision adoptée à sa soixante-dix-septième session ;"),
        ("fr", "Approuve le rapport du Comité sur les travaux de sa cinquante-cinquième session ;"),
        ("fr", "Prie le Président de se fonder sur les textes de la vingt-troisième session extraordinaire ;"),
        (
            "es",
            "Pide al Presidente que tenga en cuenta las opiniones expresadas en su septuagésimo séptimo período de "
            "sesiones;",
        ),
        ("es", "Decide aplicar la decisión adoptada en su septuagésimo séptimo período de sesiones;"),
        ("es", "Aprueba el informe del Comité sobre la labor realizada en su 55º período de sesiones;"),
    ],
)
def test_sessions_that_are_only_spoken_of_set_no_time(language: str, text: str) -> None:
    assert [act.deadline for act in acts(text, language=language)[0]] == [None]


@pytest.mark.parametrize(
    ("language", "text", "latest"),
    [
        ("fr", "Prie le Président de publier la liste le 31 mars 2025 au plus tard ;", "2025-03-31"),
        ("fr", "Prie le Président de publier la liste au plus tard le 1er mars 2025 ;", "2025-03-01"),
        ("fr", "Prie le Président de publier la liste d'ici à la fin de 2025 ;", "2025-12-31"),
        ("fr", "Prie le Président de publier la liste avant juin 2025 ;", "2025-06-30"),
        ("fr", "Décide de proroger jusqu'au 15 mars 2025 le mandat de la Mission ;", "2025-03-15"),
        ("fr", "Décide de proroger le mandat de la Mission pour une période de six mois ;", "2024-06-20"),
        (
            "fr",
            "Prie le Président de lui faire rapport dans un délai de trente jours à compter de l'adoption de la "
            "présente "
            "résolution ;",
            "2024-01-19",
        ),
        ("fr", "Autorise le Comité à se réunir du 3 au 7 juin 2024 ;", "2024-06-07"),
        ("es", "Pide al Presidente que publique la lista a más tardar el 31 de marzo de 2025;", "2025-03-31"),
        ("es", "Pide al Presidente que publique la lista antes del 1 de marzo de 2025;", "2025-03-01"),
        ("es", "Pide al Presidente que publique la lista para fines de 2025;", "2025-12-31"),
        ("es", "Pide al Presidente que publique la lista antes de junio de 2025;", "2025-06-30"),
        ("es", "Decide prorrogar hasta el 15 de marzo de 2025 el mandato de la Misión;", "2025-03-15"),
        ("es", "Decide prorrogar el mandato de la Misión por un período de seis meses;", "2024-06-20"),
        (
            "es",
            "Pide al Presidente que le informe en un plazo de treinta días a partir de la aprobación de la presente "
            "resolución;",
            "2024-01-19",
        ),
        ("es", "Autoriza al Comité a reunirse del 3 al 7 de junio de 2024;", "2024-06-07"),
    ],
)
def test_days_and_terms_give_the_last_day(language: str, text: str, latest: str) -> None:
    found = acts(text, language=language, body=SC)[0][0].deadline
    assert found is not None
    assert (found.kind, found.latest) == ("date", latest)


@pytest.mark.parametrize(
    ("language", "text", "to", "recurrence"),
    [
        (
            "fr",
            "Prie le Secrétaire général de lui rendre compte de l'application de la présente résolution ;",
            GA,
            None,
        ),
        (
            "fr",
            "Prie le Secrétaire général de présenter chaque année un rapport au Conseil de sécurité ;",
            SC,
            "chaque année",
        ),
        ("fr", "Prie le Secrétaire général de la tenir informée de l'évolution de la situation ;", GA, None),
        ("fr", "Prie le Secrétaire général de tenir les États Membres régulièrement informés ;", "Member States", None),
        ("fr", "Prie la Haute-Commissaire de faire oralement le point de la situation ;", None, None),
        ("fr", "Demande que le Secrétaire général fasse rapport au Conseil économique et social ;", ECOSOC, None),
        ("fr", "Prie le Secrétaire général de faire figurer ces chiffres dans son prochain rapport ;", None, None),
        (
            "es",
            "Solicita al Secretario General que le informe sobre la aplicación de la presente resolución;",
            GA,
            None,
        ),
        (
            "es",
            "Solicita al Secretario General que presente anualmente un informe al Consejo de Seguridad;",
            SC,
            "anualmente",
        ),
        ("es", "Solicita al Secretario General que la mantenga informada de la evolución de la situación;", GA, None),
        (
            "es",
            "Solicita al Secretario General que mantenga periódicamente informados a los Estados Miembros;",
            "Member States",
            None,
        ),
        ("es", "Solicita a la Alta Comisionada que presente oralmente información actualizada;", None, None),
        ("es", "Solicita al Secretario General que incluya esas cifras en su próximo informe;", None, None),
    ],
)
def test_reports_that_are_asked_for_say_to_whom_and_how_often(
    language: str, text: str, to: str | None, recurrence: str | None
) -> None:
    reporting = acts(text, language=language)[0][0].reporting
    assert reporting is not None
    assert (reporting.to, reporting.recurrence) == (to, recurrence)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Prie le Secrétaire général d'appliquer les recommandations que présente le rapport du Comité ;"),
        ("fr", "Invite les États Membres à présenter des candidats ;"),
        ("fr", "Prend note du rapport que le Secrétaire général a présenté ;"),
        ("es", "Solicita al Secretario General que aplique las recomendaciones del informe del Comité;"),
        ("es", "Invita a los Estados Miembros a que presenten candidatos;"),
        ("es", "Toma nota del informe que presentó el Secretario General;"),
    ],
)
def test_reports_that_are_only_spoken_of_are_no_reporting(language: str, text: str) -> None:
    assert [act.reporting for act in acts(text, language=language)[0]] == [None]


def test_items_inherit_verb_and_addressee() -> None:
    french = acts(
        "Prie le Secrétaire général :",
        "(a) De compter les sacs ;",
        "(b) De lui faire rapport à sa quatre-vingtième session ;",
        language="fr",
    )
    spanish = acts(
        "Solicita al Secretario General que:",
        "(a) Cuente los sacos;",
        "(b) Le informe en su octogésimo período de sesiones;",
        language="es",
    )
    for found in (french, spanish):
        assert [[(a.verb, [n.name for n in a.addressees], a.inherited) for a in its] for its in found] == [
            [],
            [("request", ["Secretary-General"], True)],
            [("request", ["Secretary-General"], True)],
        ]
        last = found[2][0]
        assert last.deadline is not None
        assert last.reporting is not None
        assert (last.deadline.session, last.reporting.to) == ("80", GA)


FRENCH = """Nations Unies	A/RES/85/77
Assemblée générale	Distr. générale
14 mars 2031
Quatre-vingt-cinquième session
Point 12 b) de l'ordre du jour
Résolution adoptée par l'Assemblée générale le 2 mars 2031
85/77.	Phares et garde des côtes
L'Assemblée  générale,
Rappelant ses résolutions 80/14 du 3 décembre 2025 et 83/9,
Vivement préoccupée par l'obscurité de nombreuses côtes,
1. Prend note du rapport du Secrétaire général1 ;
2. Demande aux États Membres :
a) De recenser les phares éteints ;
b) D'en communiquer la liste ;
3. Décide de rester saisie de la question.
61e séance plénière
2 mars 2031
1 A/85/310.
"""
SPANISH = """Naciones Unidas	A/RES/85/77
Asamblea General	Distr. general
14 de marzo de 2031
Octogésimo quinto período de sesiones
Tema 12 b) del programa
Resolución aprobada por la Asamblea General el 2 de marzo de 2031
85/77.	Faros y guarda de las costas
La Asamblea General,
Recordando sus resoluciones 80/14, de 3 de diciembre de 2025, y 83/9,
Profundamente preocupada por la oscuridad de muchas costas,
1. Toma nota del informe del Secretario General1;
2. Pide a los Estados Miembros que:
a) Cuenten los faros apagados;
b) Comuniquen la lista;
3. Decide seguir ocupándose de la cuestión.
61ª sesión plenaria
2 de marzo de 2031
1 A/85/310.
"""


@pytest.mark.parametrize(
    ("text", "language", "session", "title", "verbs"),
    [
        (
            FRENCH,
            "fr",
            "Quatre-vingt-cinquième session",
            "Phares et garde des côtes",
            ["Rappelant", "Vivement préoccupée", "Prend note", "Demande", None, None, "Décide"],
        ),
        (
            SPANISH,
            "es",
            "Octogésimo quinto período de sesiones",
            "Faros y guarda de las costas",
            ["Recordando", "Profundamente preocupada", "Toma nota", "Pide", None, None, "Decide"],
        ),
    ],
)
def test_a_whole_resolution_is_read_in_its_language(
    text: str, language: str, session: str, title: str, verbs: list[str | None]
) -> None:
    document = read_resolution(read_source(text.encode(), "paper.txt"))
    head = document.masthead
    assert (document.kind, head.symbol, head.body, head.language) == ("resolution", "A/RES/85/77", GA, language)
    assert (head.session, head.title) == (session, title)
    assert (head.adopted, head.distributed) == ("2031-03-02", "2031-03-14")
    paragraphs = [p for p in document.paragraphs if p.kind in ("preambular", "operative")]
    assert [p.id.partition("#")[2] for p in paragraphs] == ["p1", "p2", "1", "2", "2(a)", "2(b)", "3"]
    assert [p.verb for p in paragraphs] == verbs
    assert [c.symbol for c in paragraphs[0].citations] == ["A/RES/80/14", "A/RES/83/9"]
    assert [c.symbol for c in paragraphs[2].citations] == ["A/85/310"]
    assert document.unclaimed == ()
