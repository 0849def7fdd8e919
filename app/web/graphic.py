"""Which passages describe injury, abuse or death in detail: a reader may fold them.

A list of words, not a judgement: it errs on the side of folding, and the fold says what it hides and opens at a press.
"""

from __future__ import annotations

import re

_STEMS = (
    "autops", "bit(?:e|ten) mark", "blee?d", "blood", "bruis", "burn(?:s|t|ed|ing)?\\b", "buried", "cardiac arrest",
    "corpse", "dead body", "decapitat", "decompos", "dismember", "drown", "fractur", "haematoma", "haemorrhag",
    "hang(?:ed|ing)\\b", "head injur", "hypox", "incest", "indecent", "ligature", "lacerat", "maggot", "mutilat",
    "overdos", "penetrat", "petechia", "post[- ]mortem", "rape[ds]?\\b", "rib injur", "scald", "self[- ]harm", "semen",
    "sexual(?:ly)? (?:abus|assault|exploit|touch)", "shaken", "skull", "smother", "stabb", "strangl", "subdural",
    "suffocat", "suicid", "tortur", "unresponsive", "whipp",
)  # fmt: skip
# Of lower case: without regard to case the engine cannot pass over words by their first letter, and takes five times as
# long.
_GRAPHIC = re.compile(rf"\b(?:{'|'.join(_STEMS)})")


def is_graphic(text: str) -> bool:
    """Whether a passage may describe injury, abuse or death in detail.

    >>> is_graphic("The post-mortem found fractures."), is_graphic("The meeting was minuted.")
    (True, False)
    """
    return _GRAPHIC.search(text.lower()) is not None
