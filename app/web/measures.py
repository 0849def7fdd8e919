"""What the measures of an evaluation are called on the page, and what each says."""

from __future__ import annotations

#: Measure -> its name in plain English, and what it says.
MEASURES = {
    "rec@600w": ("Key paragraphs in the first 600 words", "share of them that a reader has met by then"),
    "rec@1500w": ("Key paragraphs in the first 1,500 words", "share of them that a reader has met by then"),
    "nDCG@10": ("Order of the first ten", "1 is the best order that there is (nDCG@10)"),
    "R@10": ("Relevant paragraphs in the first ten", "share of all that are relevant (recall@10)"),
    "R@100": ("Relevant paragraphs in the first hundred", "share of all that are relevant (recall@100)"),
    "RR": ("How early the first relevant one stands", "1 is first, 0.5 second (reciprocal rank)"),
    "Success@1": ("The first one is relevant", "share of the questions"),
    "Success@5": ("One of the first five is relevant", "share of the questions"),
    "coverage": ("Reviews that speak of it, found", "share of them among the first twenty passages"),
    "false coverage": ("Reviews that do not, found", "share of them; less is better"),
    "lead": ("First quotation in a right paragraph", "share of the answerable questions"),
    "on the point": ("Quotations from right paragraphs", "share of the quotations of an answer"),
    "points in 60 quoted words": ("Points made in the first 60 words quoted", "share of what a full answer says"),
    "points@100w": ("Points made in 100 words", "share of what a full answer says"),
    "points@200w": ("Points made in 200 words", "share of what a full answer says"),
    "points@400w": ("Points made in 400 words", "share of what a full answer says"),
    "citation precision": ("Citations that are relevant", "share of the paragraphs cited"),
    "citation recall": ("Key paragraphs that are cited", "share of the key paragraphs"),
    "quotes stand": ("Quotations that stand word for word", "checked independently"),
    "labels right": ("Printed numbers cited rightly", "share of the citations"),
    "wrong voice": ("Statements put in the wrong mouth", "share; less is better"),
    "answered": ("Answerable questions answered", "share of them"),
    "refused": ("Unanswerable questions refused", "share of them"),
    "denominator right": ("Count of cases searched is right", "share of the answers"),
    "length": ("Words of an answer", "mean"),
    "named coverage": ("Reviews that speak of it, named", "share of them in the answer"),
    "named false coverage": ("Reviews that do not, named", "share of them; less is better"),
    "AUROC answerable": ("Answerable told from unanswerable", "0.5 is chance, 1 is always (AUROC)"),
    "refused at 95 % answered": ("Refused where 95 % are answered", "share of the unanswerable"),
    "calibration error": ("Confidence that is off", "less is better"),
}
#: System -> what it is.
SYSTEMS = {
    "casebook": "Casebook",
    "bm25": "Words alone (BM25)",
    "dense": "Meaning alone (dense)",
    "bm25+dense": "Both, fused by rank",
    "stock-512": "LlamaIndex as it comes",
    "casebook answers": "Casebook",
    "echo answers": "Best passages, echoed",
    "casebook held out": "Casebook, held out",
    "held-out answers": "Casebook, held out",
}


def measure_name(measure: str) -> tuple[str, str]:
    """The name of a measure and what it says; a measure that is not known is called as it is."""
    return MEASURES.get(measure, (measure, ""))


def system_name(system: str) -> str:
    """What a system is called."""
    return SYSTEMS.get(system, system)
