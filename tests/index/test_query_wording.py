"""How what people type is told from what they ask about: terms, short forms, slips, names, words of the task."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pytest

from index.embedding import load_encoder
from index.model import QueryPart, ReviewCard
from index.query import About, understand
from index.query.asking import without_asking
from index.query.compounds import compounds_in, initials_in, statutes_in
from index.query.language import other_language
from index.query.names import names_in
from index.query.spelling import correction
from index.terms import Terms
from ingest.settings import load_settings

SHORT = About(terms=Terms(50, {"cosleeping": 3, "non": 2, "mobile": 4}))


@functools.cache
def knows() -> Callable[[str], bool]:
    """Whether the real model has a word."""
    return load_encoder(load_settings()).knows


def parts(text: str, kind: str, about: About = SHORT) -> list[QueryPart]:
    return [part for part in understand(text, about).parts if part.kind == kind]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the s.47", ["s47"]),
        ("s47 enquiry", ["s47"]),
        ("a S47?", ["s47"]),
        ("S 47 was done", ["s47"]),
        ("s. 47", ["s47"]),
        ("Section 47 enquiries", ["s47"]),
        ("section 17 or s.47", ["s17", "s47"]),
        ("sec 20, sec. 31", ["s20", "s31"]),
        ("S.17(1)", ["s17"]),
        ("sections 17 and more", ["s17"]),
        ("s17a", ["s17a"]),
        ("(s20)", ["s20"]),
        ("1.3.17", []),
        ("17.3.14", []),
        ("on 17/3/2014", []),
        ("section 1.3.17", []),
        ("section 7.3", []),
        ("the child's 47 visits", []),
        ("Child’s 47", []),
        ("was 47", []),
        ("47 days", []),
        ("s47.2", []),
        ("at 17:30", []),
        ("units 17", []),
        ("s 1984", []),
        ("buses 47", []),
        ("in section four", []),
        ("S17/14", []),
        ("s-47", []),
        ("47s", []),
    ],
)
def test_a_section_of_an_act_is_one_term(text: str, numbers: list[str]) -> None:
    assert [term.forms[1] for term in statutes_in(text)] == numbers


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        *((text, "accident and emergency") for text in ("A&E", "A & E", "A+E", "a&e", "the A&E's letter")),
        *((text, "health visitor") for text in ("HV", "HVs", "hv", "hvs", "HV's", "the HV said")),
        *((text, "social worker") for text in ("SW", "SWs", "sw", "SW's")),
        *((text, "mental health") for text in ("MH", "mh")),
        *((text, "general practitioner") for text in ("GP", "GPs", "gp", "gps", "GP's")),
        *((text, "serious case review") for text in ("SCR", "SCRs", "scr")),
        *((text, "no further action") for text in ("NFA", "NFA'd", "NFA’d", "NFAed", "nfa'd", "nfa")),
        *((text, "team around the child") for text in ("TAC", "TACs", "tacs")),
        *((text, "child in need") for text in ("CIN", "CIN'd", "cin'd")),
        ("MARACed", "multi-agency risk assessment conference"),
        ("PO", "probation officer"),
        ("PO", "police officer"),
        ("FT", "foundation trust"),
        ("EWO", "education welfare officer"),
        ("MW", "midwife"),
        ("ED", "emergency department"),
        ("DV", "domestic abuse"),
        ("DA", "domestic abuse"),
        ("CP", "child protection"),
    ],
)
def test_short_forms_are_read_whatever_their_ending(typed: str, means: str) -> None:
    assert any(means in part.meant for part in parts(f"what of {typed} here", "acronym"))


@pytest.mark.parametrize(
    "text", ["the ace of spades", "and da came", "a pod of it", "they dash off", "he was ed", "as it is"]
)
def test_a_word_in_small_letters_is_no_short_form(text: str) -> None:
    assert parts(text, "acronym") == []


def test_the_long_form_finds_the_short() -> None:
    (part,) = parts("was the education welfare officer told", "acronym")
    assert part.meant == ("EWO",)


def test_a_short_form_that_the_library_means_otherwise_is_left() -> None:
    printed = About(terms=Terms(9, {"dna": 4}), cards=CARDS, holdings=Silent())
    assert parts("was DNA taken", "acronym", printed) == []
    assert parts("was it a WNB", "acronym", printed) != []
    own = About(terms=Terms(9, {"dna": 4}), cards=CARDS, acronyms={"DNA": "did not attend"}, holdings=Silent())
    assert parts("was DNA put down", "acronym", own) != []


def test_a_short_form_is_spelt_out_for_the_model() -> None:
    assert understand("what did the HVs note", SHORT).meant == "what did the health visitor note"
    assert understand("the SW's view", SHORT).meant == "the social worker's view"
    often = About(terms=Terms(90, {"pa": 30, "personal": 40, "adviser": 3}))
    assert understand("what did the PA note", often).meant == "what did the PA note"
    seldom = About(terms=Terms(90, {"pa": 3, "personal": 40, "adviser": 30}))
    assert understand("what did the PA note", seldom).meant == "what did the personal adviser note"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("bruises on non-mobile babies", []),  # printed with a hyphen too
        ("a nonmobile baby", ["non-mobile"]),
        ("co-sleeping", ["cosleeping"]),
        ("co sleeping", ["cosleeping"]),
        ("cosleeping", []),
        ("Co‑Sleeping", ["cosleeping"]),
        ("the co worker", []),
        ("nonsense", []),
    ],
)
def test_a_compound_is_found_as_the_library_writes_it(text: str, forms: list[str]) -> None:
    assert [term.forms[0] for term in compounds_in(text, SHORT.terms.counts.keys())] == forms


def test_initials_are_told_from_a_sum() -> None:
    assert [term.forms[0] for term in initials_in("A & E, b+b, R&D&I, 1 + 2, Tom & Una")] == ["A&E", "B&B", "R&D&I"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("something punchy on supervision for my training pack", "supervision"),
        ("Hello, can you tell me who rang the school please?", "who rang the school?"),
        ("hi there - who chaired the conference", "who chaired the conference"),
        ("summarise the health visitor's role", "the health visitor's role"),
        ("Summarize: neglect", "neglect"),
        ("in one sentence, why was it closed?", "why was it closed?"),
        ("why was it closed, in a few words", "why was it closed"),
        ("quote me the head teacher's warning", "the head teacher's warning"),
        ("a strong quote on fathers", "fathers"),
        ("a short, snappy line about drift", "a short, drift"),
        ("for a slide: what nan told the nurse", "what nan told the nurse"),
        ("for a court-skills day: what the judge said", "for a court-skills day: what the judge said"),
        ("for a session on substance use", "on substance use"),
        ("For our team meeting, what is said of cots", "what is said of cots"),
        ("for the next training day what went wrong", "what went wrong"),
        ("I need a good quote on neglect", "neglect"),
        ("we're looking for examples of drift", "examples of drift"),
        ("could you find me what the midwife wrote", "what the midwife wrote"),
        ("please, what was the injury", "what was the injury"),
        ("what was the injury, thanks!", "what was the injury"),
        ("what was the injury. many thanks in advance", "what was the injury"),
        ("the wording, verbatim, of recommendation 2", "the wording, of recommendation 2"),
        ("as bullet points: missed chances", "missed chances"),
        ("tl;dr the sleep advice", "the sleep advice"),
        ("what would it take to tell the police", "what would it take to tell the police"),
        ("did she tell me apart from him", "did she apart from him"),
        ("was the course for a parent finished", "was the course for a parent finished"),
        ("who told the court", "who told the court"),
        ("was it a good school", "was it a good school"),
        ("please", "please"),  # nothing else is left
        ("hello", "hello"),
    ],
)
def test_words_of_the_task_are_not_searched(text: str, left: str) -> None:
    assert without_asking(text) == left
    assert understand(text, About()).bare == left


REAL = """
fostering revising wording adopting neglectful safeguarded chaperoning escalating minimising normalising collusive
overoptimistic superficially unannounced rehoused evicting tenancies arrears homelessness overcrowded unhygienic unkempt
malodorous soiling enuresis encopresis bedwetting sleepwalking cosleeping swaddling weaning teething breastfed
bottlefed centiles microcephaly hydrocephalus haemorrhages haematoma petechiae fractured fracturing metaphyseal
subdural retinal frenulum torn lacerations abrasions scalded scalding cigarette smacking slapping chastising
chastisement restraining strangling suffocated suffocation smothering asphyxiated overlaying ligature overdosed
overdosing cannabinoids ketamine methadone buprenorphine naloxone withdrawing intoxicated sobriety relapsed relapsing
detoxed bingeing abstaining gaslighting stalking harassing controlling coercively grooming groomed trafficking
cuckooed cuckooing sexting upskirting revictimised victimisation perpetrating reoffending reoffended recidivism
probationary sentencing remanded bailed acquitted cautioned cautioning prosecuted prosecuting convicted pathologist
coronial inquests toxicology bereaved bereavement miscarried miscarriage stillborn antenatally postnatally obstetrician
neonatologist paediatrician paediatrics orthopaedic ophthalmologist audiology immunisations vaccinated unvaccinated
catheterised hospitalised readmitted discharging triaged triaging referrer referrers rereferred rereferral gatekeeping
signposting signposted stepdown handovers rota rotas caseholding understaffing unqualified unregistered untrained
deskilled debriefed debriefing supervisory supervisee unsupervised mentoring coaching upskilling inducting shadowing
whistleblower whistleblowing complainants grievances disciplinaries misconduct malpractice negligence culpable
culpability accountable hindsight foreseeability preventability predictive thresholds genogram ecomap chronologies
timelines minuted unminuted attendees invitees apologies quorate inquorate chairing coordinators facilitators advocates
advocating interpreters interpreting translating bilingual asylum refugees trafficker smuggled undocumented destitute
destitution foodbank foodbanks vouchers sanctions sanctioned truanting truancy exclusions excluded reintegrated
reintegration homeschooled deregistered offrolled nonattendance punctuality detentions bullied cyberbullying
scapegoating scapegoated parentified parentification attunement disinhibited dysregulated dysregulation hypervigilant
dissociating selfharming ligaturing suicidality hallucinating psychotic delusional paranoid schizophrenia bipolar
sectioned detaining medicating overmedicated sedated epilepsy seizing diabetic hypoglycaemic ketoacidosis asthmatic
inhalers nebuliser gastrostomy tracheostomy wheelchair hoisting nonverbal signing makaton lipreading stammering autistic
masking meltdowns stimming kinship guardianship grandparent stepfather stepsiblings halfsister cohabiting cohabitee
estranged estrangement reconciled remarried separating divorcing childminder childminding nannying babysitting babysat
respite placements disruptions disrupted unplaced remand curfews tagging breached breaching injunctions undertakings
revoking discharge reunification rehabilitated contacts
""".split()  # noqa: SIM905

#: Slips, each with what was meant.
SLIPS = dict(
    pair.split("=")
    for pair in """
    supervison=supervision saftey=safety safegarding=safeguarding safeguading=safeguarding assesment=assessment
    asessment=assessment refferal=referral referal=referral refered=referred recieved=received
    recomendation=recommendation recomendations=recommendations reccomendations=recommendations
    proffesional=professional profesional=professional proffessionals=professionals curiousity=curiosity
    curosity=curiosity neglet=neglect negelct=neglect attendence=attendance apointment=appointment
    appoinment=appointment apointments=appointments hosptial=hospital hopsital=hospital helath=health visiter=visitor
    midwifary=midwifery pregnacy=pregnancy pregnent=pregnant violance=violence domestc=domestic domesic=domestic
    alchohol=alcohol alcohal=alcohol canabis=cannabis cannibis=cannabis fathr=father mothr=mother partnr=partner
    famly=family familly=family childern=children chilren=children polce=police plice=police sevice=service
    servies=services sevices=services agancy=agency comunication=communication communcation=communication
    informaton=information infomation=information sharring=sharing decison=decision decsion=decision
    escallation=escalation escalaton=escalation thresold=threshold treshold=threshold mangement=management
    practioner=practitioner practitoner=practitioner practicioners=practitioners confrence=conference
    conferance=conference stratagy=strategy stategy=strategy dicussion=discussion disscussion=discussion
    procedings=proceedings proceedngs=proceedings arested=arrested assualt=assault assulted=assaulted
    injurys=injuries injuires=injuries bruisng=bruising brusing=bruising fracure=fracture vunerable=vulnerable
    vulnrable=vulnerable begining=beginning occured=occurred commited=committed seperated=separated
    seperation=separation relationshp=relationship relatonship=relationship behavoir=behaviour behaviuor=behaviour
    depresion=depression anxeity=anxiety mentl=mental emotinal=emotional emtional=emotional physcial=physical
    sexaul=sexual histroy=history recrods=records recordng=recording
    """.split()  # noqa: SIM905
)
#: Words of a collection: what was meant, and words that lie near the real ones.
COUNTS = dict.fromkeys(
    [*SLIPS.values(), *"""
    festering reviewing working stalking society setting antenatal training supervisor capable housing caring starting
    advising evading posting meaning mentioned tagged weaving retained remained bailiff coroner contract placement
    breathing sounding seeing raising teaching masked signed parented cautious control triangle
    """.split()],  # noqa: SIM905
    5,
)  # fmt: skip


def test_a_real_word_is_not_mended() -> None:
    assert len(REAL) >= 300
    assert [(word, right) for word in REAL if (right := correction(word, COUNTS, knows()))] == []


def test_most_slips_are_mended() -> None:
    assert len(SLIPS) >= 100
    mended = {slip: correction(slip, COUNTS, knows()) for slip in SLIPS}
    assert sum(mended[slip] == right for slip, right in SLIPS.items()) >= 0.9 * len(SLIPS)


@dataclass(frozen=True)
class Silent:
    """A library of which no passage has any phrase."""

    def labels(self, forms: Collection[str], reviews: Collection[str], *, under: bool = False) -> tuple[str, ...]:
        return ()

    def headed(self, label: str, reviews: Collection[str]) -> bool:
        return False

    def speaks(self, phrase: str) -> bool:
        return False


CARDS = (
    ReviewCard("one", "one.txt", "", "one", subject="Child One", board="Eastmoor Safeguarding Children Board"),
    ReviewCard("q", "q.txt", "", "q", subject="Case Q", board="Eastmoor Safeguarding Children Board"),
)
STOCK = About(
    terms=Terms(9, {"midwifery": 2, "school": 5, "children": 9}), cards=CARDS, known=lambda word: knows()(word),
    holdings=Silent(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Did Gran ring?", []),
        ("how often it Rang that night", []),
        ("was it Bruised when they came", []),
        ("what the Bloods showed", []),
        ("who did Nan tell", []),
        ("did the Boss sign it off", []),
        ("what Marks were on his arm", []),
        ("the visit on Tuesday", []),
        ("over Christmas who came", []),
        ("was an interpreter in Polish there", []),
        ("what did the Midwife write", []),
        ("was it put on Facebook", []),
        ("did Covid change the visits", []),
        ("was the Ambulance called", []),
        ("why was he Sectioned", []),
        ("did he get a Scan", []),
        ("what about the Jabs", []),
        ("was she Tagged then", []),
        ("who was the Lodger", []),
        ("why did they Kick him out", []),
        ("how often was Amara seen", ["Amara"]),
        ("did Mrs Okonkwo reply", ["Okonkwo"]),
        ("was Mr Hope asked", ["Hope"]),
        ("what did Dr Patelski note", ["Patelski"]),
        ("was Kasimir weighed", ["Kasimir"]),
        ("who told Thandiwe that", ["Thandiwe"]),
        ("did he live with Ebrahim", ["Ebrahim"]),
        ("was Siobhan's school told", ["Siobhan"]),
        ("what did PC Pellow see", ["Pellow"]),
        ("when did Zuzanna move in", ["Zuzanna"]),
        ("was he seen by Ms Bright", ["Bright"]),
    ],
)
def test_only_a_name_is_missed(text: str, names: list[str]) -> None:
    assert [part.found for part in parts(text, "absent", STOCK)] == names


@pytest.mark.parametrize(
    ("text", "reviews"),
    [
        ("what did Child One say", {"one"}),
        ("child 1's school", {"one"}),
        ("One of the workers left", set()),
        ("was One told", set()),
        ("baby one", {"one"}),
        ("child 12", set()),
        ("Case Q and child one", {"q", "one"}),
    ],
)
def test_a_number_word_names_a_child_only_with_its_holder(text: str, reviews: set[str]) -> None:
    assert {name for named in names_in(text, CARDS) for name in named.reviews} == reviews


def test_a_place_of_all_reviews_is_not_what_is_asked_about() -> None:
    asked = understand("who chaired the conference in Eastmoor", STOCK)
    assert asked.reviews == ()
    assert "Eastmoor" not in asked.bare


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kto powiedział o tym policji i kiedy to było?", "Polish"),
        ("Co się stało z dzieckiem w szpitalu", "Polish"),
        ("Qui a prévenu la police et quand ?", "French"),
        ("Pourquoi le signalement n'a pas été suivi par les services", "French"),
        ("Was hat die Großmutter über den Vater gesagt?", "German"),
        ("Warum wurde das Kind nicht von der Schule gemeldet", "German"),
        ("¿Quién avisó a la policía y cuándo fue?", "Spanish"),
        ("qué dijo la abuela sobre el padre", "Spanish"),
        ("Chi ha avvertito la polizia e quando?", "Italian"),
        ("Pwy oedd yn gyfrifol am y plentyn?", "Welsh"),
        ("Beth wnaeth yr ysgol pan oedd y plentyn ar goll", "Welsh"),
        ("Quem avisou a polícia e quando foi?", "Portuguese"),
        ("Wie heeft de politie gebeld en waarom niet", "Dutch"),
        ("Cine a spus asta la poliție și când", "Romanian"),
        ("кто сообщил в полицию", "another script"),
        ("من أبلغ الشرطة", "another script"),
        ("谁报警了", "another script"),
        ("who told the police and when", ""),
        ("what was the plan for the unborn", ""),
        ("mum's partner, DV, NFA", ""),
        ("health visitor supervision", ""),
        ("was die mother told", ""),
        ("the au pair and the doula", ""),
        ("de facto carer", ""),
        ("non accidental injury no marks", ""),
        ("did Anna de Souza and la Mer school meet", ""),
        ("who is Zofia Nowak", ""),
        ("gran o gran", ""),
        ("lack of supervison in teh team", ""),
        ("?", ""),
        ("", ""),
    ],
)
def test_another_language_is_told(text: str, language: str) -> None:
    assert other_language(text, knows()) == language
    assert [part.found for part in parts(text, "language", STOCK)] == ([language] if language else [])
