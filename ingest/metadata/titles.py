"""The title as printed, and the clean one that is shown."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.metadata.clues import Clues
from ingest.metadata.kinds import ALL, DOCUMENTS, NAMES, OF_CASES
from ingest.metadata.when import DATE
from ingest.model import Fact
from ingest.patterns import linear
from ingest.storage import Metadata

_KIND = linear("|".join(rf"\b(?:{kind.printed})\b" for kind in ALL), re.IGNORECASE)
_TITLE_WORD = re.compile(
    r"\b(?:overview|executive|summary|report|action\s+plan|response|learning|briefing|review|analysis|recommendations|volume)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"^(?:and|&|with|into|concerning|regarding|in respect of|relating to|of|for)$", re.IGNORECASE)
_ENDS = linear(
    rf"^\W*(?:(?:re-?)?inspections?\s+(?:dates?|carried)\b|judge?ments?\b|(?:overall\s+)?grade\b|(?:lead|reporting)\s+inspector"
    rf"|report\s+published|ordered\s+by\b|born\b|date\b|published\b|publication\b|agreed\b|version\b|draft\b|final\b|{DATE}\W*$|©)|\bauthors?\b|\breviewer\b|\bchair\b|\bby\b",
    re.IGNORECASE,
)
#: What joins a title to a line that was left out.
_TRAILING = linear(r"(?:,?\s+(?:and|&|with|of|for|into))+$")
_BOARD = re.compile(r"\b(?:Partnership|Board|Committee|LSCB|GSCB)\b\W*$", re.IGNORECASE)
_LONGEST = 200
_STATED_WITHIN = 3_000
#: Lines of a title page that are no part of a title.
_MARKING = re.compile(
    r"(?:not\s+)?(?:official(?:[\s:–-]+sensitive)?|confidential|restricted|private|protect(?:ed)?|draft|embargo\w*.*|copy\s+\d+"
    r"|(?:page\s+)?\d+|for\s+publication|in\s+confidence|HC\s+\d+.*|CP\s+\d+.*)",
    re.IGNORECASE,
)


def title(clues: Clues, *, subject: str, board: str, of_case: bool = True) -> Fact | None:
    """The title as printed, its lines joined: from the first line that names the review to the last that adds to it.

    What the title page says outranks the file's properties, which often are those of a template. A report that is of no
    case goes by the place that stands above its title too.
    """
    above = ""
    taken: list[str] = []
    first = ""
    seen: set[str] = set()
    for source, line in clues.title_page.cased().lines():
        clean = _clean(line, board)
        if not clean or clean.lower() in seen:
            continue
        names = bool(_KIND.search(clean)) or bool(subject and subject.lower() in clean.lower())
        adds = names or bool(_TITLE_WORD.search(clean)) or bool(_JOINS.match(clean))
        if taken and (not adds or _ENDS.search(clean) or len(clean) > 120):
            break
        if not taken and not (names or adds) and not of_case and _is_place(clean):
            above = clean
        if (names or adds) and not _ENDS.search(clean) and len(clean) <= _LONGEST:
            taken.extend([above] if above and not taken else [])
            first = first or source
            taken.append(clean)
            seen.add(clean.lower())
        if _complete(taken, subject):
            break
    joined = _TRAILING.sub("", _joined(taken))
    if _KIND.search(joined) or (subject and subject.lower() in joined.lower()):
        return Fact(joined[:_LONGEST].rstrip(), first, 0.85)
    printed, stated = _first_lines(clues, board), next(clues.stated.lines(), None)
    if printed and not (stated and _stands_in(stated[1], clues.opening.text)):
        return printed
    return Fact(stated[1][:_LONGEST].rstrip(), stated[0], 0.6) if stated else None


def _is_place(line: str) -> bool:
    """A short line of names above a title: "City of London"."""
    words = line.split()
    return (
        len(words) <= 6 and not line.endswith((".", ":")) and sum(word[0].isupper() for word in words) * 2 > len(words)
    )


def _stands_in(stated: str, text: str) -> bool:
    """Whether the title that the properties give is printed in the document too."""
    return " ".join(re.findall(r"\w+", stated.lower())) in " ".join(re.findall(r"\w+", text[:_STATED_WITHIN].lower()))


def _first_lines(clues: Clues, board: str) -> Fact | None:
    """Of a document that names no kind of review: what stands first on its title page."""
    taken: list[str] = []
    first = ""
    for source, line in clues.title_page.cased().lines():
        clean = _clean(line, board)
        if not taken and _MARKING.fullmatch(clean or line):
            continue
        if (
            not clean
            or line.rstrip().endswith(":")
            or len(clean) > 120
            or clean.endswith(".")
            or _ENDS.search(clean)
            or len(taken) == 3
        ):
            break
        first = first or source
        taken.append(clean)
    # A lone word, or a page that holds nothing but the file's whole text, is no title.
    if len(" ".join(taken).split()) < 2:
        return None
    return Fact(_joined(taken)[:_LONGEST].rstrip(), first, 0.4)


def display_title(metadata: Metadata, source: str) -> str:
    """The title that is shown: 'Serious Case Review, Case R', 'Serious Case Review, Case V (slides)'.

    Where kind or subject is unknown it is the title as printed, or else the file name's stem.
    """
    values = {key: facts[0].value for key, facts in metadata.items() if facts}
    if any(fact.source in {"user", "sidecar"} for fact in metadata.get("title", ())):
        return values["title"]
    codes = [fact.value for fact in metadata.get("kind", ())]
    reviews = [NAMES[code] for code in codes if code in OF_CASES]
    documents = [DOCUMENTS[code] for code in codes if code in DOCUMENTS]
    if reviews and "subject" in values:
        after = f" ({documents[0]})" if documents else ""
        return f"{' and '.join(reviews)}, {values['subject']}{after}"
    return values.get("title") or re.sub(r"[_\s]+", " ", PurePath(source).stem).strip() or source


def _clean(line: str, board: str) -> str:
    """A line without its board's name, numbers of pages and marks at its ends."""
    text = re.sub(r"\s+", " ", line).strip(" -–—:;,.|\t")
    if board and text.lower().startswith(board.lower()):
        text = text[len(board) :].strip(" -–—:;,.|")
    return "" if _BOARD.search(text) and not _KIND.search(text) else text


def _complete(taken: list[str], subject: str) -> bool:
    joined = " ".join(taken).lower()
    return len(taken) >= 6 or (
        len(joined) > 40 and bool(_KIND.search(joined)) and bool(subject) and subject.lower() in joined
    )


def _joined(lines: list[str]) -> str:
    """Lines of a title as one: a line that begins or ends a phrase is joined with a blank, others with a comma."""
    text = ""
    for line in lines:
        runs_on = re.search(
            r"(?:\b(?:and|of|for|the|concerning|into|to|in|on|serious|case|practice)|[:–-])$", text, re.IGNORECASE
        )
        begins = re.match(
            r"(?:and|&|of|for|concerning|into|review|in respect|re|regarding|relating|with)\b", line, re.IGNORECASE
        )
        text = f"{text}{' ' if runs_on or begins else ', '}{line}" if text else line
    return text
