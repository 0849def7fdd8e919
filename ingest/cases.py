"""Which documents are about one case: a full report, its executive summary, slides, action plan, response.

Two documents belong together if they have the same subject and the same board. A letter alone is used again by every
board ("Child A" of 2009 and of 2016), so its years must be near; where the board or the year of one is unknown they
are still linked, with less confidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.catalog import Entry, is_set
from ingest.ids import slug
from ingest.metadata.kinds import DOCUMENTS
from ingest.metadata.subjects import identity
from ingest.model import Fact
from ingest.storage import Record

#: Years that may lie between the documents of one case: a response or a progress report comes later.
NEAR = 3
_ADULT = re.compile(r"\b(?:adults?|mr|mrs|ms|miss|resident)\b", re.IGNORECASE)
_BOARD_WORDS = frozenset(
    {"and", "local", "safeguarding", "child", "children", "childrens", "adults", "partnership", "board", "the", "s"}
    | {"regional", "multi", "agency", "community", "safety", "committee", "protection", "safer"}
)


@dataclass(frozen=True, slots=True)
class Link:
    """The case of one review. `confidence` is 1 where a user or sidecar sets it, or where the review stands alone.

    `document` is the name of its file where other documents of the case are of the same kind, "" elsewhere.
    """

    case: str
    confidence: float
    document: str = ""


def link(entries: Iterable[Entry]) -> dict[str, Link]:
    """The case of every review, by review id; the same entries give the same cases in whatever order they came."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    links = {entry.id: Link(entry.facts["case"], 1.0) for entry in ordered if entry.fixed and entry.facts.get("case")}
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in ordered:
        if entry.id in links:
            continue
        subject = identity(entry.facts.get("subject", ""))
        if subject:
            groups[subject].append(entry)
        else:
            links[entry.id] = Link(entry.id, 1.0)
    taken: set[str] = set()  # not those set by hand: they name the case that these documents make
    for subject in sorted(groups):
        for members in _clusters(groups[subject]):
            case = _case_id(members, taken)
            taken.add(case)
            links.update({entry.id: Link(case, _confidence(members)) for entry in members})
    return _told_apart(links, ordered)


def _told_apart(links: dict[str, Link], entries: Sequence[Entry]) -> dict[str, Link]:
    """The links, with the file's name where nothing else tells a document from another of its case."""
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        alike[links[entry.id].case, DOCUMENTS.get(entry.facts.get("kind", ""), "")].append(entry)
    for group in alike.values():
        if len(group) > 1:
            links.update({entry.id: replace(links[entry.id], document=entry.source) for entry in group})
    return links


def alone(entry: Entry) -> Link:
    """The case of a review as long as no other document of it is known."""
    return link([entry])[entry.id]


def placed(record: Record, found: Link) -> Record:
    """The record in its case; one whose case is set by hand keeps that."""
    review = record.review
    metadata = dict(review.metadata)
    metadata.pop("document", None)
    if found.document:
        metadata["document"] = (Fact(found.document, "file name"),)
    if not is_set(record):
        source = metadata["subject"][0].source if "subject" in metadata else "file name"
        metadata["case"] = (Fact(found.case, source, found.confidence),)
    return replace(record, review=replace(review, case=found.case, metadata=metadata))


def _clusters(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries of one subject, parted where two cannot be of one case; the best documented come first."""
    clusters: list[list[Entry]] = []
    for entry in sorted(entries, key=lambda entry: (-len(_known(entry)), entry.id)):
        fitting = [cluster for cluster in clusters if all(_fit(entry, member) for member in cluster)]
        # An entry without a board that fits two cases belongs to neither for certain: it stays alone.
        if len(fitting) == 1:
            fitting[0].append(entry)
        else:
            clusters.append([entry])
    return clusters


def _fit(one: Entry, other: Entry) -> bool:
    first, second = one.facts, other.facts
    if bool(_ADULT.search(first["subject"])) != bool(_ADULT.search(second["subject"])):
        return False
    boards = _place(first.get("board", "")), _place(second.get("board", ""))
    # A board may be joined with another later: Derby's becomes that of Derby and Derbyshire.
    if all(boards) and not (boards[0] <= boards[1] or boards[1] <= boards[0]):
        return False
    if not all(boards) and not _telling(first["subject"]):
        return False
    years = first.get("year", ""), second.get("year", "")
    return not all(years) or abs(int(years[0]) - int(years[1])) <= NEAR


def _telling(subject: str) -> bool:
    """Whether a subject is rare enough to stand for its case without a board: a code of two signs or a name pair."""
    words = identity(subject)
    return len(words) > 1 or any(len(word) > 2 and any(sign.isdigit() for sign in word) for word in words)


def _known(entry: Entry) -> list[str]:
    return [key for key in ("board", "year", "kind") if entry.facts.get(key)]


def _place(board: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", board.lower())) - _BOARD_WORDS


def _confidence(members: Sequence[Entry]) -> float:
    if len(members) == 1:
        return 1.0
    unknown = sum(not entry.facts.get(key) for entry in members for key in ("board", "year"))
    return round(max(0.5, 0.95 - 0.1 * unknown), 2)


def _case_id(members: Sequence[Entry], taken: set[str]) -> str:
    """'norfolk-case-r' from board and subject; with the year, then a number, where another case has that id."""
    facts = members[0].facts
    place = " ".join(word for word in re.findall(r"[a-z]+", facts.get("board", "").lower()) if word not in _BOARD_WORDS)
    if not place:
        return members[0].id if members[0].id not in taken else f"{members[0].id}-case"
    base = slug(f"{place} {facts['subject']}")
    year = f"{base}-{facts['year']}" if facts.get("year") else base
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (base, year, *numbered) if name not in taken)
