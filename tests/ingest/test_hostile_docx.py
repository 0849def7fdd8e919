"""Word files that are damaged, locked, disguised or made to harm: one clear line each, in bounded time and memory."""

import io
import struct
import time
import zipfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError, LimitExceeded, UnreadableFile
from ingest.fidelity import words
from ingest.readers.docx import read_docx
from ingest.settings import Limits
from ingest.source import Source
from tests.ingest import docx_makers as d

GOOD = d.parts(
    d.p("Introduction", style="Heading1", num=(1, 0)) + d.p(d.r("The board met.") + d.ref(1), num=(1, 1))
    + d.table(d.row("Date", "Event"), d.row("1.1.15", "Called")) + d.p(d.field("PAGE", "2")),
    numbering=d.abstract(0, d.level(0, "%1."), d.level(1, "%1.%2")) + d.num(1, 0),
    footnotes=d.note(1, "See the Act."),
)  # fmt: skip


def complaint(path, data, limits=Limits()):
    (path / "a.docx").write_bytes(data)
    with pytest.raises(IngestError) as caught:
        read_docx(path / "a.docx", limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\0" * 5000, "is empty"),
        (b"not a zip at all", "damaged"),
        (b"PK\x03\x04" + b"\0" * 400, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "before 2007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office file"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><p>hello", "HTML"),
    ],
)
def test_what_is_no_word_file_is_named(tmp_path, data, words):
    assert words in complaint(tmp_path, data)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.txt": "x"}, "a zip archive, not a Word document"),
        ({"xl/workbook.xml": "<x/>"}, "an Excel workbook"),
        ({"ppt/presentation.xml": "<x/>"}, "a PowerPoint file"),
        ({"word/document.xml": ""}, "not well-formed"),
        ({"word/document.xml": "<w:document"}, "not well-formed"),
        ({"word/document.xml": "<x/>"}, "no document body"),
        ({"word/document.xml": d.document(""), "../../etc/passwd": "x"}, "points outside"),
        ({"word/document.xml": d.document(""), "/etc/passwd": "x"}, "points outside"),
        ({"word/document.xml": d.document(""), "..\\..\\boot.ini": "x"}, "points outside"),
        ({"word/document.xml": d.document(""), "C:/x": "x"}, "points outside"),
    ],
)
def test_archives_that_are_no_sound_word_file(tmp_path, files, words):
    assert words in complaint(tmp_path, zipped(**files))


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("entity", ["&b;", "&x;", ""])
def test_document_types_and_entities_are_refused(tmp_path, entity):
    text = ENTITIES + d.document(d.p(d.r("PLACE"))).replace("PLACE", entity)
    assert "document type" in complaint(tmp_path, zipped(**{"word/document.xml": text}))


def test_a_billion_laughs_end_at_once(tmp_path):
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>' + d.document(d.p(d.r("PLACE"))).replace("PLACE", "&a11;")
    before = time.monotonic()
    assert complaint(tmp_path, zipped(**{"word/document.xml": text}))
    assert time.monotonic() - before < 5


def test_two_parts_of_one_name_are_refused(tmp_path):
    data = zipped(**{"word/document.xml": d.document(d.p("one")), "word/documenu.xml": d.document(d.p("two"))})
    assert "two parts" in complaint(tmp_path, data.replace(b"documenu", b"document"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    before = time.monotonic()
    assert "unpacks to 30,000,000 bytes" in complaint(tmp_path, out.getvalue(), Limits(unpacked_bytes=20_000_000))
    assert time.monotonic() - before < 1


def test_a_part_that_lies_about_its_size_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 3_000_000 + d.document("").encode())
    data = bytearray(out.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 500)  # uncompressed size in the central directory
    assert "damaged" in complaint(tmp_path, bytes(data))


def test_an_encrypted_entry_is_refused(tmp_path):
    data = bytearray(zipped(**{"word/document.xml": d.document("")}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in complaint(tmp_path, bytes(data))


def test_a_file_that_was_cut_off_is_damaged(tmp_path):
    whole = d.write(tmp_path / "whole.docx", GOOD).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        assert "damaged" in complaint(tmp_path, whole[: int(len(whole) * share)])


def test_elements_nested_too_deeply_are_refused(tmp_path):
    table = "x"
    for _ in range(200):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>"
    path = d.write(tmp_path / "a.docx", d.parts(table))
    with pytest.raises(LimitExceeded, match="nested too deeply"):
        read_docx(path, Limits())


def test_tables_nested_fifty_deep_are_refused(tmp_path):
    table = d.p("x")
    for _ in range(50):
        table = d.table(d.row(d.cell(table), "y"))
    path = d.write(tmp_path / "a.docx", d.parts(table))
    with pytest.raises(LimitExceeded, match="nested"):
        read_docx(path, Limits())


def test_twenty_thousand_paragraphs_take_seconds(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1."), d.level(1, "%1.%2")) + d.num(1, 0)
    path = d.write(tmp_path / "a.docx", d.parts(d.p("The board met.", num=(1, 1)) * 20_000, numbering=numbering))
    before = time.monotonic()
    source = read_docx(path, Limits())
    assert time.monotonic() - before < 30
    assert source.blocks[-1].label == "1.20000"
    with pytest.raises(LimitExceeded, match="more than 1,000 paragraphs"):
        read_docx(path, Limits(units=1_000))


def test_one_paragraph_of_many_breaks_and_runs_takes_seconds(tmp_path):
    run = d.r("word ") + '<w:r><w:br w:type="page"/></w:r><w:r><w:lastRenderedPageBreak/></w:r>'
    path = d.write(tmp_path / "a.docx", d.parts(d.p(run * 30_000)))
    before = time.monotonic()
    assert len(read_docx(path, Limits()).blocks[0].text.split()) == 30_000
    assert time.monotonic() - before < 30


def test_styles_based_on_each_other_and_lists_in_a_circle_end(tmp_path):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{(n + 1) % 3}"/></w:style>' for n in range(3)
    ) + "".join(
        f'<w:style w:type="numbering" w:styleId="L{n}"><w:name w:val="L{n}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{1 - n}"/></w:numPr></w:pPr></w:style>'
        for n in range(2)
    )
    numbering = "".join(d.abstract(n, extra=f'<w:numStyleLink w:val="L{n}"/>') for n in range(2))
    numbering += d.num(0, 0) + d.num(1, 1)
    path = d.write(tmp_path / "a.docx", d.parts(d.p("a", style="S0", num=(1, 0)), styles=styles, numbering=numbering))
    assert [block.text for block in read_docx(path, Limits()).blocks] == ["a"]


def test_links_out_of_the_file_are_not_followed(tmp_path):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        f'<Relationship Id="s" Type="{kind}/footnotes" Target="file:///etc/passwd" TargetMode="External"/>'
        f'<Relationship Id="t" Type="{kind}/styles" Target="../../../etc/passwd"/>'
    )
    path = d.write(tmp_path / "a.docx", {"word/document.xml": d.document(d.p("a"))}, extra_relations=link)
    assert [block.text for block in read_docx(path, Limits()).blocks] == ["a"]


@pytest.mark.parametrize("name", ['it\'s "quoted".docx', "new\nline.docx", "<script>.docx", "päper 📄.docx"])
def test_odd_file_names(tmp_path, name):
    assert read_docx(d.write(tmp_path / name, GOOD), Limits()).blocks[0].text == "Introduction"


def test_marks_that_turn_or_hide_text_stay_in_it(tmp_path):
    text = "1\u200b.\u202e2 The bo\u2060ard \ufeffmet"
    assert read_docx(d.write(tmp_path / "a.docx", d.parts(d.p(text))), Limits()).blocks[0].text == text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_bytes_changed_is_read_or_refused(tmp_path, data):
    whole = bytearray(d.write(tmp_path / "whole.docx", GOOD).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "a.docx").write_bytes(bytes(whole))
    _read_or_refuse(tmp_path / "a.docx")


TAGS = [
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:pPr", "w:rPr", "w:numPr", "w:ilvl", "w:numId", "w:pStyle", "w:ins",
    "w:del", "w:sdt", "w:sdtContent", "w:hyperlink", "w:fldChar", "w:instrText", "w:br", "w:tab", "w:sym", "w:vanish",
    "w:footnoteReference", "w:drawing", "w:txbxContent", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:sectPr",
    "w:vMerge", "w:gridSpan", "w:tcPr", "w:trPr", "w:tblHeader", "w:moveFrom", "w:outlineLvl", "w:pict", "m:oMath",
]  # fmt: skip
ATTRIBUTES = ["w:val", "w:fldCharType", "w:id", "w:type", "w:instr", "w:char", "w:font", "w:fill", "r:id"]
VALUES = ["1", "0", "-7", "9", "begin", "end", "separate", "page", "x", "F0B7", "99999999999", "Heading1", "restart"]


def _element(children):
    return st.builds(
        lambda tag, attributes, inner: "<{} {}>{}</{}>".format(
            tag, " ".join(f'{key}="{value}"' for key, value in attributes.items()), "".join(inner), tag
        ),
        st.sampled_from(TAGS),
        st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=2),
        st.lists(children, max_size=4),
    )


ELEMENTS = st.recursive(st.sampled_from(["word ", "1.1 ", "&amp;"]), _element, max_leaves=25)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ELEMENTS, max_size=6))
def test_any_arrangement_of_elements_is_read(tmp_path, elements):
    files = {**GOOD, "word/document.xml": d.document("".join(elements))}
    source = _read_or_refuse(d.write(tmp_path / "a.docx", files))
    assert source is not None
    assert all(block.text for block in source.blocks)


WHITE = '<w:color w:val="FFFFFF"/>'
RUNS = st.recursive(
    st.sampled_from(
        [
            d.r("alpha "), d.r("1.1 "), d.r("hidden", "<w:vanish/>"), d.ref(1), d.r("white", WHITE),
            d.field("PAGE", "seven"), "<w:r><w:br/></w:r>", d.r("3", '<w:vertAlign w:val="superscript"/>'),
        ]
    ),
    lambda inner: st.builds(
        lambda tag, runs: f"<w:{tag}>{''.join(runs)}</w:{tag}>",
        st.sampled_from(["ins", "del", "hyperlink", "smartTag", "sdt", "moveTo", "moveFrom"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip
PARAGRAPHS = st.builds(
    lambda runs, style, num, props: d.p("".join(runs) or "<w:r/>", style=style, num=num, props=props),
    st.lists(RUNS, max_size=5),
    st.sampled_from(["", "Heading1", "TOC1"]),
    st.sampled_from([None, (1, 0), (1, 1)]),
    st.sampled_from(["", "", "", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>"]),
)
CONTENT = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3).map(
            lambda rows: d.table(*[d.row(*[d.cell(cell) for cell in row]) for row in rows])
        ),
        st.lists(inner, max_size=3).map(lambda items: f"<w:sdt><w:sdtContent>{''.join(items)}</w:sdtContent></w:sdt>"),
        st.lists(inner, max_size=2).map(
            lambda items: d.p(f"<w:r><w:drawing><w:txbxContent>{''.join(items)}</w:txbxContent></w:drawing></w:r>")
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CONTENT, max_size=6))
def test_the_words_of_a_file_and_of_its_blocks_are_the_same(tmp_path, content):
    path = d.write(tmp_path / "a.docx", {**GOOD, "word/document.xml": d.document("".join(content))})
    source = read_docx(path, Limits())
    printed = " ".join(f"{b.label} {b.text} {b.marker if b.kind == 'footnote' else ''}" for b in source.blocks)
    # Letters, not words: a deleted paragraph mark joins two words that are counted apart.
    assert Counter("".join(words(printed))) == Counter("".join(words(" ".join(source.words))))
    assert "hidden" not in printed
    assert "white" not in printed


def _read_or_refuse(path):
    try:
        source = read_docx(path, Limits())
    except (UnreadableFile, LimitExceeded):
        return None
    assert isinstance(source, Source)
    return source
