"""The Gradio application: its pages, and which event shows what.

The state of a page lives in the fragment of its address. Whatever a person does changes the fragment; the browser then
calls the one event of the page with that state (`static/casebook.js`), and the answer is HTML made by our templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import gradio as gr

from app.web.rendering import asset, render
from app.web.views import Views

View = Callable[[str], Iterator[str]]
#: No fonts from elsewhere.
SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")
TITLE = "Casebook"


def theme() -> gr.themes.Base:
    """Gradio's plain theme with fonts of the system; colours stand in `static/casebook.css`."""
    return gr.themes.Base(font=SANS, font_mono=MONO, text_size=gr.themes.sizes.text_md)


def head() -> str:
    """What goes into the head of every page: our style and script, served by ourselves."""
    return (
        f'<link rel="stylesheet" href="{asset("casebook.css")}"><script src="{asset("casebook.js")}" defer></script>'
        f'<link rel="icon" href="{asset("mark.svg")}"><meta name="color-scheme" content="light dark">'
    )


def make_pages(views: Views) -> gr.Blocks:
    """All pages."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as pages:
        _page(pages, "Ask", views.ask, Box("Your question", "What do reviews say about…"), views.scope)
    for name, view, box, below in (
        ("Search", views.search, Box("Search for", "Your own words, or “an exact phrase”"), None),
        ("Compare", views.compare, Box("Aspects, one on each line", "Voice of the child", lines=3), views.scope),
        ("Collection", views.collection, None, None),
        ("Evaluation", views.evaluation, None, None),
    ):
        with pages.route(name, f"/{name.lower()}", show_in_navbar=False) as page:
            _page(page, name, view, box, below)
    return pages


@dataclass(frozen=True, slots=True)
class Box:
    """What a person types into."""

    label: str
    placeholder: str
    lines: int = 1


def _page(page: gr.Blocks, name: str, view: View, box: Box | None, below: Callable[[], str] | None) -> None:
    gr.Navbar(visible=False)
    _html(render("masthead.html", here=name))
    with gr.Column(elem_classes="cb-main", elem_id="content"):
        if box is not None:
            _ask(box, name)
        if below is not None:
            _html(below)  # called anew for each visitor, since the collection changes
        _live(page, name.lower(), view)


def _html(text: str | Callable[[], str]) -> None:
    gr.HTML(text, elem_classes="cb-bare", apply_default_css=False, js_on_load=None)


def _ask(box: Box, button: str) -> None:
    """The box and its button: what is typed goes into the fragment, which the page follows."""
    with gr.Group(elem_classes="cb-box"):
        text = gr.Textbox(
            label=box.label,
            placeholder=box.placeholder,
            lines=box.lines,
            max_lines=8,
            elem_id="cb-input",
            max_length=20_000,
        )
        go = gr.Button(button, variant="primary", elem_id="cb-go")
    gr.on([text.submit, go.click], None, [text], None, js="(text) => casebook.go(text)", api_visibility="private")


def _live(page: gr.Blocks, name: str, view: View) -> None:
    """The part of the page that follows the fragment: filled on load, and whenever the fragment changes."""
    state = gr.Textbox(visible=False)
    out = gr.HTML(
        elem_id=f"cb-{name}", elem_classes="cb-bare cb-live", apply_default_css=False, js_on_load=None, min_height=240
    )
    follow = gr.Button("Show", visible="hidden", elem_id="cb-follow")
    gr.on(
        [page.load, follow.click],
        view,
        [state],
        [out],
        js="() => casebook.state()",
        show_progress="hidden",
        concurrency_limit=None,
        trigger_mode="always_last",
        api_visibility="private",
    )
