"""How a review is laid out, how marks are placed, and that nothing in a document is taken as markup."""

from html.parser import HTMLParser

import pytest

from app.web.answers import unit_href
from app.web.assets import frontend, held
from app.web.graphic import is_graphic
from app.web.outline import cells, outline, parts, stretches
from app.web.pictures import match
from app.web.preload import links, needed
from app.web.reader import first_on_page
from app.web.rendering import STATIC, asset, margin_label, marked, render
from app.web.states import filters, first, number, read
from index.model import Searched
from ingest.errors import CasebookError
from ingest.model import Fidelity, Pages, Review, Unit


def unit(text, kind="paragraph", *, id_="r:1", label="", section=(), pages=None, columns=(), cells=()):
    return Unit(
        id=id_,
        review="r",
        label=label,
        occurrence=1,
        kind=kind,
        section=section,
        pages=pages,
        start=0,
        end=len(text),
        text=text,
        columns=columns,
        cells=cells,
    )


def review(*units):
    return Review("r", "r.txt", "", "txt", "R", "r", {}, Fidelity(), "", units)


def test_the_contents_tree_follows_the_headings():
    top = unit("1 Findings", "heading", id_="a")
    below = unit("1.1 Letters", "heading", id_="b", section=("1 Findings",))
    table = unit("Date | Event", "heading", id_="c", section=("1 Findings",))
    other = unit("2 End", "heading", id_="d")
    tree = outline(review(top, below, table, other))
    assert [(each.unit.id, [inner.unit.id for inner in each.below]) for each in tree] == [("a", ["b"]), ("d", [])]


def test_rows_of_one_table_stand_together_under_their_head():
    head = unit("Date | Event", "heading", id_="h")
    rows = [
        unit(f"{day} | Seen", "table_row", id_=day, columns=("Date", "Event"), cells=(day, "Seen"))
        for day in ("1 May", "2 May")
    ]
    laid = list(parts([unit("Before"), head, *rows, unit("After")]))
    assert [part.form for part in laid] == ["text", "table", "text"]
    assert laid[1].head == head
    assert [[(cell.text, cell.at) for cell in row] for row in laid[1].rows] == [
        [("1 May", 0), ("Seen", 8)],
        [("2 May", 0), ("Seen", 8)],
    ]


def test_every_unit_is_laid_out_once():
    units = [
        unit("A | B", "heading", id_="1"),
        unit("alone", id_="2"),
        unit("x | y", "table_row", id_="3", cells=("x", "y")),
        unit("odd row", "table_row", id_="4", cells=("not there",)),
        unit("C | D", "heading", id_="5"),
    ]
    shown = [each.id for part in parts(units) for each in ((part.head,) if part.head else ()) + part.units]
    assert sorted(shown) == ["1", "2", "3", "4", "5"]


def test_cells_that_repeat_have_their_own_places():
    assert [cell.at for cell in cells(unit("no | no", "table_row", cells=("no", "no")))] == [0, 5]


def test_a_page_is_named_where_it_begins():
    units = [
        unit("a", id_="a", pages=Pages(("1",), (3,))),
        unit("b", id_="b", pages=Pages(("1", "2"), (3, 4))),
        unit("c", id_="c", pages=Pages(("2",), (4,))),
        unit("d", id_="d", pages=Pages((), (5,))),
    ]
    assert first_on_page(units) == {"a": "p. 1", "b": "", "c": "p. 2", "d": "PDF p. 5"}


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("7.3.32 A letter was sent.", "7.3.32", "7.3.32"),
        ("Recommendation 3 The Board", "Recommendation 3", ""),
        ("A letter was sent.", "7.3.32", ""),
        ("[59] A letter", "[59]", "[59]"),
        ("4A letter", "4", ""),
    ],
)
def test_a_number_in_the_margin_is_one_that_the_text_opens_with(text, label, expected):
    assert margin_label(unit(text, label=label)) == expected


def test_marks_are_placed_by_character_and_text_is_escaped():
    assert str(marked("a <b> c", ((2, 5),))) == "a <mark>&lt;b&gt;</mark> c"
    assert str(marked("abcdef", ((1, 2), (4, 6)))) == "a<mark>b</mark>cd<mark>ef</mark>"
    assert str(marked("cdef", ((1, 4),), at=2)) == "<mark>cd</mark>ef"


def test_the_address_of_a_quotation():
    assert unit_href(unit("x", id_="case-r:3f9a"), ((3, 9), (12, 20))) == "/review/r#case-r:3f9a~3-9,12-20"


@pytest.mark.parametrize(
    ("words", "page", "expected"),
    [
        ("thenursesaw", "xxthenursesawyy", (2, 13)),
        ("thenurserecordednothing", "andthenurserecorded", (3, 19)),  # runs on overleaf
        ("thenurserecordednothing", "recordednothingatall", (0, 15)),  # began overleaf
        ("thenurse", "adifferentpage", None),
        ("", "page", None),
    ],
)
def test_words_on_a_page_that_they_may_run_over(words, page, expected):
    assert match(words, page) == expected


def test_words_on_a_real_page_are_found(home):
    from app.web.pictures import boxes, picture

    path = home / "sample" / "reviews" / "westmarch-child-k-overview.pdf"
    assert picture(path, 1).startswith(b"\x89PNG")
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        text = document[5].get_textpage().get_text_range()
    sentence = next(part for part in text.replace("\r\n", " ").split(". ") if len(part) > 120)
    found = boxes(path, 6, sentence)
    assert found
    assert all(0 <= box.left < 1 and 0 <= box.top < 1 and 0 < box.width < 1 and 0 < box.height < 0.1 for box in found)
    assert boxes(path, 6, "words that stand on no page of this review at all") == ()


@pytest.mark.parametrize(
    ("text", "graphic"),
    [
        ("The post-mortem examination found three fractures.", True),
        ("She had bruising to the arm.", True),
        ("The meeting was not minuted.", False),
        ("Burnley was not told.", False),
        ("A change in the duty rota.", False),
    ],
)
def test_passages_that_may_be_folded(text, graphic):
    assert is_graphic(text) is graphic


def test_a_state_is_read_and_nothing_else_is():
    state = read('{"q": ["why"], "role": ["finding", "analysis"], "from": ["2015"], "k": ["50"]}')
    assert first(state, "q") == "why"
    assert filters(state).roles == ["finding", "analysis"]
    assert filters(state).years == (2015, 2100)
    assert number(state, "k", 20, 200) == 50
    assert number(read('{"k": ["-1"]}'), "k", 20, 200) == 20
    for broken in ("", "[]", "{", '"x"', '{"q": "text"}', "null"):
        assert read(broken) == {}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> {{7*7}} ${7*7} [a](javascript:alert(1)) \"'"


def test_an_error_is_shown_as_text():
    tags = Tags()
    tags.feed(render("failed.html", error=CasebookError(HOSTILE, remedy=HOSTILE)))
    assert {tag for tag, _ in tags.found} == {"section", "h2", "p"}


def test_what_is_being_searched_is_counted():
    assert "1 passage of 2 reviews" in render("working.html", searched=Searched(2, 1, 1))


def test_what_the_first_view_needs_is_found_in_gradios_own_files():
    names = list(dict.fromkeys(needed(frontend())))
    assert all((frontend() / "assets" / name).is_file() for name in names)
    assert {name.partition("-")[0] for name in names} >= {"index", "core", "Blocks", "HTML"}
    assert len(names) > 30
    assert all(f"</assets/{name}>" in links() for name in names)


def test_a_folder_without_gradios_files_needs_nothing(tmp_path):
    assert list(needed(tmp_path)) == []


@pytest.mark.parametrize(
    "path",
    ["/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/index.html", "/assets/0/casebook.css", "/assets/"],
)
def test_only_files_named_by_their_digest_are_held(path):
    assert held(path) is None


def test_files_named_by_their_digest_are_held():
    kind, content = held(asset("casebook.js"))
    assert kind.endswith("javascript")
    assert content == (STATIC / "casebook.js").read_bytes()
    script = next(name for name in needed(frontend()) if name.endswith(".js"))
    assert held(f"/assets/{script}")[1] == (frontend() / "assets" / script).read_bytes()


def test_a_review_is_laid_out_a_few_screens_at_a_time():
    units = [unit("word " * 100, id_=f"case-r:{number}") for number in range(60)]
    found = list(stretches(units))
    assert [each for stretch in found for part in stretch.parts for each in part.units] == units
    assert len(found) > 3
    assert all(2000 < stretch.tall < 2400 for stretch in found[:-1])
