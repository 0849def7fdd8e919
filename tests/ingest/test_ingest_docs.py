"""What `docs/ingest.md` shows works, and it names what there is."""

import re
from pathlib import Path

from ingest.readers import READERS
from ingest.settings import Limits
from ingest.structure import parse

PAGE = (Path(__file__).parents[2] / "docs" / "ingest.md").read_text(encoding="utf-8")


def test_the_reader_that_it_shows_reads(tmp_path):
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code
    names: dict[str, object] = {}
    exec(code[1], names)
    (tmp_path / "a.lines").write_text("1.1 The nurse knew.\n1.2 The school did not.\n", encoding="utf-8")
    source = names["read"](tmp_path / "a.lines", Limits())
    assert [unit.label for unit in parse(source, review_id="made")[1]] == ["1.1", "1.2"]


def test_every_reader_is_named():
    assert {f"readers/{name}" for name in set(READERS.values())} <= set(re.findall(r"readers/[a-z]+", PAGE))
