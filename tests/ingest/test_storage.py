"""A parsed review survives being saved and loaded, a damaged or newer file says so, a crash leaves no half file."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import LibraryError
from ingest.model import Fact, Fidelity, Pages, Problem, Review, Unit
from ingest.storage import Record, digest, dumps, loads, migrate, write_atomic

TEXT = "1.1 The health visitor called.\nDate | Event\nPublished in 2019 ¹"


def unit(start: int, end: int, **values) -> Unit:
    given_ = {"id": f"r:{start}", "label": "", "occurrence": 1, "kind": "paragraph", "section": (), "pages": None}
    return Unit(review="r", start=start, end=end, text=TEXT[start:end], **{**given_, **values})


def review(**values) -> Review:
    return Review(
        **{
            "id": "r",
            "source": "R & D.txt",
            "sha256": "ab" * 32,
            "format": "txt",
            "title": "Serious Case Review, Child R",
            "case": "harrow-child-r",
            "metadata": {"agencies": (Fact("police", "r:0", 0.8), Fact("hospital", "r:0"))},
            "fidelity": Fidelity(
                words=11,
                kept=0.995,
                pages=2,
                pages_without_text=(2,),
                problems=(Problem("number-gap", "1.2", "r:0", 1),),
            ),
            "text": TEXT,
            "units": (
                unit(
                    0, 30, label="1.1", section=("1 Story", "Home"), pages=Pages(("iv", "1"), (4, 5)), role="narrative"
                ),
                unit(31, 43, kind="table_row", cells=("Date", "Event"), columns=("a", "b"), ocr=0.98, owner="Board"),
            ),
            "added": "2026-01-02T03:04:05+00:00",
            "aliases": {"r:old": "r:0"},
            "tombstones": ("r:gone",),
            **values,
        }
    )


RECORD = Record(
    review=review(),
    origin="/somewhere/R & D.txt",
    parser=3,
    sidecar="cd" * 32,
    found={"year": (Fact("2019", "r:31", 0.7),)},
    beside={"board": ("Harrow",)},
    user={"themes": ("neglect", "alcohol"), "age": ("",)},
)


def test_what_is_saved_is_loaded():
    assert loads(dumps(RECORD), name="r.json") == RECORD


def test_the_same_record_gives_the_same_bytes():
    assert dumps(RECORD) == dumps(loads(dumps(RECORD), name="r.json"))


def test_a_units_text_is_written_once():
    assert dumps(RECORD).decode().count("The health visitor called") == 1


@given(st.text(st.characters(codec=None), min_size=1), st.data())
def test_any_text_is_loaded_as_it_was(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    one = Unit("r:1", "r", text, 1, "paragraph", (text,), Pages((text,), ()), start, end, text[start:end])
    record = Record(review(text=text, units=(one,), source=text, metadata={"title": (Fact(text, text),)}))
    assert loads(dumps(record), name="r.json") == record


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"{}", b'{"schema_version": 1}', b"\xff\xfe", b'{"schema_version":"x"}']
)
def test_a_damaged_file_is_named(data):
    with pytest.raises(LibraryError, match=r"r\.json"):
        loads(data, name="r.json")


@pytest.mark.parametrize("end", range(1, 1200, 97))
def test_a_truncated_file_is_named(end):
    with pytest.raises(LibraryError, match=r"r\.json is damaged"):
        loads(dumps(RECORD)[:end], name="r.json")


def test_a_newer_file_asks_for_an_upgrade():
    document = json.loads(dumps(RECORD))
    document["schema_version"] = 99
    with pytest.raises(LibraryError, match=r"newer Casebook.*Upgrade"):
        loads(json.dumps(document).encode(), name="r.json")


def test_fields_of_a_later_minor_version_are_passed_over():
    document = json.loads(dumps(RECORD))
    document["mood"] = "grave"
    document["units"][0]["mood"] = "grave"
    assert loads(json.dumps(document).encode(), name="r.json") == RECORD


def test_migrations_are_applied_in_order():
    steps = {
        1: lambda old: {**old, "trail": [*old.get("trail", []), 1]},
        2: lambda old: {**old, "trail": [*old["trail"], 2]},
    }
    assert migrate({"schema_version": 1}, name="x", migrations=steps, to=3) == {"schema_version": 3, "trail": [1, 2]}


def test_a_version_without_a_way_here_is_refused():
    with pytest.raises(LibraryError, match="from which no migration leads"):
        migrate({"schema_version": 1}, name="x", migrations={2: dict}, to=3)


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "r.json"
    write_atomic(path, b"old")

    def no_space(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ingest.storage.os.fsync", no_space)
    with pytest.raises(LibraryError, match=r"No space left on device.*Make room"):
        write_atomic(path, b"new")
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("r.json", b"old")]


def test_digest_is_that_of_the_bytes():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_an_id_that_is_set_is_kept_apart_from_one_that_is_found():
    changed = replace(RECORD, user={})
    assert loads(dumps(changed), name="r").found == RECORD.found
