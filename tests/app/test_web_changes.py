"""What a person changes from the page: a question's parts, its scope, marks of answers, what is known of a review."""

import json
import re
from urllib.parse import quote

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BRUISE = "What do reviews say about a bruise and CSC?"


def ask(page, question):
    page.goto(f"/#q={quote(question)}")
    page.wait_for_selector(".cb-answer")


def with_key(page, web, address):
    with page.expect_response(lambda answer: answer.url.endswith("/session") and answer.status == 204):
        page.goto(f"/#key={web[0].key}")
    page.goto(address)


def test_what_was_read_into_a_question_is_taken_off_and_put_back(page):
    ask(page, BRUISE)
    page.locator("a.cb-part", has_text="CSC").click()
    page.get_by_text("put back").wait_for()
    assert "drop=acronym%3ACSC" in page.url
    assert page.locator("a.cb-part:not(.cb-off)", has_text="CSC").count() == 0
    page.get_by_text("put back").click()
    page.locator("a.cb-part:not(.cb-off)", has_text="CSC").wait_for()
    page.go_back()
    page.get_by_text("put back").wait_for()


def test_an_answer_is_narrowed_and_widened_again(page):
    ask(page, "What do reviews say about missed appointments?")
    steps = page.get_by_role("navigation", name="Ask it more narrowly")
    steps.locator("p", has_text="Only").get_by_role("link").first.click()
    narrowed = page.get_by_role("button", name=re.compile("^Stop narrowing to"))
    narrowed.wait_for()
    page.get_by_role("link", name="Ask it of the whole collection").wait_for()
    role = narrowed.inner_text().partition("×")[0].strip()
    assert set(page.locator(".cb-answer .cb-badge[data-role]").all_text_contents()) == {role}
    page.get_by_role("link", name="Ask it of the whole collection").click()
    page.get_by_text(re.compile("passages of 6 reviews")).wait_for()
    assert "role=" not in page.url


def test_a_mark_is_kept_on_this_machine(page, web):
    with_key(page, web, "/")
    ask(page, "What do reviews say about missed appointments?")
    page.get_by_role("button", name="Incomplete").click()
    page.get_by_text("Kept on this machine.").wait_for()
    page.get_by_label("Why?").fill("The clinic's letters are missing.")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Kept, with your reason.").wait_for()
    marks = [json.loads(line) for line in (web[2] / "eval" / "marks.jsonl").read_text().splitlines()]
    assert [mark["verdict"] for mark in marks] == ["incomplete", "incomplete"]
    assert marks[1]["note"] == "The clinic's letters are missing."
    assert marks[1]["cited"]


def test_a_mark_without_the_key_says_what_is_needed(page):
    ask(page, "What do reviews say about missed appointments?")
    page.get_by_role("button", name="Right", exact=True).click()
    page.get_by_text("This needs the key").wait_for()


def test_a_review_is_described_linked_and_parted(page, web):
    with_key(page, web, "/collection")
    item = page.locator("#review-calderwick-jonah-sar")
    item.get_by_text("Describe, link or remove").click()
    item.get_by_label("Year").fill("2020")
    item.get_by_role("button", name="Save what I changed").click()
    item.locator(".cb-facts-line", has_text="2020").wait_for()
    year = item.locator("label", has=page.locator("input[name=year]"))
    year.get_by_text("set by you").wait_for()
    item.locator("select[name=other]").select_option("dunmarsh-siblings-p-and-q-scr")
    item.get_by_role("button", name="Link").click()
    group = page.locator(".cb-case", has=item)
    group.get_by_text("2 documents about one case").wait_for()
    assert group.locator("#review-dunmarsh-siblings-p-and-q-scr").count() == 1
    item.get_by_role("button", name="It is a case of its own").click()
    group.wait_for(state="detached")
    assert item.locator("input[name=year]").input_value() == "2020"
    item.locator("input[name=year]").fill("")
    item.get_by_role("button", name="Save what I changed").click()
    item.locator(".cb-facts-line", has_text="2021").wait_for()


def test_the_list_is_sifted_and_ordered(page):
    page.goto("/collection")
    page.get_by_label("Find a review").fill("siblings dunmarsh")
    page.get_by_text("1 of 6").wait_for()
    assert page.locator(".cb-entry:visible").count() == 1
    page.get_by_label("Find a review").fill("")
    page.locator("select[name=sort]").select_option("year")
    page.wait_for_function("location.hash === '#sort=year'")
    page.locator(".cb-reviews").wait_for()


def test_a_bar_leads_to_a_question_of_those_alone(page):
    page.goto("/collection")
    page.locator(".cb-charts").get_by_role("link", name="Recommendation").click()
    page.get_by_role("button", name="Stop narrowing to Recommendation").wait_for()
