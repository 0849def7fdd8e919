"""The same review in every format, through the parse: what one format shows, no other may lose."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.formats import LAYOUTS, row
from sample.build import SOURCES
from sample.render.document import load


@pytest.mark.parametrize("form", LAYOUTS)
def test_numbers_units_and_pages_agree(form: str, tmp_path: Path) -> None:
    found = row(load(SOURCES / "greyholm-child-m-scr.md"), form, tmp_path)

    assert found.score.labels.f1 >= 0.98
    assert found.score.units.f1 >= 0.96
    assert found.pages is None or found.pages >= 0.98
    assert (found.fidelity.kept, found.fidelity.invented) == (1.0, 0)


def test_footnotes_of_large_raised_markers_stay_notes(tmp_path: Path) -> None:
    found = row(load(SOURCES / "westmarch-child-k-overview.md"), "PDF, margin", tmp_path)

    assert [unit.kind for unit in found.score.missed] == []
