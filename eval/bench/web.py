"""The page and the API under `casebook serve`: how fast they are, with how many users, and whether memory stays flat.

    python -m eval.bench.web [--copies N] [--library DIR] [--requests N]

Takes in N variations of each review of the sample (names and years changed; 10 make 100 reviews) and one of 150 pages
made of their paragraphs, serves them, and measures in a fresh browser without a cache. Every question is asked once, so
that no answer comes from memory. Needs a Chromium; run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import permutations, product
from pathlib import Path
from typing import Any

from app.api import presence
from app.api.presence import Presence
from app.api.served import greets

HOME = Path(__file__).resolve().parent.parent.parent
CASEBOOK = (str(Path(sys.executable).with_name("casebook")), "--library")
SUBJECTS = (
    "missed appointments", "bruising", "interpreters", "supervision", "housing", "alcohol", "school attendance",
    "a strategy discussion", "fathers", "grandparents", "case transfer", "health visiting", "domestic abuse", "neglect",
    "the voice of the child", "record keeping", "escalation", "unsafe sleep", "thresholds", "the police", "diabetes",
    "home visits", "medication", "letters", "the nursery", "probation", "agency challenge", "early help", "midwives",
    "training", "workload", "consent", "poverty", "disability", "moving house", "written agreements", "the GP",
    "asthma",
    "self-harm", "care leavers", "trains", "discharge", "family meetings", "photographs", "safety plans", "absence",
)  # fmt: skip
PAGES, WORDS_A_PAGE = 150, 350
LONG = "long-review"
USERS, EACH = 20, 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=10, help="Variations of each review of the sample.")
    parser.add_argument("--library", type=Path, help="Where the collection is kept, to be used again.")
    parser.add_argument("--requests", type=int, default=2000, help="Requests after which memory is looked at.")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        library = wanted.library or Path(scratch) / "library"
        if not (library / "reviews" / f"{LONG}.json").is_file():
            fill(library, Path(scratch) / "files", wanted.copies)
        opened = ("What do reviews say about", "What have reviews found on")
        asked = (f"{what} {one} and {other}?" for what, (one, other) in product(opened, permutations(SUBJECTS, 2)))
        with served(library) as server:
            print(f"{len(list((library / 'reviews').glob('*.json')))} reviews")
            in_browser(server, asked)
            at_once(server, asked)
            memory(server, asked, wanted.requests)


def fill(library: Path, files: Path, copies: int) -> None:
    """Make the variations and the long review, and take them in."""
    files.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in sorted((HOME / "sample" / "sources").glob("*.md"))]
    texts = [re.sub(r"(?s)\A---.*?\n---\n", "", text) for text in texts]
    for number in range(copies):
        for place, text in enumerate(texts):
            (files / f"review-{place}-{number}.md").write_text(varied(text, number), encoding="utf-8")
    (files / f"{LONG}.txt").write_text(long_review(texts), encoding="utf-8")
    command = [*CASEBOOK, str(library), "add", str(files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def varied(text: str, number: int) -> str:
    """Another review of the same shape: other names and years."""
    text = re.sub(r"\b(Child|Baby|Mr|Ms|Siblings) ([A-Z])\b", rf"\1 \g<2>{number}", text)
    text = re.sub(r"\b(Rowan|Jonah|Ivo)\b", rf"\1{'abcdefghijklmnopqrstuvwxyz'[number % 26]}", text)
    return re.sub(r"\b20[012]\d\b", lambda year: str(int(year[0]) - number % 7), text)


def long_review(texts: Sequence[str]) -> str:
    """A review of 150 pages: numbered paragraphs, a chapter every ten pages."""
    sentences = [
        " ".join(part.split()) for text in texts for part in re.split(r"\n\n+", text) if len(part.split()) > 20
    ]
    pages, chapter, number = [], 0, 0
    supply = iter(sentences * 10)
    for page in range(PAGES):
        lines = ["Serious Case Review: Child Z\n\nJune 2014\n"] if page == 0 else []
        if page % 10 == 0:
            chapter, number = chapter + 1, 0
            lines.append(f"{chapter} Chapter {chapter}\n")
        while sum(len(line.split()) for line in lines) < WORDS_A_PAGE:
            number += 1
            words = re.sub(r"^[*#>|\d. -]+", "", next(supply))
            lines.append(f"{chapter}.{number} {words}\n")
        pages.append("\n".join(lines))
    return "\f".join(pages)


@contextmanager
def served(library: Path) -> Iterator[Presence]:
    """`casebook serve` on a library, until the end."""
    command = [*CASEBOOK, str(library), "serve", "--port", "0"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "CASEBOOK_HOST": "127.0.0.1"})
    try:
        while (found := presence.read(library)) is None or found.pid != process.pid or not greets(found):
            if process.poll() is not None:
                raise SystemExit("casebook serve ended.")
            time.sleep(0.05)
        tell("from `casebook serve` to ready", [time.perf_counter() - started])
        yield found
    finally:
        process.terminate()
        process.wait(timeout=30)


def in_browser(server: Presence, asked: Iterator[str]) -> None:
    """First view, ask to first quotation, reader open; each in a browser that has kept nothing."""
    from playwright.sync_api import Page, sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        print("no Chromium: the browser's figures are left out")
        return

    def shown(page: Page, address: str, selector: str) -> float:
        started = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(selector)
        return time.perf_counter() - started

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])

        def fresh(address: str, selector: str, times: int = 5) -> list[float]:
            found = []
            for _ in range(times):
                page = browser.new_context(base_url=server.address).new_page()
                found.append(shown(page, address, selector))
                page.context.close()
            return found

        browser.new_context().new_page().context.close()  # the browser itself is up
        tell("first view", fresh("/", ".cb-welcome"), 1.5)
        for name in ("collection", "search", "evaluation"):
            tell(f"{name}, first view", fresh(f"/{name}", f".cb-{name}, .cb-live section", 3))
        tell("reader open, 150 pages, nothing kept", fresh(f"/review/{LONG}", ".cb-unit"))
        page = browser.new_context(base_url=server.address).new_page()
        shown(page, f"/review/{LONG}", ".cb-unit")
        tell("reader open, 150 pages", [shown(page, f"/review/{LONG}", ".cb-unit") for _ in range(5)], 0.2)
        shown(page, "/", ".cb-welcome")
        tell("ask to first quotation", [page.evaluate(_ASK, next(asked)) / 1000 for _ in range(20)], 0.3)
        browser.close()


_ASK = """question => new Promise(done => {
  const started = performance.now();
  new MutationObserver((_, watch) => {
    // What stands on the page may be changed in place: the answer is told by its question.
    if (document.querySelector('.cb-answer')?.dataset.question !== question) return;
    watch.disconnect();
    done(performance.now() - started);
  }).observe(document.body, {childList: true, subtree: true, attributes: true});
  location.hash = '#q=' + encodeURIComponent(question);
})"""


def ask(server: Presence, question: str) -> float:
    """Seconds of one question over the API."""
    body = json.dumps({"question": question}).encode()
    request = urllib.request.Request(
        f"{server.address}/api/v1/ask", body, {"Content-Type": "application/json"}, method="POST"
    )
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as response:
        found: dict[str, Any] = json.load(response)
    assert found["searched"]["passages"]
    return time.perf_counter() - started


def at_once(server: Presence, asked: Iterator[str]) -> None:
    """Users who all ask at the same time, several times over."""
    found: list[float] = []
    for _ in range(EACH):
        with ThreadPoolExecutor(USERS) as pool:
            found += pool.map(lambda question: ask(server, question), [next(asked) for _ in range(USERS)])
    tell(f"{USERS} users at once", found, 2.0)


def memory(server: Presence, asked: Iterator[str], requests: int) -> None:
    """Resident memory while requests come in, four at a time."""
    sizes = []
    for _ in range(5):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda question: ask(server, question), [next(asked) for _ in range(requests // 5)]))
        sizes.append(resident(server.pid))
    print(f"memory after each fifth of {requests} requests: {', '.join(f'{size:.0f}' for size in sizes)} MB")


def resident(process: int) -> float:
    """Resident memory of a process, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1000


def tell(name: str, seconds: Sequence[float], target: float | None = None) -> None:
    """One line: median and 95th percentile, and the target where there is one."""
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    aim = f" (target {target:g} s)" if target else ""
    print(f"{name}: median {statistics.median(ordered):.3f} s, p95 {high:.3f} s, n {len(ordered)}{aim}", flush=True)


if __name__ == "__main__":
    main()
