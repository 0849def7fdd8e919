"""The Gradio application: its pages, and which event shows what.

The state of a page lives in the fragment of its address. Whatever a person does changes the fragment; the browser then
calls the one event of the page with that state (`static/casebook.js`), and the answer is HTML made by our templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
        gr.Navbar(visible=False)
        _masthead("Ask")
        with gr.Column(elem_classes="cb-main", elem_id="content"):
            _box(views.ask_intro(), "Your question", "Ask", "What do reviews say about…")
            _live(pages, "ask", views.ask)
    for name, intro, label, placeholder, view in (
        ("Search", views.search_intro, "Search for", "Words, or “an exact phrase”", views.search),
        ("Compare", views.compare_intro, "Aspects, one on each line", "Voice of the child", views.compare),
    ):
        with pages.route(name, f"/{name.lower()}", show_in_navbar=False) as page:
            _masthead(name)
            with gr.Column(elem_classes="cb-main", elem_id="content"):
                _box(intro(), label, name, placeholder, lines=3 if name == "Compare" else 1)
                _live(page, name.lower(), view)
    for name, view in (("Collection", views.collection), ("Evaluation", views.evaluation)):
        with pages.route(name, f"/{name.lower()}", show_in_navbar=False) as page:
            _masthead(name)
            with gr.Column(elem_classes="cb-main", elem_id="content"):
                _live(page, name.lower(), view)
    return pages


def _masthead(here: str) -> None:
    gr.HTML(render("masthead.html", here=here), elem_classes="cb-bare", apply_default_css=False, js_on_load=None)


def _box(intro: str, label: str, button: str, placeholder: str, lines: int = 1) -> None:
    """What a person types into, and the controls beside it."""
    with gr.Group(elem_classes="cb-box"):
        box = gr.Textbox(
            label=label,
            placeholder=placeholder,
            lines=lines,
            max_lines=6,
            elem_id="cb-input",
            max_length=20_000,
            autofocus=False,
            submit_btn=None,
        )
        go = gr.Button(button, variant="primary", elem_id="cb-go")
    gr.HTML(intro, elem_classes="cb-bare", apply_default_css=False, js_on_load=None)
    gr.on([box.submit, go.click], None, [box], None, js="(text) => casebook.go(text)", api_visibility="private")


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
