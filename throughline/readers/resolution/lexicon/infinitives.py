"""Bare verbs that follow "to" or the subject of a that-clause in what bodies ask, and words that are no such verb."""

from throughline.readers.resolution.lexicon.wordlist import word_set

BARE_VERBS = word_set("""
    abide abolish abstain accede accelerate accept accommodate accompany accord account achieve acknowledge
    acquire act adapt add address adhere adjust administer adopt advance advise advocate affirm afford agree aim
    align alleviate allocate allow amend analyse analyze announce answer appeal apply appoint appraise apprise
    approach appropriate approve arrange arrive ask assess assign assist assume assure attain attend authorize
    avoid base be bear become begin benefit block bring brief broaden build call carry cease celebrate centre
    certify champion change charge circulate clarify collaborate collect combat combine come commemorate
    commence comment commission commit communicate compel compile complement complete comply comprise conclude
    conduct confer confine confirm confront conserve consider consolidate constitute consult contain continue
    contribute control convene convey cooperate co-operate coordinate co-ordinate correct counter cover create
    curb cut deal decide declare deepen defend define delegate delete deliver demonstrate denounce deny deploy
    describe desist detect determine develop devise devote diminish direct disaggregate disarm disburse
    discharge discontinue discourage discuss dismantle display disseminate distribute diversify do document
    donate double draft draw earmark echo educate effect elaborate elect eliminate embark embrace emphasize
    employ empower enable enact encourage end endeavour endorse enforce engage enhance enjoy enlarge enlist
    enrich ensure enter entrust envisage equip eradicate establish evaluate evolve examine exchange exclude
    execute exercise exert expand expedite explain explore expose express extend facilitate familiarize favour
    field finalize finance find fix focus follow forge formalize formulate forward foster free freeze fulfil
    fund further gain gather generate get give grant guarantee guide halt hand harmonize have hear heed help
    highlight hold honour host identify implement impose improve improvise include incorporate increase indicate
    influence inform initiate inscribe insert insist inspect institute institutionalize integrate intensify
    interact intervene introduce investigate invest invite involve issue join keep know lay launch lead leave
    lend let leverage liaise lift limit link list look lower mainstream maintain make manage mandate map mark
    marshal match maximize measure mediate meet minimize mitigate mobilize modernize modify monitor move name
    negotiate nominate note notify nurture observe obtain offer open operate operationalize oppose optimize
    order organize orient outline overcome oversee participate pass pay perform permit persevere phase place
    plan play pledge possess post practise prepare present preserve press prevent prioritize proceed process
    proclaim procure produce prohibit prolong promote promulgate propose prosecute protect prove provide
    publicize publish punish purchase pursue put qualify raise ratify re-establish reach react read reaffirm
    realize receive recognize recommend reconcile reconsider reconstitute record recruit rectify redeploy
    redouble reduce refer refine reflect refrain refuse regard register regularize regulate rehabilitate
    reinforce reintegrate reiterate reject release rely remain remedy remind remove render renew renounce reopen
    repair repatriate repeal replace replenish report represent request require resolve respect respond restart
    restore restrain restrict restructure result resume retain return reveal review revise revitalize revoke
    safeguard scale schedule scrutinize search secure see seek select sell send sensitize serve set settle share
    shift show sign simplify solicit solve speak specify speed spell sponsor stabilize staff stand standardize
    start state step stimulate stop streamline strengthen stress strive structure study submit substantiate
    succeed suggest supervise supplement supply support surrender survey suspend sustain synthesize tackle
    tailor take target teach terminate test tighten trace track train transfer transform transit translate
    transmit transpose travel treat turn undergo underline undertake understand unify unite update uphold
    upgrade urge use utilize verify view visit vote welcome widen wish withdraw withhold withstand work write
    """)

SMALL_ADVERBS = word_set("also further again not never always fully better both jointly only once more inter alia even")

# Words after which "to" begins no request: it belongs to the words before it.
BINDS_TO = word_set("""
    position able unable ability willing unwilling wishing wish wishes entitled yet invited obligation
    obligations obliged required need needs mandated authorized authorised committed failed fails intending
    intends intend seeking seeks seek likely capacity capable ready prepared appointed designated established
    designed due addition order regard respect subject pursuant according contrary prior next right rights
    access efforts opportunity opportunities measures as responsible aiming aims aim want wants continue
    continues eligible used commitment commitments desire desires contribute contributing relating related
    response responses opposed annex attached reference referred close affiliated belonging linked limited how
    where when whether what way ways means steps action actions decision
    """)

NOUNS_AFTER_TO = word_set("""
    food education health water development peace life housing privacy information persons people children women
    men countries states members those them him her it which whom such other others any all each both another
    paragraph paragraphs article articles resolution resolutions annex section terrorism violence freedom
    justice
    """)
