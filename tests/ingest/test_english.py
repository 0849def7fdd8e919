from ingest.readers.pdf.joins import Vocabulary, join_lines
from ingest.vocabulary.english import common_words

WHOLE = Vocabulary(frozenset({"plan"}), hyphenates=False)


def test_a_word_broken_in_a_narrow_cell_is_made_whole_though_the_file_breaks_no_others():
    assert join_lines(["signed by all nine provi-", "ders in May"], WHOLE) == "signed by all nine providers in May"


def test_a_compound_keeps_its_hyphen():
    assert join_lines(["a solution-", "focussed plan"], WHOLE) == "a solution-focussed plan"
    assert join_lines(["the well-", "being of the child"], WHOLE) == "the well-being of the child"


def test_the_list_holds_whole_words_only():
    assert {"providers", "school"} <= common_words()
    assert not {"provi", "##ing"} & common_words()
