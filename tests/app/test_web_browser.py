"""The page in a real browser: every journey of a reader, by mouse and by keyboard, on the sample collection."""

import importlib.util
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def ask(page, question, where="/"):
    page.goto(f"{where}#q={quote(question)}")
    page.wait_for_selector(".cb-answer, .cb-results, .cb-failed")


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


MISSED = "What do reviews say about missed appointments?"


def test_ask_by_keyboard_then_read_the_cited_words_in_their_place(page):
    page.goto("/")
    page.wait_for_selector(".cb-welcome")
    page.get_by_label("Your question").fill("Who asked what Mr B did for Child K in the day?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cb-answer[data-answered=yes]")
    assert "#q=" in page.url
    assert "?" not in page.url.partition("#")[0]
    quoted = page.locator(".cb-quote blockquote").first.inner_text().strip().strip("“”")
    page.locator(".cb-chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".cb-here")
    assert page.url.partition("#")[2].startswith(page.url.partition("/review/")[2].partition("#")[0] + ":")
    marked = "".join(page.locator(".cb-document mark").all_inner_texts())
    assert " ".join(marked.split()) == " ".join(quoted.split("\n")[-1].strip("“”").split())
    assert page.locator("mark").first.is_visible()
    assert page.locator(".cb-cite-mark").count() >= 1
    page.go_back()
    page.wait_for_selector(".cb-answer")
    assert page.get_by_label("Your question").input_value() == "Who asked what Mr B did for Child K in the day?"


def test_the_card_of_a_citation_comes_by_focus_and_goes_by_escape(page):
    ask(page, MISSED)
    page.locator(".cb-group-name a").first.focus()
    page.keyboard.press("Tab")
    card = page.locator("#cb-card")
    card.wait_for(state="visible")
    assert card.locator("mark").count() >= 1
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "cb-card"
    page.keyboard.press("Escape")
    assert card.is_hidden()


def test_the_card_stays_under_the_pointer(page):
    ask(page, MISSED)
    page.locator(".cb-chip").first.hover()
    page.locator("#cb-card").hover()
    page.wait_for_timeout(300)
    assert page.locator("#cb-card").is_visible()


def test_a_quotation_is_copied_with_its_reference(page):
    ask(page, MISSED)
    figure = page.locator(".cb-quote").first
    words = " ".join(figure.locator("blockquote p").last.inner_text().split())
    citation = figure.locator(".cb-copy").get_attribute("data-citation")
    figure.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_text("Copied").first.wait_for()
    assert clipboard(page) == f"{words} ({citation})"
    figure.locator("[data-copy=markdown]").click()
    page.wait_for_timeout(200)
    assert clipboard(page).startswith("> ")
    assert "/review/" in clipboard(page)


#: As Gradio does where it sets a piece for the second time: what was not in the piece goes.
SET_ANEW = """details => {
    details.open = false;
    details.querySelector('.cb-context-body').replaceChildren();
    delete details.querySelector('.cb-context-body').dataset.loaded;
}"""


def test_a_passage_in_its_context_with_the_page_and_the_words_on_it(page):
    ask(page, "Who asked what Mr B did for Child K in the day?")
    details = page.locator(".cb-context[data-passage*='westmarch-child-k-overview']").first
    details.locator("summary").click()
    details.locator(".cb-this mark").first.wait_for()
    assert details.locator(".cb-neighbour").count() == 2
    picture = details.locator("img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 500", arg=picture.element_handle())
    details.locator(".cb-overlay").first.wait_for(state="attached")
    assert "Its words stand in the text" in picture.get_attribute("alt")
    details.evaluate(SET_ANEW)
    details.locator(".cb-this mark").first.wait_for()
    details.locator("summary").click()
    details.evaluate(SET_ANEW)
    page.wait_for_timeout(200)
    assert not details.evaluate("details => details.open")


def test_nothing_found_looks_like_an_answer(page):
    ask(page, "What do reviews say about cryptocurrency mining on ships?")
    assert page.locator(".cb-answer[data-answered=no]").is_visible()
    assert "Searched" in page.locator(".cb-searched").inner_text()
    assert page.get_by_role("heading", name="Nothing in these reviews answers that.").is_visible()
    assert page.locator(".cb-failed").count() == 0


def test_narrowing_is_in_the_address_and_can_be_taken_back(page):
    ask(page, MISSED)
    page.locator(".cb-scope > summary").click()
    page.locator("input[name=review][value=thornmere-rowan-lcspr]").check()
    page.get_by_text(re.compile("passages of 1 review in")).wait_for()
    assert "review=thornmere-rowan-lcspr" in page.url
    page.get_by_role("button", name=re.compile("Stop narrowing to")).click()
    page.get_by_text(re.compile("passages of 6 reviews")).wait_for()
    assert "review=" not in page.url


def test_search_by_review_explained_and_through_results_by_arrow_keys(page):
    ask(page, "bruise on a baby", "/search")
    page.get_by_label("By").select_option("review")
    page.wait_for_selector(".cb-list h3")
    page.get_by_label("Explain the order").check()
    page.wait_for_selector(".cb-explain")
    assert "by=review" in page.url
    assert "explain=1" in page.url
    page.locator("[data-result]").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelectorAll('[data-result]')[1]")
    page.get_by_role("link", name="More like this").first.click()
    page.get_by_role("heading", name=re.compile("^Like ")).wait_for()


def test_the_matrix_states_or_says_not_stated(page, tmp_path):
    page.goto(f"/compare#q={quote('alcohol')}&review=calderwick-jonah-sar&review=thornmere-rowan-slides")
    page.wait_for_selector(".cb-export")
    assert page.locator(".cb-matrix tbody tr").count() == 2
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    download.value.save_as(tmp_path / "matrix.csv")
    rows = (tmp_path / "matrix.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == '"Review","alcohol"'
    assert len(rows) == 3


def test_links_of_the_reader(page):
    page.goto("/review/westmarch-child-k-overview#3.2.2")
    assert page.locator(".cb-here").get_attribute("data-label") == "3.2.2"
    page.goto("/review/westmarch-child-k-overview#99.9")
    page.get_by_text("There is no passage “99.9” in this review.").wait_for()
    assert page.goto("/review/no-such-review").status == 404
    page.get_by_role("heading", name="This review is not here").wait_for()


SHOWN = """() => Object.fromEntries([...document.querySelectorAll('.cb-unit, .cb-heading')].map(unit =>
    [unit.id, [...unit.querySelectorAll('[data-at]')].map(part => [+part.dataset.at, part.textContent])]))"""


def test_the_words_of_a_unit_stand_on_the_page_character_for_character(page, web):
    """Marks are placed by character, so the text on the page must be that of the unit, also in tables."""
    for review in ("dunmarsh-siblings-p-and-q-scr", "thornmere-rowan-slides", "thornmere-rowan-lcspr"):
        page.goto(f"/review/{review}")
        units = json.loads(page.request.get(f"/api/v1/reviews/{review}").text())["units"]
        shown = page.evaluate(SHOWN)
        for unit in units:
            for at, text in shown.get(unit["id"], []):
                assert unit["text"][at : at + len(text)] == text
        assert {unit["id"] for unit in units if unit["kind"] != "heading"} <= set(shown)


def test_find_fold_and_page_in_the_reader(page):
    page.goto("/review/westmarch-child-k-overview")
    page.get_by_label("Find in this review").fill("health visitor")
    page.get_by_role("button", name="Next place").click()
    assert re.match(r"1 of \d+", page.locator(".cb-find-n").inner_text())
    graphic = page.locator("[data-graphic] .cb-text").first
    assert graphic.is_visible()
    page.get_by_role("button", name="Fold graphic detail").click()
    assert graphic.is_hidden()
    page.get_by_role("button", name=re.compile("^Folded")).first.click()
    assert graphic.is_visible()
    # The mode holds on the other pages.
    page.goto("/search#q=bruise")
    folded = page.locator(".cb-result[data-graphic]").first
    folded.get_by_role("button", name=re.compile("^Folded")).click()
    assert folded.locator(".cb-text").is_visible()
    page.get_by_role("button", name="Fold graphic detail", pressed=True).click()
    assert page.locator(".cb-result[data-graphic] .cb-text").nth(1).is_visible()


def test_documents_are_text_everywhere(page):
    ask(page, "Who fed the heron?")
    assert "<svg/onload" in page.locator(".cb-answer").inner_text()
    ask(page, "<img src=x onerror='window.hurt=1'>{{7*7}}${7*7} heron", "/search")
    assert "<script>window.hurt=1</script>" in page.locator(".cb-results").inner_text()
    assert "{{constructor}} and ${name}" in page.locator(".cb-results .cb-list").inner_text()
    review = page.locator("[data-result]").first.get_attribute("href").partition("#")[0]
    page.goto(review)
    assert "<script>window.hurt=1</script>" in page.locator(".cb-document").inner_text()
    assert page.locator(".cb-document script, .cb-document svg").count() == 0
    page.goto("/collection")
    page.wait_for_selector(".cb-reviews")
    page.goto(f"/compare#q={quote('<b>heron</b>')}&review={review.rpartition('/')[2]}")
    page.wait_for_selector(".cb-export")
    assert page.locator(".cb-matrix th b").count() == 0
    assert page.evaluate("window.hurt") is None


def test_adding_and_removing_from_the_page(page, web):
    page.goto("/collection")
    page.wait_for_selector(".cb-collection")
    assert page.locator("#files").is_hidden()
    page.goto(f"/collection#key={web[0].key}")
    page.reload()
    page.locator(".cb-add").wait_for()
    assert web[0].key not in page.url
    text = "Rapid Review\n\n1.1 The pelican waited on the pier for the harbour nurse.\n"
    page.set_input_files("#files", {"name": "pelican.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.locator("#review-pelican").wait_for()
    item = page.locator("#review-pelican")
    item.get_by_text("Describe, link or remove").click()
    page.on("dialog", lambda dialog: dialog.accept())
    item.get_by_role("button", name="Remove this review").click()
    item.wait_for(state="detached")
    page.goto("/review/pelican")
    page.get_by_role("heading", name="This review was removed").wait_for()


AXE = importlib.util.find_spec("axe_playwright_python")
PAGES = {
    "ask": ("/", ".cb-welcome"),
    "answer": (f"/#q={quote(MISSED)}", ".cb-answer"),
    "nothing": ("/#q=cryptocurrency%20mining%20on%20ships", ".cb-answer"),
    "search": ("/search#q=bruise&explain=1", ".cb-results"),
    "compare": ("/compare#q=alcohol&review=calderwick-jonah-sar", ".cb-export"),
    "collection": ("/collection", ".cb-reviews"),
    "evaluation": ("/evaluation", ".cb-evaluation"),
    "reader": ("/review/dunmarsh-siblings-p-and-q-scr#6.2", ".cb-here"),
}


@pytest.mark.skipif(AXE is None, reason="needs axe: pip install axe-playwright-python")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_serious_finding_of_axe_and_no_sideways_scrolling(page, width, scheme):
    script = (Path(AXE.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 850})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for name, (address, ready) in PAGES.items():
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_selector(ready)
        page.evaluate(script)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        bad = [each for each in result["violations"] if each["impact"] in ("serious", "critical")]
        found[name] = [(each["id"], each["nodes"][0]["target"]) for each in bad]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert found == {name: [] for name in PAGES}


def test_the_log_holds_no_question(page, web):
    ask(page, "Where did the walrus sleep?")
    page.goto("/search#q=walrus")
    page.wait_for_selector(".cb-results")
    assert "walrus" not in web[1].read_text()
