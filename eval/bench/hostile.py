"""Hostile files: what it costs to add each of them and to ask a question, and that all of it ends within the limits.

    python -m eval.bench.hostile [--paragraph] [NAME ...]

Each file is added to a library of its own beside a small review, and asked about, in processes of their own: wall time,
highest memory of the process and its children together (resident, what the index maps included), size of the index, and
what `casebook add` said. `--paragraph` compares 250 kB of text in one paragraph with the same words in paragraphs of
1 kB. The exit status is 1 where a file took more than the limits.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.stores.space import on_disk

#: Bytes of memory and seconds that adding a file and asking may take.
MEMORY, SECONDS = 1_500_000_000, 600.0
QUESTION = "What did the nurse write to the surgery?"
BESIDE = """Serious Case Review: Child Elm
Marlow Vale Safeguarding Children Board
Published 2018

1. Findings

1.1 The nurse wrote to the surgery about the bruise, and nobody there read the letter.

1.2 The school rang the house four times in May and spoke to no one.
"""
WORDS = (
    *("the", "child", "mother", "nurse", "surgery", "school", "worker", "letter", "visit", "record", "bruise", "plan"),
    *("meeting", "police", "family", "review", "house", "week", "said", "wrote", "found", "asked", "seen", "known"),
    *("shared", "told", "agreed", "missed", "home", "safe", "young", "early", "late", "about", "after", "before"),
    *("between", "without", "because", "where", "which", "would", "should", "could", "and", "of", "to", "in", "that"),
)
PAGES = 3_000
#: How many times as much one paragraph may cost as the same words in short ones.
AS_MUCH = 1.5


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds of wall time, bytes of memory at most, its exit status and its last line."""

    seconds: float
    memory: int
    status: int
    said: str


def prose(size: int, *, paragraph: int, seed: int = 3) -> str:
    """About `size` characters of sentences that nobody wrote, in paragraphs of about `paragraph` characters, the same
    words whatever the paragraphs."""
    rng = np.random.default_rng(seed)
    sentences: list[str] = []
    paragraphs: list[str] = []
    length = whole = 0
    while whole < size:
        sentence = " ".join(rng.choice(WORDS, size=int(rng.integers(8, 24)))).capitalize() + "."
        sentences.append(sentence)
        length += len(sentence) + 1
        whole += len(sentence) + 1
        if length >= paragraph:
            paragraphs.append(" ".join(sentences))
            sentences, length = [], 0
    return "\n\n".join(
        f"1.{number} {text}" for number, text in enumerate([*paragraphs, " ".join(sentences)], 1) if text
    )


def headed(body: str) -> str:
    """A text as a review: title, board and year over it."""
    title = "Serious Case Review: Child Oak\nMarlow Vale Safeguarding Children Board\nPublished 2019"
    return f"{title}\n\n1. Findings\n\n{body}\n"


def pdf(pages: int) -> bytes:
    """A PDF of so many pages with a numbered paragraph on each."""
    texts = prose(pages * 520, paragraph=500).split("\n\n")
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(pages):
        words = f"{page // 90 + 1}.{page % 90 + 1} {texts[page % len(texts)].split(' ', 1)[-1]}".split()
        lines = [" ".join(words[at : at + 14]) for at in range(0, len(words), 14)]
        shown = "BT /F1 11 Tf 14 TL 70 750 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * page} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream".encode())
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def docx(path: Path, opening: str, body: str, closing: str, times: int = 1) -> None:
    """A Word file whose body is `body` so many times, written piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _LINKS)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f'<w:document xmlns:w="{_WORD}"><w:body>{opening}'.encode())
            for _ in range(times):
                part.write(body.encode())
            part.write(f"{closing}</w:body></w:document>".encode())


def _text(content: Callable[[], str]) -> Callable[[Path], object]:
    return lambda path: path.write_text(content(), encoding="utf-8")


_PARAGRAPH = "<w:p><w:r><w:t>The nurse wrote to the surgery about the bruise.</w:t></w:r></w:p>"
_CELL = "<w:tbl><w:tr><w:tc>"
#: File -> what makes it.
FILES: Mapping[str, Callable[[Path], object]] = {
    "line-of-10-mb.txt": _text(lambda: headed(prose(10_000_000, paragraph=20_000_000))),
    "line-of-1-mb.txt": _text(lambda: headed(prose(1_000_000, paragraph=20_000_000))),
    "stops.txt": _text(lambda: headed("1.1 The nurse wrote a form" + "." * 60_000 + " each year.")),
    "spaces.html": _text(lambda: "<h1>Child Oak</h1><p>1.1 The nurse" + "&nbsp; " * 60_000 + "wrote.</p>"),
    "items.md": _text(lambda: headed("1.1 It asked:\n\n" + "\n".join(f"- thing {n} to do" for n in range(10_000)))),
    "bomb.docx": lambda path: docx(path, "", _PARAGRAPH * 10_000, "", 900),
    "paragraphs.docx": lambda path: docx(path, "", _PARAGRAPH * 10_000, "", 12),
    "deep.docx": lambda path: docx(path, _CELL * 5_000, _PARAGRAPH, "</w:tc></w:tr></w:tbl>" * 5_000),
    "deep.html": _text(lambda: "<div>" * 100_000 + "The nurse wrote." + "</div>" * 100_000),
    "deep.md": _text(lambda: "> " * 20_000 + "The nurse wrote.\n\n" + "[" * 20_000 + "\n\n" + "- " * 5_000 + "x\n"),
    "pages.pdf": lambda path: path.write_bytes(pdf(PAGES)),
}  # fmt: skip


def run(*arguments: str, library: Path) -> Cost:
    """Runs `casebook` and watches it; stopped at twice the limit."""
    command = [sys.executable, "-c", "from app.cli.main import main; main()", "--library", str(library), *arguments]
    started, most = time.monotonic(), 0
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | {"COLUMNS": "160"})
        while process.poll() is None:
            most = max(most, resident(process.pid))
            if time.monotonic() - started > 2 * SECONDS:
                process.kill()
            time.sleep(0.05)
        out.seek(0)
        said = [line.strip() for line in out if line.strip()]
    return Cost(time.monotonic() - started, most, process.returncode, next(iter(said[-1:]), ""))


def resident(process: int) -> int:
    """Bytes of memory of a process and its children; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        tasks = Path(f"/proc/{process}/task").iterdir()
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(resident(int(child)) for child in children)


def measure(folder: Path, name: str, make: Callable[[Path], object]) -> tuple[Cost, Cost, int]:
    """Adds a file beside a small review and asks; also the bytes of the index."""
    folder.mkdir()
    file, beside, library = folder / name, folder / "elm.txt", folder / "library"
    make(file)
    beside.write_text(BESIDE, encoding="utf-8")
    run("add", str(beside), library=library)
    added = run("add", str(file), library=library)
    asked = run("ask", QUESTION, library=library)
    return added, asked, on_disk(library / "index")


def hostile(folder: Path, names: list[str]) -> bool:
    """Prints a line for each file; whether all kept the limits."""
    print(f"{'file':18} | {'add, s':>7} | {'add, MB':>7} | {'ask, s':>7} | {'ask, MB':>7} | {'index, MB':>9} | said")
    kept = True
    for name in names:
        added, asked, size = measure(folder / name.replace(".", "-"), name, FILES[name])
        within = max(added.memory, asked.memory) < MEMORY and max(added.seconds, asked.seconds) < SECONDS
        kept = kept and within and added.status in (0, 1) and asked.status == 0
        took = [(each.seconds, each.memory / 1e6) for each in (added, asked)]
        figures = [f"{seconds:7.1f} | {memory:7.0f}" for seconds, memory in took]
        said = f"{'' if within else 'OVER THE LIMITS: '}{added.said[:140]}"
        print(" | ".join([f"{name:18}", *figures, f"{size / 1e6:9.1f}", said]), flush=True)
    return kept


def paragraph(folder: Path, size: int = 250_000) -> dict[str, float]:
    """Prints what one paragraph costs beside the same words in short ones; measure -> how many times as much."""
    rows = {}
    for name, length in (("one paragraph", 2 * size), ("paragraphs of 1 kB", 1_000)):
        text = headed(prose(size, paragraph=length))
        added, asked, disk = measure(folder / name.replace(" ", "-"), "oak.txt", _text(text.__str__))
        rows[name] = (added.seconds, added.memory / 1e6, asked.seconds, asked.memory / 1e6, disk / 1e6)
    head = ("add, s", "add, MB", "ask, s", "ask, MB", "index, MB")
    print(f"{size // 1000} kB of text in".ljust(24) + " | ".join(f"{each:>9}" for each in head))
    for name, row in rows.items():
        print(f"{name:24}" + " | ".join(f"{value:9.1f}" for value in row))
    shares = [one / many for one, many in zip(*rows.values(), strict=True)]
    print(f"{'times as much':24}" + " | ".join(f"{share:9.2f}" for share in shares), flush=True)
    return dict(zip(head, shares, strict=True))


def main() -> None:
    """Measures; the exit status is 1 where something took more than the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraph", action="store_true", help="only one paragraph beside short ones")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FILES))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = not given.names or given.paragraph
        kept = not whole or max(paragraph(Path(folder)).values()) <= AS_MUCH
        kept = hostile(Path(folder), given.names or list(FILES)) and kept if not given.paragraph else kept
    if not kept:
        sys.exit("Something took more than the limits.")


if __name__ == "__main__":
    main()
