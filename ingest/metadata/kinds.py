"""Kind of review and of document, from the words on the title page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.metadata.clues import Clues, Zone
from ingest.model import Fact


@dataclass(frozen=True, slots=True)
class ReviewKind:
    """One kind of review or report: its short name, its name in full, and how it is printed.

    Args:
        case: it is about one case, whose subject names it; a report of another kind goes by its title.
    """

    code: str
    name: str
    printed: str
    case: bool = True

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the kind wherever it is named."""
        return re.compile(rf"\b(?:{self.printed})\b", re.IGNORECASE)


#: A kind whose name holds another's comes before it.
REVIEWS: tuple[ReviewKind, ...] = (
    ReviewKind("SUSR", "Single Unified Safeguarding Review", r"single\s+unified\s+safeguarding\s+reviews?|SUSRs?"),
    ReviewKind(
        "DHR",
        "Domestic Homicide Review",
        r"domestic\s+homicide\s+(?:overview\s+)?reviews?|DHRs?",
    ),
    ReviewKind(
        "DARDR",
        "Domestic Abuse Related Death Review",
        r"domestic\s+abuse[\s-]+related\s+death\s+(?:overview\s+)?reviews?|DARDRs?",
    ),
    ReviewKind("SAR", "Safeguarding Adults Review", r"safeguarding\s+adults?['’]?s?\s+reviews?|SARs?"),
    ReviewKind(
        "LCSPR",
        "Local Child Safeguarding Practice Review",
        r"local\s+(?:child(?:ren)?(?:['’]?s)?\s+)?safeguarding\s+(?:children\s+)?practice\s+reviews?|LCSPRs?|LSCPRs?",
    ),
    ReviewKind(
        "CSPR",
        "Child Safeguarding Practice Review",
        r"child(?:ren)?(?:['’]?s)?\s+safeguarding\s+practice\s+reviews?|safeguarding\s+practice\s+reviews?|CSPRs?",
    ),
    ReviewKind("CPR", "Child Practice Review", r"child(?:ren)?(?:['’]?s)?\s+practice\s+reviews?|CPRs?"),
    ReviewKind("APR", "Adult Practice Review", r"adult\s+practice\s+reviews?|APRs?"),
    ReviewKind("SCR", "Serious Case Review", r"serious\s+case\s+reviews?|SCRs?"),
    ReviewKind("significant case review", "Significant Case Review", r"significant\s+case\s+reviews?"),
    ReviewKind("case management review", "Case Management Review", r"case\s+management\s+reviews?|CMRs?"),
    ReviewKind("rapid review", "Rapid Review", r"rapid\s+reviews?"),
    ReviewKind("national review", "National Review", r"national\s+(?:thematic\s+)?reviews?", case=False),
    ReviewKind(
        "thematic review",
        "Thematic Review",
        r"thematic\s+(?:(?:partnership|safeguarding|case|multi[\s-]?agency|learning)\s+)*reviews?",
        case=False,
    ),
    ReviewKind(
        "learning review",
        "Learning Review",
        r"(?:(?:multi[\s-]?agency|partnership|practice|local|extended|case)\s+)*learning\s+reviews?"
        r"|(?:partnership|multi[\s-]?agency(?:\s+case)?)\s+reviews?",
    ),
)
#: Reports of other bodies: by what their title pages call them, never by what they speak of.
REPORTS: tuple[ReviewKind, ...] = (
    ReviewKind(
        "prevention of future deaths report",
        "Prevention of Future Deaths Report",
        r"(?:reports?\s+)?(?:to\s+prevent|(?:for\s+the\s+)?prevention\s+of)\s+future\s+deaths?(?:\s+reports?)?"
        r"|regulation\s+28\s+reports?|PFD\s+reports?",
        case=False,
    ),
    ReviewKind(
        "ombudsman report",
        "Ombudsman Report",
        r"ombudsman(?:['’]s)?\s+(?:reports?|investigations?|decisions?)"
        r"|(?:report|investigation|decision)\s+(?:by|of)\s+the\s+[^\n]{0,60}ombudsman"
        r"|(?<=\n)[^\n]{0,60}\bombudsman(?:\s+for\s+[^\n]{1,30})?(?=\n|$)",
        case=False,
    ),
    ReviewKind(
        "inspection report",
        "Inspection Report",
        r"(?:re-?)?inspections?\s+(?:report|of|into)|(?:report\s+(?:of|on)\s+)(?:an?\s+|the\s+)?(?:\w+\s+)?inspections?"
        r"|(?:joint\s+)?(?:targeted\s+)?area\s+inspections?|inspection\s+dates?(?=\s*:)",
        case=False,
    ),
    ReviewKind(
        "committee report",
        "Committee Report",
        r"(?:select\s+)?committee(?:['’]s)?\s+report|report\s+of\s+the\s+[^\n]{0,60}(?<!protection\s)committee"
        r"|\w+\s+(?:special\s+)?report\s+of\s+session\s+(?:19|20)\d\d(?:\s*[–—-]\s*\d{2,4})?|select\s+committee",
        case=False,
    ),
    ReviewKind(
        "inquiry report",
        "Inquiry Report",
        r"(?:(?:independent|public|statutory|non-statutory|national|local|judicial)\s+)*inquiry(?:\s+report)?",
        case=False,
    ),
)
ALL = (*REVIEWS, *REPORTS)
NAMES = {kind.code: kind.name for kind in ALL}
#: Codes of the kinds that are about one case.
OF_CASES = frozenset(kind.code for kind in ALL if kind.case)
OF_NO_CASE = frozenset((*(kind.code for kind in ALL if not kind.case), "government response"))

#: Documents about a review that are not its report; each with what follows its title.
DOCUMENTS = {
    "slides": "slides",
    "summary": "summary",
    "action plan": "action plan",
    "government response": "government response",
    "response": "response",
    "learning brief": "learning brief",
    "letter": "letter",
    "progress report": "progress report",
    "easy read": "easy read",
}
_DOCUMENT = (
    (
        "learning brief",
        re.compile(
            r"\b(?:7|seven)[\s-]*(?:minute|point|min)\s+(?:briefing|learning|guide)|\b(?:learning|practi\w+)\s+brief(?:ing)?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "summary",
        re.compile(
            r"\b(?:executive|learning|public(?:ation)?|short)\s+summary\b|\bsummary\s+(?:report|of\s+(?:the\s+)?(?:learning|findings))",
            re.IGNORECASE,
        ),
    ),
    ("government response", re.compile(r"\bgovernment(?:['’]s)?\s+response\b", re.IGNORECASE)),
    (
        "response",
        re.compile(
            r"\b(?:response|statement)\s+(?:to|on)\b|\b(?:board|partnership|agenc\w+)['’]?s?\s+response\b",
            re.IGNORECASE,
        ),
    ),
    ("action plan", re.compile(r"\baction\s+plan\b", re.IGNORECASE)),
    ("progress report", re.compile(r"\bprogress\s+report\b", re.IGNORECASE)),
    ("easy read", re.compile(r"\beasy[\s-]+read\b", re.IGNORECASE)),
    ("letter", re.compile(r"^(?:open\s+)?letter\b|\bletter\s+(?:to|from)\b|^dear\s", re.IGNORECASE)),
)
_PRESENTATION = re.compile(
    r"\b(?:this|the following)\s+(?:presentation|slides?(?:\s+(?:pack|set|deck))?|powerpoint)\b", re.IGNORECASE
)
_PRESENTED_WITHIN = 1_500
_JOINED = re.compile(r"(?:\band|\bwith|\bincluding|&|\+|,)\s*(?:the\s+|an\s+|\w+\s+)?$", re.IGNORECASE)
_FULL_REPORT = re.compile(r"\b(?:overview|full|final)\s+report\b", re.IGNORECASE)
_LONGEST_TITLE = 120


def kinds(clues: Clues) -> tuple[Fact, ...]:
    """The document's own kind where it is not the report, then the kind of review."""
    reviews = _reviews(clues)
    document = _document(clues)
    return ((document,) if document else ()) + reviews


def normal_kind(value: str) -> str:
    """The controlled name of a kind, however it is written; the value itself where it is of no kind we know."""
    lowered = " ".join(value.lower().split())
    for name in DOCUMENTS:
        if lowered in {name, f"{name}s", f"executive {name}"}:
            return name
    found = next((kind.code for kind in ALL if kind.pattern.fullmatch(lowered)), None)
    return found or value


def _reviews(clues: Clues) -> tuple[Fact, ...]:
    for zone, confidence in ((clues.title_page, 0.95), (clues.stated, 0.8), (clues.name, 0.8), (clues.headers, 0.7)):
        found = _first(zone, confidence)
        if found:
            return found
    return _spoken_of(clues)


def _first(zone: Zone, confidence: float) -> tuple[Fact, ...]:
    """The kind that is named first, and one that is joined to it ("SCR and Domestic Homicide Review")."""
    spans: list[tuple[int, int, str]] = []
    for kind in ALL:
        for match in kind.pattern.finditer(zone.text):
            if not any(start <= match.start() < end for start, end, _ in spans):
                spans.append((match.start(), match.end(), kind.code))
    # A rapid review comes before the review that it leads to: where both are named, the document is the latter.
    spans.sort(key=lambda span: (span[2] == "rapid review", span))
    if not spans:
        return ()
    facts = [Fact(spans[0][2], zone.source_at(spans[0][0]), confidence)]
    if len(spans) > 1 and re.fullmatch(r"\s*(?:and|&|/|\+)\s*", zone.text[spans[0][1] : spans[1][0]], re.IGNORECASE):
        facts.append(Fact(spans[1][2], zone.source_at(spans[1][0]), confidence))
    return tuple(facts)


def _spoken_of(clues: Clues) -> tuple[Fact, ...]:
    """The kind that the document calls itself most often ("this serious case review"); what it speaks of is not it.

    Of a document about a review, slides or a summary, it is the review that they tell of most.
    """
    document = _document(clues)
    about = document.value if document else ""
    counts: list[tuple[int, int, Fact]] = []
    for order, kind in enumerate(REVIEWS):
        hits = list(clues.opening.finditer(re.compile(rf"\bthis\s+(?:\w+\s+)?(?:{kind.printed})\b", re.IGNORECASE)))
        if not hits and about in ("slides", "summary"):
            hits = list(clues.opening.finditer(kind.pattern))
            counts.extend([(0, len(hits) - 1000, Fact(kind.code, hits[0][1], 0.5))] if hits else [])
        elif hits:
            counts.append((len(hits), -order, Fact(kind.code, hits[0][1], 0.6)))
    return (max(counts, key=lambda count: count[:2])[2],) if counts else ()


def _document(clues: Clues) -> Fact | None:
    """What the document is, if it is not the report itself: the first thing that its title calls it."""
    slides = _slides(clues)
    if slides:
        return slides
    for zone, confidence in ((clues.title_page, 0.9), (clues.stated, 0.7), (clues.name, 0.7)):
        before = ""
        for source, line in zone.lines():
            if len(line) > _LONGEST_TITLE or line.endswith("."):
                continue  # a sentence may speak of other documents
            named = _named_in(line, before)
            before = f"{line}\n"
            if named:
                return Fact(named, source, confidence) if named != "report" else None
    return None


def _named_in(line: str, before: str) -> str:
    """The document that a line names, unless it is joined to another ("SCR and" over "Action Plan")."""
    found = [(match.start(), "report") for match in _FULL_REPORT.finditer(line)]
    for name, pattern in _DOCUMENT:
        match = pattern.search(line)
        if match and not _JOINED.search(before + line[: match.start()]):
            found.append((match.start(), name))
    return min(found)[1] if found else ""


def _slides(clues: Clues) -> Fact | None:
    if clues.is_slides:
        return Fact("slides", next(unit for unit in clues.units if unit.kind == "slide").id, 0.9)
    for match, source in clues.opening.finditer(_PRESENTATION):
        if match.start() < _PRESENTED_WITHIN:
            return Fact("slides", source, 0.8)
    return None
