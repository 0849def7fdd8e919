"""Questions to start with, drawn from what the collection holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.schemas import ReviewForm

MOST = 4


def examples(reviews: Iterable[ReviewForm]) -> list[str]:
    """A few questions about what the reviews share, and one about a single review."""
    forms = list(reviews)
    themes = Counter(theme for form in forms for theme in set(values(form, "themes")))
    found = [
        f"What do reviews say about {theme.replace('_', ' ').replace('-', ' ')}?" for theme, _ in themes.most_common(2)
    ]
    agencies = Counter(agency for form in forms for agency in set(values(form, "agencies")))
    found += [f"What is recommended for {agency}?" for agency, _ in agencies.most_common(1)]
    subject = next((subject for form in forms for subject in values(form, "subject")), "")
    if subject:
        found.append(f"What did the review find about {subject}?")
    if forms and len(found) < 2:
        found += ["What do reviews say about listening to children?", "What is recommended?"]
    return found[:MOST]


def values(form: ReviewForm, key: str) -> list[str]:
    """All values of a metadata key."""
    value = form.metadata.get(key, [])
    return [value] if isinstance(value, str) else list(value)
