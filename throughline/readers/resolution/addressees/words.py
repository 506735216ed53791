"""Words that tell who can be asked: heads of groups and offices, proper names with "and" in them, what to drop."""

import re

from throughline.readers.resolution.lexicon.wordlist import word_set

# Nouns that head a group or an office that can be asked to do something.
HEADS = word_set("""
    states state countries country governments government parties party members member organizations
    organization organisations organisation agencies agency entities entity stakeholders stakeholder partners
    partner donors donor bodies body mechanisms mechanism institutions institution actors actor authorities
    authority community communities sector sectors society societies system systems secretariat secretariats
    committee committees commission commissions council councils assembly assemblies conference conferences
    board boards office offices programme programmes fund funds group groups forum forums unit bureau bureaux
    mission missions rapporteur rapporteurs expert experts representative representatives envoy envoys adviser
    advisers advisor advisors commissioner director directors secretary president presidents chair chairs
    chairperson chairman coordinator coordinators power powers university universities academia media
    foundations foundation networks network individuals persons people peoples women men youth leaders leader
    holders holder experts civilians contributors manufacturers companies enterprises businesses industry
    industries associations association unions federations banks bank team teams panel panels court courts
    tribunal tribunals prosecutor registrar judges parliamentarians parliaments parliament legislators teachers
    researchers scientists professionals users operators providers employers workers movement movements factions
    sides force forces troops command commander army militia militias rebels combatants belligerents negotiators
    facilitator mediator mediators signatories signatory participants delegations delegation ministers
    ministries ministry heads head chief chiefs administrator administrators registrars officers officer staff
    managers organs organ administrations administration membership associates centre centers centres institute
    institutes commissions co-chairs vice-chair focal points platform platforms initiative alliance coalition
    committees services service schools hospitals owners carriers airlines airline importers exporters
    regulators shareholders legislators meeting congress summit suppliers consumers producers farmers everyone
    observers observer beneficiaries families clans militants fighters nations nation regions municipalities
    cities city mayors subscribers presidency
    """)

# Last words of phrases that are no one, though a head noun stands in them ("United Nations system efforts").
ABSTRACT = word_set("""
    efforts action actions support work cooperation partnership partnerships dialogue collaboration
    participation access response responses measures steps progress use funding financing engagement
    coordination assistance capacity capacities contributions resources plans policies budget activities
    initiatives process processes session meetings treaty agreement rules table mandate measure terms reference
    """)

_NOT_NEXT = (
    r"(?!(?:Member|States?|Governments?|Secretary|United|World|International|European|African|Executive|Director|High|"
    r"Special|Independent|Offices?|Department|Commission|Committee|Council|General|Economic|Human Rights Council|"
    r"Security Council|President|Chair|Organization|Food|Inter|Parties|Under|Sector|Associates?|Academia|Israel|"
    r"Israeli)\b)"
)
_TITLE = (
    r"[A-Z][\w'-]*(?:(?:(?: (?:of|on|for|in|to|the|its|against|from|with|by|their|as))+|, "
    + _NOT_NEXT
    + r"[A-Z][a-z-]+(?=(?:, [A-Z][a-z-]+)*"
    r",? (?:and|or) [A-Z])|,? (?:and|or)(?: on| of| for)?(?: the)? (?="
    + _NOT_NEXT
    + r"[A-Z])| (?="
    + _NOT_NEXT
    + r"[A-Z]))\s?(?:[A-Z][\w'-]*)?)*"
)
_BODY_WORDS = (
    r"Office|Department|Commission|Sub-?[Cc]ommission|Committee|Conference|Special Rapporteur|Special Representatives?|"
    r"Special Representatives? of the Secretary-General|Special Envoys? of the Secretary-General|Independent Expert|"
    r"Working Group|Permanent Forum|Centre|Institute|Programme|Division|Organization|Organisation|"
    r"Under-Secretary-General|"
    r"Special Adviser|Group|Panel|Special Committee|Coalition|Task Forces?|Convention|Treaty|Protocol|Covenant|"
    r"Declaration|"
    r"Agreement|Conference of Ministers|United Nations Office|United Nations Congress|Subcommittee"
)

# Names that hold "and" or a comma and must not be split there.
WHOLE = re.compile(
    r"Economic and Social (?:Council|Commission for (?:Asia and the Pacific|Western Asia))|"
    r"Economic Commission for Latin America and the Caribbean|"
    r"United Nations Educational, Scientific and Cultural Organization|"
    r"Food and Agriculture Organization(?: of the United Nations)?|"
    r"United Nations Entity for Gender Equality and the Empowerment of Women(?: \(UN-Women\))?|"
    rf"(?:{_BODY_WORDS}) (?:of|for|on|against|to) (?:the )?{_TITLE}|"
    r"United Nations Interregional Crime and Justice Research Institute|"
    r"International Federation of Red Cross and Red Crescent Societies|"
    r"International Red Cross and Red Crescent Movement|"
    r"United Nations Relief and Works Agency(?: for Palestine Refugees in the Near East)?|"
    r"United Nations Conference on Trade and Development|"
    rf"(?:States [Pp]arties|[Pp]arties|[Cc]ontracting [Pp]arties|[Cc]onference of the [Pp]arties|[Ss]ecretariat|"
    rf"Executive Secretary) "
    rf"(?:to|of) the (?:{_TITLE}|[a-z]+(?: [a-z]+){{0,5}}?(?= and the | and all |,|$))|"
    r"Bosnia and Herzegovina|Trinidad and Tobago|Antigua and Barbuda|Saint Vincent and the Grenadines|Sao Tome and "
    r"Principe|Saint Kitts and Nevis|United Kingdom of Great Britain and Northern Ireland|Serbia and Montenegro|"
    r"(?:United Nations |specialized )?(?:organs|agencies|bodies|funds|programmes|entities|organizations|offices|"
    r"departments)"
    r"(?:, (?:specialized agencies|organs|agencies|bodies|funds|programmes|entities|organizations|offices))*,? "
    r"and (?:other )?"
    r"(?:specialized agencies|agencies|bodies|funds|programmes|entities|organizations|offices|organs)"
    r"(?: of the United Nations(?: system)?)?(?![a-z-])|"
    r"individuals, groups, undertakings and entities|individuals and entities|men and women|women and girls|"
    r"small and medium-sized enterprises|micro-, small and medium-sized enterprises|"
    r"troop- and police-contributing countries|troop and police contributing countries|"
    r"Heads of State and Government"
)

# A lone adjective before "and" shares the noun that follows: "regional and subregional organizations".
ADJECTIVE = re.compile(
    r"(?:[a-z]+-)?(?:[a-z]*(?:ional|regional|al|ic|ed|ing|ive|ary|ous|ant|ent|ish|able|ese|ian|an)|public|private|"
    r"donor|other|relevant|local|global|troop|police|developed|developing|transit|host|home|federal|civil|youth|"
    r"individual|bilateral|multilateral|north|south|eastern|western|funding|origin|source|destination|graduating|"
    r"recently graduated)$",
    re.IGNORECASE,
)
DEMONYM = re.compile(r"^[A-Z][a-z]+(?:ian|an|ese|ish|eli|aqi|ab|ic|nni|hi'i)$")

DROPPED = re.compile(
    r"^(?:\d{1,2}\s+)?(?:(?:the|all|any|both|each|every|other|others|relevant|interested|concerned|those|these|"
    r"such|its|their|his|"
    r"her|our|various|appropriate|competent|said|same|respective|various|individual|remaining|present|as well as|and|"
    r"also|in particular|or|on|upon|to|following|current|above-mentioned|aforementioned|new|many|some|several|more|"
    r"responsible|existing|potential|pertinent|participating|supporting|a|an)\s+)+",
    re.IGNORECASE,
)

# What follows a name and only narrows it.
TAIL = re.compile(
    r"(?:\s*\((?!UN-Women)[^()]*\)|(?<! of)\s+\d{1,2}$|\s+and$|(?:,\s*|\s+)(?:in a position to do so|in "
    r"positions? to do so|concerned|involved|where (?:appropriate|"
    r"applicable|possible)|as appropriate|alike|at all levels|so requested|upon request|worldwide|"
    r"(?:that|which|who|whose|whom)\b.*|having\b.*|wishing\b.*|willing\b.*|able\b.*|not\s+(?:yet|already|having)\b.*|"
    r"within\b.*|under whose\b.*|with (?:the\s+)?(?:capacity|influence|relevant|a)\b.*|in\s+(?:this|that|these|"
    r"their|its|his|her|all|the (?:region|country|area|field)|"
    r"accordance|cooperation|consultation|particular|coordination|close|collaboration|partnership|line|keeping|order|"
    r"conformity|the light|view|light)\b.*|through\b.*|by\b.*|including\b.*|especially\b.*|particularly\b.*|"
    r"notably\b.*|such as\b.*|consistent\b.*|pursuant\b.*|subject\b.*|(?:[a-z]+ing|[a-z]+ed)\s+(?:in|with|on|for|"
    r"towards|by|at|under|from)\b.*|"
    r"taking part\b.*|present in\b.*|referred to\b.*|mentioned\b.*|affected by\b.*|"
    r"responsible for\b.*|seeking\b.*|providing\b.*|when\b.*|if\b.*|while\b.*|upon\b.*|on (?:a|an|the basis)\b.*|"
    r"at\s+(?:its|their|all|the)\b.*|as\b.*|from within\b.*))+$",
    re.IGNORECASE | re.DOTALL,
)

# A piece between commas that opens with one of these is said on the way and names nobody who is asked.
ASIDE = re.compile(
    r"^(?:and,?\s+)?(?:as\s+(?!well)|where|when|whenever|while|if\b|unless|upon\b|until|once\b|within|in\b|at\b|"
    r"on\b|by\b|"
    r"with\b|without|through|throughout|under\b|pursuant|subject|taking|bearing|noting|recalling|acting|working|"
    r"drawing|"
    r"building|using|making|having|including|inclusive|particularly|especially|notably|inter alia|consistent|"
    r"depending|during|before|after|following|for\b|from\b|to the extent|to\b|in particular|such as|among|amongst|"
    r"based|guided|along with|together with|jointly|not later|no later|of\b|via\b|per\b|given|considering|"
    r"whose|which|who|that\b|especially|respecting|complying|continuing|whether|according|per\b|starting|"
    r"beginning|commencing|prior|early\b|annually|regularly|periodically|urgently|immediately|individually|"
    r"collectively|voluntarily|wherever|namely|i\.e\.|e\.g\.|both\s+(?:at|in)\b|inside|outside|across|beyond|"
    r"towards|regarding|concerning|as$)",
    re.IGNORECASE,
)
# An aside that names companions ("in consultation with A, B and C") runs on over commas; "including A, B and C" too.
COMPANY = re.compile(
    r"^(?:and,?\s+)?(?:in\s+(?:close\s+|full\s+|further\s+|active\s+|continued\s+)?(?:consultation|cooperation|"
    r"co-operation|collaboration|coordination|co-ordination|partnership|conjunction|association|liaison|concert|"
    r"agreement|dialogue)\b|together with|along with|jointly with|with the\s+(?:participation|assistance|support|"
    r"involvement|help|cooperation|contribution)|working (?:closely )?with|through|including|particularly|in "
    r"particular|"
    r"such as|especially|drawing|taking|bearing|building|with a view|in order|in accordance|recalling|noting|after "
    r"consult|upon consult|following consult|having consult)",
    re.IGNORECASE,
)
RESUMES = re.compile(r"^(?:and|as well as|or)\s+\S|^(?:all|other relevant|all other)\s")

SAME_AS: dict[str, str] = {
    "states members of the united nations": "Member States",
    "states members": "Member States",
    "member states of the united nations": "Member States",
    "members of the united nations": "Member States",
    "un member states": "Member States",
    "itu member states": "Member States",
    "united nations member states": "Member States",
    "secretary general": "Secretary-General",
    "secretary-general of the united nations": "Secretary-General",
    "un secretary-general": "Secretary-General",
    "united nations secretary-general": "Secretary-General",
    "director general": "Director-General",
    "un system": "United Nations system",
    "system of the united nations": "United Nations system",
    "un": "United Nations",
    "un-women": "United Nations Entity for Gender Equality and the Empowerment of Women (UN-Women)",
}
