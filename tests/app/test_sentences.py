from app.answers.sentences import lead_in, row_key, spans, with_options
from ingest.model import Unit


def _unit(text, label="", kind="paragraph", cells=()):
    return Unit("r:1", "r", label, 1, kind, (), None, 0, len(text), text, cells=tuple(cells))


def _quoted(unit):
    return [unit.text[start:end] for start, end in spans(unit)]


def test_the_label_and_the_title_line_are_not_quoted():
    unit = _unit("4.1 Visits at home\nThe nurse came twice. She left a card.", "4.1")
    assert _quoted(unit) == ["The nurse came twice.", "She left a card."]


def test_bullets_go_and_the_line_that_introduces_them_is_known():
    unit = _unit("4.1 The board should:\n• audit visits\n• train staff", "4.1")
    assert _quoted(unit) == ["The board should:", "audit visits", "train staff"]
    start, end = lead_in(unit, spans(unit)[2])
    assert unit.text[start:end] == "The board should:"


def test_a_short_row_is_quoted_whole_without_its_label():
    assert _quoted(_unit("17 | The board audits visits.", "17", "table_row", ("17", "The board audits visits."))) == [
        "The board audits visits."
    ]
    dated = _unit("9 May 2014 | He left.", "", "table_row", ("9 May 2014", "He left."))
    assert _quoted(dated) == ["9 May 2014 | He left."]
    assert row_key(dated) == "9 May 2014"


def test_a_recommendation_in_a_table_is_quoted_from_its_cells():
    unit = _unit(
        "2 | The trust | Stop the letters. | Complete",
        "2",
        "recommendation",
        ("2", "The trust", "Stop the letters.", "Complete"),
    )
    assert _quoted(unit) == ["The trust | Stop the letters. | Complete"]


def test_a_long_sentence_is_cut_at_semicolons():
    clause = "the worker wrote to the mother and the father about the visit in the week before the meeting"
    unit = _unit("; ".join([clause] * 6) + ".")
    assert all(len(quote.split()) <= 70 for quote in _quoted(unit))
    assert all(quote in unit.text for quote in _quoted(unit))


def test_a_line_that_only_names_the_owner_is_not_quoted():
    text = "Health should review letters. Single agency (Westmarch Health)."
    unit = Unit("r:1", "r", "", 1, "recommendation", (), None, 0, len(text), text, owner="Westmarch Health")
    assert [text[start:end] for start, end in spans(unit)] == ["Health should review letters."]


def test_an_option_of_a_form_that_nobody_ticked_is_no_sentence_to_quote() -> None:
    text = "☒ Family support was offered\n☐ The child was moved\n☐ Yes ☒ No The police were told"
    form = Unit("r:1", "r", "", 1, "list_item_group", (), None, 0, len(text), text)
    assert [text[a:b] for a, b in spans(form)] == ["☒ Family support was offered", "☒ No The police were told"]
    assert [text[a:b] for a, b in with_options(form)][1:3] == ["☐ The child was moved", "☐ Yes"]
