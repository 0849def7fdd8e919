"""The body that wrote a report which no safeguarding board published: an inspectorate, a committee, a department."""

from __future__ import annotations

from ingest.metadata.clues import Clues
from ingest.metadata.kinds import DOCUMENTS
from ingest.model import Fact
from ingest.patterns import linear

_BODY = linear(
    r"(?:the\s+)?(?P<name>(?:(?:House\s+of\s+(?:Commons|Lords)\s+)?(?:[A-Z][\w'’-]+,?\s+(?:and\s+|of\s+|for\s+)?){1,6}"
    r"(?:Select\s+)?Committee|(?:[A-Z][\w'’-]+,?\s+(?:and\s+|of\s+|for\s+)?){0,6}Ombudsman(?:\s+for\s+[A-Z]\w+)?"
    r"|Ofsted|Estyn|HMICFRS|Care\s+Quality\s+Commission|Care\s+Inspectorate(?:\s+Wales)?"
    r"|(?:H(?:M|er\s+Majesty|is\s+Majesty)(?:['’]s)?)\s+(?:Government|Inspectorate\s+of\s+[A-Z][\w ,]{2,60})"
    r"|(?:Department|Ministry)\s+(?:for|of)\s+[A-Z][\w, ]{2,60}|Home\s+Office|Cabinet\s+Office"
    r"|(?:Child\s+Safeguarding\s+Practice\s+Review|[A-Z]\w+)\s+Panel|(?:Welsh|Scottish)\s+Government"
    r"|(?:[A-Z][\w'’-]+\s+){0,4}Inquiry(?:\s+into\s+[A-Z][\w'’, -]{3,80})?"
    r"|(?:HM\s+)?(?:Senior|Assistant|Area)?\s*Coroner(?:\s+for\s+[A-Z][\w ]{2,50})?))"
)
#: Who answers a report: one of those that it speaks to.
_ANSWERING = linear(
    r"(?P<name>(?:[A-Z][\w'’-]+\s+(?:and\s+|of\s+)?){1,5}(?:Council|Trust|Constabulary|Police|Board|Service|Authority))"
)


def body(clues: Clues, kinds: tuple[Fact, ...]) -> Fact | None:
    """The body that a line of the title page names and nothing else; None where none does."""
    answering = any("response" in fact.value and fact.value in DOCUMENTS for fact in kinds)
    for pattern in (_BODY, *([_ANSWERING] if answering else [])):
        for source, line in clues.title_page.cased().lines():
            match = pattern.fullmatch(line.strip(" .,:;–-"))
            if match:
                return Fact(" ".join(match["name"].split()), source, 0.8)
    return None
