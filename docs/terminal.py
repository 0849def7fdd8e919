"""Draws the terminal picture of the README from what the command really prints.

python docs/terminal.py LIBRARY "QUESTION" docs/terminal.svg
"""

from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path
from textwrap import wrap

WIDTH = 100  # characters
CHAR, LINE, MARGIN = 8.4, 19, 18  # pixels


def lines_of(command: list[str]) -> list[str]:
    """The command's output, wrapped as a terminal of WIDTH columns shows it."""
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [part for line in printed.splitlines() for part in wrap(line, WIDTH, drop_whitespace=False) or [""]]


def svg(prompt: str, lines: list[str]) -> str:
    """A picture of a terminal: the prompt, then what was printed."""
    rows = [f"$ {prompt}", "", *lines]
    width, height = round(WIDTH * CHAR + 2 * MARGIN), len(rows) * LINE + 2 * MARGIN
    texts = "\n".join(
        f'<text x="{MARGIN}" y="{MARGIN + LINE * (row + 1) - 5}" xml:space="preserve">{escape(text)}</text>'
        for row, text in enumerate(rows)
    )
    font = "ui-monospace, Menlo, Consolas, monospace"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
        f"<title>{escape(prompt)}</title>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="#1d2430"/>\n'
        f'<g font-family="{font}" font-size="14" fill="#e6e9ef">\n{texts}\n</g>\n</svg>\n'
    )


if __name__ == "__main__":
    library, question, target = sys.argv[1:]
    casebook = str(Path(sys.executable).with_name("casebook"))
    found = lines_of([casebook, "--library", library, "ask", question])
    Path(target).write_text(svg(f'casebook ask "{question}"', found), encoding="utf-8")
