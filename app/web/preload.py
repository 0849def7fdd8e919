"""What a page needs before it shows, told to the browser in the headers of its first answer.

Gradio's scripts ask for one another in a chain of five links, and the browser learns of each file from the one before.
Their names hold digests, so which they are is read from the scripts themselves. Where a version of Gradio writes them
in another way nothing is told, and the page comes as Gradio sends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from app.web.assets import frontend
from app.web.rendering import asset

#: Kinds of component that the first view is made of.
_SHOWN = ("html", "column", "group", "form", "textbox", "button", "navbar")
_ENTRY = re.compile(r"assets/(index-[\w-]+\.js)")
_FILES = re.compile(r"m\.f=\[([^][]*+)\]")
_IMPORT = re.compile(r"import\(`\./([\w.-]+)`\)[^,]{0,300},__vite__mapDeps\(\[([\d,]*)\]\)")


@cache
def links() -> str:
    """The `Link` header: every script, style sheet and drawing of the first view."""
    names = dict.fromkeys(needed(frontend()))
    told = [_link(f"/assets/{name}") for name in names]
    own = [f"<{asset('casebook.css')}>; rel=preload; as=style", f"<{asset('casebook.js')}>; rel=preload; as=script"]
    return ", ".join([*own, *told])


def _link(path: str) -> str:
    if path.endswith(".css"):
        return f"<{path}>; rel=preload; as=style; crossorigin"
    return f"<{path}>; rel=modulepreload"


def needed(folder: Path) -> Iterator[str]:
    """Names of Gradio's files for the first view, in the order in which it would ask for them; some may come twice."""
    try:
        entry = _ENTRY.findall((folder / "index.html").read_text(encoding="utf-8"))[0]
        first = [entry, *_table(_read(folder, entry))]
        yield from first
        for name in first:
            if name.startswith(("Index-", "core-")) and name.endswith(".js"):
                yield from _imported(_read(folder, name))
    except (OSError, IndexError, UnicodeDecodeError):
        return


def _read(folder: Path, name: str) -> str:
    return (folder / "assets" / name).read_text(encoding="utf-8")


def _table(script: str) -> list[str]:
    """The files that a script's imports are numbered by."""
    return [name.strip("\"'").removeprefix("./") for found in _FILES.findall(script)[:1] for name in found.split(",")]


def _imported(script: str) -> Iterator[str]:
    """What a script imports for the first view: the page itself, and the components that it holds."""
    files = _table(script)
    wanted = [*re.findall(r"import\(`\./Blocks-.{0,200}", script), *_components(script)]
    for name, numbers in (found for text in wanted for found in _IMPORT.findall(text)[:1]):
        yield name
        yield from (files[int(number)] for number in numbers.split(",") if number)


def _components(script: str) -> Iterable[str]:
    for kind in _SHOWN:
        for body in re.findall(rf"[,{{]{kind}:\{{([^}}]*)", script):
            yield body.partition("component:")[2]
