"""Numbers put in later, deep and mixed ones, and those over a thousand: each opens a paragraph of its own."""

from __future__ import annotations

import pytest

from ingest.readers.markdown import from_markdown
from ingest.readers.text import from_text
from ingest.structure import parse

HEADS = (
    "The panel met four times and read every record that it was sent.",
    "The midwife wrote to the surgery and was not answered for six weeks.",
    "Nobody asked the grandmother what she had seen on her visits.",
    "The school kept its own notes and did not pass them to the nurse.",
    "Officers called at the house twice and found nobody at home.",
    "The tenancy ended in spring and the family moved across the river.",
    "The plan was reviewed once and closed on the same afternoon.",
)


def labelled(printed: list[str], kind: str = "paragraph", heads: tuple[str, ...] = HEADS) -> list[str]:
    text = "\n\n".join(f"{number} {head}" for number, head in zip(printed, heads, strict=False))
    _, units = parse(from_text(text), review_id="tarn")
    found = [unit for unit in units if unit.kind == kind]
    assert all(unit.text.endswith(head) for unit, head in zip(found, heads, strict=False))
    return [unit.label for unit in found]


@pytest.mark.parametrize(
    "printed",
    [
        "1. 2. 3. 3A. 3B. 4. 4A.",
        "1 2 3 3A 3B 4 5",
        "1. 2. 2a. 2b. 3. 4. 5.",
        "1. 2. 2ZA. 2A. 3. 4. 5.",
        "1.1 1.2 1.2A 1.2B 1.3 2.1 2.1A",
        "2.1 2.2 2.2ZA 2.2A 2.2AA 2.2B 2.3",
        "2.1 2.1.1 2.1.1.a 2.1.1.b 2.1.2 2.2 2.3",
        "1.1 1.1.a 1.1.b 1.2 1.2.a 1.3 1.4",
        "I.1 I.2 II.1 II.2 II.3 III.1 III.2",
        "2.1 2.2 2A.1 2A.2 2A.3 3.1 3.2",
        "998. 999. 1,000. 1,001. 1,002. 1,003. 1,004.",
        "1198 1199 1200 1,201 1,202 1,203 1,204",
    ],
)
def test_each_number_opens_a_paragraph(printed: str) -> None:
    numbers = printed.split()

    assert labelled(numbers) == [number.rstrip(".") for number in numbers]


def test_recommendations_with_letters_are_several() -> None:
    printed = ["Recommendation 1:", "Recommendation 2a:", "Recommendation 2b:", "Recommendation 3:"]

    assert labelled(printed, "recommendation") == [number.rstrip(":") for number in printed]


@pytest.mark.parametrize(
    "head", ["3D models of the stairs were made for the court.", "4G was not to be had in the valley."]
)
def test_a_number_with_a_letter_in_the_text_is_no_label(head: str) -> None:
    heads = (*HEADS[:3], head, *HEADS[3:5])
    text = "\n\n".join(
        f"{number} {words}".strip() for number, words in zip(["1.", "2.", "3.", "", "4.", "5."], heads, strict=True)
    )
    _, units = parse(from_text(text), review_id="tarn")

    assert [unit.label for unit in units if unit.kind == "paragraph"] == ["1", "2", "3", "4", "5"]


def test_a_chapter_put_in_later_has_its_heading() -> None:
    text = (
        f"2 Housing\n\n2.1 {HEADS[0]}\n\n2.2 {HEADS[1]}\n\n2A Heating\n\n2A.1 {HEADS[2]}\n\n2A.2 {HEADS[3]}\n\n"
        f"3 Schooling\n\n3.1 {HEADS[4]}\n\n3.2 {HEADS[5]}"
    )
    _, units = parse(from_text(text), review_id="tarn")

    assert [unit.text for unit in units if unit.kind == "heading"] == ["2 Housing", "2A Heating", "3 Schooling"]
    assert [unit.section for unit in units if unit.label == "2A.2"] == [("2A Heating",)]


@pytest.mark.parametrize("read", [from_text, from_markdown])
@pytest.mark.parametrize("mark", ["", "## "])
def test_numbers_run_on_under_numbered_titles(read, mark: str) -> None:
    titles = ("Introduction", "What Happened", "Findings")
    lines = ["Report on Letters"]
    for part, title in enumerate(titles):
        lines.append(f"{mark}{part + 1}. {title}")
        lines += [f"{number}. {HEADS[number - 1]}" for number in range(2 * part + 1, 2 * part + 3)]
    _, units = parse(read("\n\n".join(lines)), review_id="tarn")

    assert [unit.label for unit in units if unit.kind == "paragraph"] == ["1", "2", "3", "4", "5", "6"]
    assert [(unit.kind, unit.label, unit.text) for unit in units if unit.text.endswith(titles)] == [
        ("heading", str(number), f"{number}. {title}") for number, title in enumerate(titles, 1)
    ]
