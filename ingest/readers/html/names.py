"""Elements of HTML by what they do on the page."""

from __future__ import annotations

from lxml import etree

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
#: Elements that begin and end a block of text.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p",
    "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
#: Elements without text of the page.
UNREAD = frozenset((
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "frame", "frameset",
    "object", "embed", "applet", "canvas", "audio", "video", "svg", "select", "option", "textarea", "button",
    "input", "datalist", "map", "area", "param", "source", "track", "noframes", "rp", "rt", "progress",
    "meter",
))  # fmt: skip


def name(node: etree._Element) -> str:
    """The element's name, which the parser gives in lower case; "" for what is no element."""
    tag = node.tag
    return tag if isinstance(tag, str) else ""


def classes(node: etree._Element) -> set[str]:
    """The element's class names and id, in lower case."""
    return set(f"{node.get('class', '')} {node.get('id', '')}".lower().split())
