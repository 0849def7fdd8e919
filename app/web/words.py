"""What the page calls things: plain English for the values of the model."""

from __future__ import annotations

ROLE_NAMES = {
    "methodology": "How the review was done",
    "narrative": "What happened",
    "analysis": "Analysis",
    "finding": "Finding",
    "good_practice": "Good practice",
    "missed_opportunity": "Missed opportunity",
    "recommendation": "Recommendation",
    "response": "Response",
    "family_view": "Family's view",
    "reference": "Reference",
    "none": "Not classed",
}
#: Roles that an answer can be narrowed to, as they follow on "Only".
ROLES_AFTER_ONLY = {
    "finding": "findings",
    "recommendation": "recommendations",
    "analysis": "analysis",
    "good_practice": "good practice",
    "missed_opportunity": "missed opportunities",
    "family_view": "the family's view",
    "response": "responses",
    "narrative": "what happened",
}
VOICE_NAMES = {
    "author": "Review author",
    "agency": "Agency",
    "family": "Family",
    "child": "Child",
    "guidance": "Guidance quoted",
    "research": "Research quoted",
    "none": "Not classed",
}
KIND_NAMES = {
    "paragraph": "Paragraph",
    "recommendation": "Recommendation",
    "table_row": "Table row",
    "list_item_group": "List",
    "slide": "Slide",
    "footnote": "Footnote",
    "heading": "Heading",
    "front_matter": "Front matter",
    "toc": "Contents page",
    "boilerplate": "Running text",
}
#: What says so of a value of metadata; other sources are ids of units.
SOURCES = {
    "user": "set by you",
    "sidecar": "from the file beside it",
    "file name": "from the file's name",
    "file properties": "from the file's properties",
    "running header": "from a running header",
}
PROBLEM_NAMES = {
    "number-gap": "Gap in the numbers",
    "number-repeat": "Number printed twice",
    "page-without-text": "Page without text",
    "hidden-text": "Hidden text left out",
    "words-lost": "Words not kept",
    "words-invented": "Words not in the file",
    "boilerplate": "Much running text",
}
