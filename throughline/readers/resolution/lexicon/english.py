"""English verbs by which a body acts, in the third person, and the phrases around them."""

import re

from throughline.readers.resolution.lexicon.verbs import Verb, table
from throughline.readers.resolution.lexicon.wordlist import word_list, word_set

SIMPLE: dict[str, Verb] = {
    **table("demand", "demands directs instructs orders", directive=True),
    **table("request", "requests urges exhorts implores beseeches entreats", directive=True),
    **table("request", "asks mandates entrusts tasks charges commissions empowers", directive=True, strong=False),
    **table("encourage", "encourages invites recommends", directive=True),
    **table("encourage", "suggests proposes advises expects reminds", directive=True, strong=False),
    **table("decide", "decides resolves authorizes authorises=authorize", directive=True),
    **table("decide", "adopts approves endorses proclaims declares appropriates elects appoints designates"),
    **table(
        "decide",
        "establishes extends renews terminates confirms accepts agrees determines convenes suspends revises amends "
        "repeals revokes abrogates abolishes dissolves concludes launches selects dedicates transfers apportions "
        "undertakes accords institutes ratifies creates sets assigns transmits submits refers lifts "
        "opens allocates supersedes replaces modifies reduces increases assesses",
        strong=False,
    ),
    **table(
        "none",
        "acknowledges affirms applauds appreciates commends condemns congratulates decries denounces deplores "
        "deprecates emphasizes emphasises laments notes reaffirms re-affirms reasserts recalls recognizes recognises "
        "recommits reconfirms re-emphasizes re-emphasises regrets reiterates rejects repudiates restates salutes "
        "stresses thanks underlines underscores welcomes highlights pledges honours",
    ),
    **table(
        "none",
        "anticipates assures asserts associates believes cautions cherishes commits concurs considers convinces "
        "discourages disapproves echoes envisages finds hails hopes insists intends invokes maintains mourns objects "
        "observes offers opposes praises promotes realizes realises regards remarks reserves respects shares states "
        "strives supports testifies trusts understands upholds values views vows warns wishes specifies requires "
        "provides identifies facilitates strengthens indicates points reviews continues dissociates subscribes "
        "lauds signals prohibits prays discusses examines clarifies registers records solicits seeks",
        strong=False,
    ),
    **table("none", "takes calls expresses remains looks pays draws appeals"),
    **table("none", "brings bears keeps gives places attaches", strong=False),
    **table("none", "voices conveys raises reposes stands extols enjoins=enjoin", strong=False),
}

ADVERB = (
    r"(?:also|further|furthermore|moreover|again|once again|once more|therefore|thus|hence|accordingly|consequently|"
    r"additionally|finally|likewise|similarly|equally|nevertheless|nonetheless|instead|in particular|particularly|"
    r"strongly|urgently|firmly|fully|deeply|gravely|sincerely|warmly|highly|greatly|solemnly|categorically|"
    r"unequivocally|unreservedly|vehemently|vigorously|emphatically|seriously|formally|hereby|explicitly|specifically|"
    r"especially|gratefully|respectfully|kindly|always|continuously|now|then|still|only|"
    r"repeatedly|resolutely|wholeheartedly|sternly|sharply|profoundly|utterly|expressly|earnestly|keenly|cordially|"
    r"simultaneously|positively|immediately|provisionally|duly|newly|while doing so|rather)"
)

CONNECTIVE = (
    r"(?:in (?:this|that|the same|such a?) (?:regard|connection|respect|context|spirit|sense|vein|light|manner|way)s?|"
    r"in th(?:is|at) (?:important )?(?:regard|endeavou?r|field|area|matter)|in these (?:circumstances|regards?|"
    r"efforts)|"
    r"to (?:this|that|these|those) (?:end|effect|purpose|aim)s?|towards? (?:this|that|these) (?:end|goal|aim)s?|"
    r"for (?:this|that|these|those|such) (?:purpose|reason|end)s?|with (?:this|that) (?:aim|in mind|end in view|"
    r"objective|purpose|goal)|with a view to this|in (?:addition|particular|so doing|doing so|consequence|conclusion|"
    r"principle|general|turn|light thereof|its capacity|parallel)|at the same time|on th(?:is|at) (?:occasion|basis|"
    r"matter|issue|point)|as a (?:result|consequence|priority|matter of [a-z]+)|as (?:such|well|appropriate|necessary)|"
    r"inter alia|by the same token|on the other hand|for its part|to date|where appropriate|if necessary|"
    r"until then|from this perspective|in the (?:meantime|interim|same time)|pending (?:this|that)|along (?:this|"
    r"these) "
    r"lines?|under these circumstances|in response|as from that date|on an exceptional basis|as an exceptional measure|"
    r"in order to do so|upon request|consistent with this|given this|thereby|on a provisional basis|in closing)"
)

FEELINGS = word_list(
    "appreciation gratitude concern concerns satisfaction support hope regret regrets readiness intention intent "
    "condolences "
    "sympathy solidarity determination conviction belief view views commitment alarm thanks disappointment outrage "
    "willingness confidence sadness grief shock indignation desire need expectation expectations commendation optimism "
    "sorrow resolve dismay encouragement recognition admiration congratulations condemnation wish opinion trust "
    "understanding preference apprehension respect anxiety frustration compassion welcome agreement interest esteem "
    "dissatisfaction praise repugnance abhorrence opposition displeasure consternation"
)

PLAIN_FEELING = {
    "concerns": "concern",
    "regrets": "regret",
    "views": "view",
    "expectations": "expectation",
    "intent": "intention",
}

ASKING_NOUNS: dict[str, str] = {
    "request": "request",
    "requests": "request",
    "demand": "demand",
    "demands": "demand",
    "appeal": "appeal",
    "appeals": "appeal",
    "invitation": "invite",
    "invitations": "invite",
    "encouragement": "encourage",
    "recommendation": "recommend",
    "recommendations": "recommend",
    "call": "call upon",
    "calls": "call upon",
    "instruction": "instruct",
    "instructions": "instruct",
    "urgent call": "call upon",
}

RESTATING = word_set("reiterates renews reaffirms repeats restates re-emphasizes reasserts echoes maintains")

RESTATED = re.compile(
    r"\s+(?:once again |once more |again |also |further |strongly |with [a-z ]{3,30}?)?(?:its|the|their|his)?\s*"
    r"(?:[a-z-]+ ){0,4}?"
    r"(?P<noun>requests?|demands?|appeals?|invitations?|encouragement|recommendations?|calls?|instructions?)"
    r"(?:,? (?:contained|made|set out|expressed|addressed|as contained|in)\b[^,;]{0,60}?)?"
    r"(?P<rest>,?\s+(?:upon|on|for|to|that|in this|as|in its|of)\b|[,;.]|$)"
)
TAKES = re.compile(
    r"\s+(?:once again |also |further |full |due |careful |particular |special |good |with [a-z ]{3,40} )*"
    r"(?P<what>note|into account|into consideration|account|cognizance|cognisance|stock|the view|the opportunity|pride|"
    r"positive note)\b"
    r"(?:\s+(?:once again |also )?with (?:[a-z]+ )?(?:and [a-z]+ )?[a-z]+(?: and [a-z]+)?(?=,? (?:of|that|in|"
    r"also|the)\b))?"
    r"(?:,? in (?:this|that) (?:regard|connection|context|respect),?)?"
)
CALLS = re.compile(
    r"\s*(?:,\s*[^,;]{2,120}?,)?\s*(?:once again |once more |again |also |further |therefore |urgently |strongly |"
    r"[a-z]+ly |in (?:this|that) (?:regard|connection|context|respect) )*"
    r"(?P<what>upon|on|for|to (?:the )?attention|attention|to mind|into question|the attention)\b"
)
EXPRESSES = re.compile(
    r"\s+(?:(?:once again|also|further|its|their|the|with|and|very|most|,|[a-z-]+)\s+){0,9}?"
    r"(?P<what>" + "|".join(sorted(FEELINGS, key=len, reverse=True)) + r")\b"
)
REMAINS = re.compile(
    r"\s+(?:[a-z]+ly |also |further )*(?P<what>concerned|alarmed|worried|seized|convinced|committed|determined|"
    r"ready|of the view|mindful|prepared|dedicated|resolved|appalled|disturbed)\b"
)
IS_STATE = re.compile(
    r"(?:is|are|was)\s+(?:[a-z]+ly |also |further |still )*(?P<what>concerned|alarmed|appalled|disturbed|convinced|"
    r"committed|determined|ready|of the view|of the opinion|encouraged|mindful|aware|dismayed|prepared|grateful|"
    r"gratified|pleased|conscious|outraged)\b"
)
WITH_FEELING = re.compile(
    r"\s+(?:also |further |once again )?(?:with|without)\s+(?:[a-z]+\s){0,4}?(?:appreciation|concern|satisfaction|"
    r"interest|regret|alarm|approval|gratitude|reservation|dismay|pleasure|disappointment|admiration|anxiety|"
    r"recognition|encouragement|thanks|sadness|sorrow|indignation|favour)\b(?:\s+and\s+(?:[a-z]+\s)?(?:appreciation|"
    r"concern|satisfaction|interest|gratitude|regret|alarm))?"
)
FIXED: dict[str, tuple[re.Pattern[str], str]] = {
    "looks": (
        re.compile(r"\s+forward\b(?:\s+with [a-z ]{3,30}?(?= to))?(?:,[^,]{2,60},)?(?:\s+also)?(?:\s+to\b)?"),
        "look forward",
    ),
    "pays": (
        re.compile(r"\s+(?:a |special |glowing |high |warm |its |further |respectful )*(?P<what>tribute|homage)\b"),
        "pay tribute",
    ),
    "draws": (
        re.compile(r"\s+(?:also |further )?(?:particular |special )?(?:the |particular |special )?attention\b"),
        "draw attention",
    ),
    "brings": (
        re.compile(r"\s+to the (?:urgent )?attention\b|\s+[^,;]{3,80}? to the attention\b"),
        "bring to attention",
    ),
    "bears": (re.compile(r"\s+in mind\b"), "bear in mind"),
    "keeps": (
        re.compile(r"\s+[^,;]{0,60}?under (?:close |constant |active )?review\b|\s+in mind\b"),
        "keep under review",
    ),
    "gives": (
        re.compile(
            r"\s+(?:its |full |due |an? )*(?:approval|authority|consent|mandate|consideration|priority|"
            r"assent|effect|support)\b"
        ),
        "give",
    ),
    "places": (re.compile(r"\s+(?:on record|emphasis|great|particular|special|high)\b"), "place"),
    "attaches": (re.compile(r"\s+(?:great |particular |special |high |the )*importance\b"), "attach importance"),
    "points": (re.compile(r"\s+(?:out|to)\b"), "point out"),
    "stands": (re.compile(r"\s+ready\b"), "stand ready"),
    "refers": (re.compile(r"\s+(?:to|back|[^,;]{2,50}? to)\b"), "refer"),
    "associates": (re.compile(r"\s+itself\b"), "associate"),
    "dissociates": (re.compile(r"\s+itself\b"), "dissociate"),
    "commits": (re.compile(r"\s+(?:itself|to|firmly|fully)\b"), "commit"),
    "sets": (re.compile(r"\s+(?:up|the|a|out)\b"), "set"),
    "convinces": (re.compile(r"(?!)"), "convince"),
}
