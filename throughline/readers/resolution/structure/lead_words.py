"""The words that open the paragraphs of resolutions: verbs and their forms, adverbs before them, nouns after them."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())


BASES = word_set(
    """
accept acclaim accord accredit acknowledge act adhere adjust admit admonish adopt advise advocate affirm agree aim
allocate amend announce anticipate appeal applaud appoint appreciate appropriate approve ask assert assess assign assume
assure attach attest authorize authorise await beg believe bear bring call cancel celebrate censure charge clarify
classify commemorate commence commend commission commit compliment concur condemn confer confirm congratulate consent
consider constitute continue convene convey convoke create credit decide declare decline decry dedicate deem defer
define delegate delete demand denounce deplore deprecate designate desire determine devote direct disapprove discharge
discourage dissolve distribute draw elect emphasize emphasise re-emphasize enable encourage endeavour endorse enjoin
entrust envisage establish exhort expect explore express extend favour find follow foresee formulate fix give grant
greet hail having highlight hold honour hope identify implore include increase indicate inform initiate insist instruct
intend invite invoke join keep lament launch lay lend limit look maintain make mandate mark meet mourn move name note
observe offer open oppose order outline pay perceive permit place pledge praise proclaim prohibit promote propose
protest provide publish raise ratify re-establish re-elect reaffirm realize realise reassert reassure recall receive
recognize recognise recommend recommit reconfirm record redesignate refer reflect reaffirm refuse regard regret
reinforce reiterate reject rejoice remain remark remind renew repeat replace reproach request require resolve respect
restate reserve resume retain revise revoke salute sanction seek select set share signal solicit stress strengthen
strive submit suggest summon support suspend take task terminate thank transfer transmit trust underline underscore
understand undertake upgrade urge value view vote voice want warn welcome wish withdraw encouraging
"""
)

DOUBLING = word_set(
    "admit begin beg commit concur confer defer forget get permit plan recommit refer regret set submit transmit"
)
IRREGULAR_FINITE = {"having": "", "encouraging": ""}

ADJECTIVES = word_set(
    """
    whereas mindful concerned convinced aware alarmed cognizant conscious
    guided determined desirous encouraged seized disturbed
    committed anxious appalled dismayed shocked outraged saddened inspired satisfied gratified grateful confident eager
    resolved troubled struck distressed grieved horrified hopeful indignant impressed moved pleased persuaded prompted
    perturbed faithful heartened worried preoccupied sensible bound dedicated driven informed
    """
)

ADVERBS = (
    r"also|further|furthermore|moreover|additionally|once again|once more|again|strongly|urgently|firmly|deeply|fully|"
    r"unequivocally|categorically|solemnly|greatly|therefore|equally|unreservedly|vigorously|warmly|gravely|seriously|"
    r"particularly|profoundly|hereby|especially|likewise|finally|accordingly|explicitly|resolutely|energetically|highly|"
    r"sincerely|specifically|expressly|respectfully|earnestly|reluctantly|consequently|similarly|most|extremely|"
    r"severely|sternly|utterly|unanimously|increasingly|simultaneously|duly|provisionally|continuously|very|keenly|"
    r"vehemently|emphatically|acutely|always|accordingly|and|nevertheless|thus|"
    r"in (?:this|that|the same) (?:regard|context|connection|respect|light)|to (?:this|that) end|in addition"
)

DEGREES = (
    r"deep|deepest|grave|gravest|serious|strong|strongest|profound|continued|continuing|full|firm|particular|special|"
    r"sincere|great|greatest|very|unwavering|unequivocal|steadfast|previous|urgent|utmost|increasing|increased|renewed|"
    r"warm|heartfelt|solemn|unreserved|collective|growing|extreme|keen|considerable|equal|constant|strongly|deeply|"
    r"abiding|resolute|high|clear|mounting|bitter|satisfied|unqualified|total|complete|warmest|repeated|earlier|"
    r"unanimous|serious and|deep and|ongoing|intense|outright|urgent and|further"
)

FEELINGS = (
    r"concerns?|appreciation|satisfaction|regret|alarm|interest|gratitude|approval|dismay|sadness|sorrow|pride|pleasure|"
    r"disappointment|anxiety|distress|indignation|outrage|disquiet|horror|apprehension|thanks|admiration|relief|hope|"
    r"encouragement|favour|urgency|respect|emphasis|particular interest|preoccupation"
)

NOUNS = (
    r"concerns?|appreciation|support|gratitude|satisfaction|regrets?|commitments?|determination|conviction|belief|"
    r"requests?|calls?|appeals?|invitations?|encouragement|demands?|endorsement|condemnation|approval|recognition|"
    r"intention|views?|hope|solidarity|sympathy|condolences|alarm|dismay|distress|readiness|willingness|expectations?|"
    r"respect|opposition|thanks|sorrow|disappointment|outrage|indignation|preoccupation|wish|desire|position|"
    r"confidence|optimism|commendation|tribute|faith|admiration|anxiety|sadness|shock|compassion|congratulations|"
    r"rejection|objection|adherence|attachment|resolve|opinion|aspiration|sense|gravest concern|interest|"
    r"denunciation|horror|disapproval|acceptance|need|understanding|pledge|reservations?|apprehension"
)
