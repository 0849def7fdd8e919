"""What is printed twice in a case is one hit; what only looks alike stays two."""

from __future__ import annotations

import pytest

from index.twins import are_twins, fingerprint

SAID = "The hospital should review how children are seen at weekends, and tell the board by the end of May."

DONE = (
    "Done in June: all wards see children within a day, the rota was changed, and the trust's own audit found that "
    "nine in ten were seen; the board was told in writing and asked for a second audit."
)


@pytest.mark.parametrize(
    ("one", "other", "same_label", "twins"),
    [
        (f"12 Page 31 | {SAID}", f"12. Single Agency Recommendation (Eastmoor General Hospital) {SAID}", True, True),
        (f"12 {SAID}", f"4.7 {SAID}", False, True),
        (SAID, SAID.replace("children", "child's families").replace("weekends", "night"), False, False),
        (SAID, SAID.replace("should review", "should not review"), True, False),
        (f"{SAID} Fifty plans are read.", f"{SAID} Fifty plans are read within 15 days.", True, False),
        (SAID, f"{SAID} {DONE}", True, False),  # what came of it is more than the recommendation
        ("Share the learning.", "Share the learning.", True, False),  # too short to tell
    ],
)  # fmt: skip
def test_twins(one: str, other: str, same_label: bool, twins: bool) -> None:
    first, second = fingerprint(one, "12"), fingerprint(other, "12" if same_label else "4.7")
    assert (bool(first and second) and are_twins(first, second, same_label=same_label)) is twins  # type: ignore[arg-type]
