"""The main content of a page, and what stands around it: menus, banners, footers."""

from __future__ import annotations

from lxml import etree

from ingest.readers.html.names import classes, name

_FRAME_TAGS = {"nav", "header", "footer", "aside"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert"}
_FRAME_NAMES = {
    "nav", "navbar", "navigation", "menu", "main-menu", "sidebar", "side-bar", "breadcrumb", "breadcrumbs", "cookie",
    "cookies", "cookie-banner", "cookie-notice", "site-header", "site-footer", "masthead", "skip-link", "skiplink",
    "share", "social", "related", "related-content", "pagination", "feedback", "footer", "header", "topbar", "banner",
}  # fmt: skip
_CONTENT_NAMES = {"content", "main", "main-content", "maincontent", "page-content", "article", "entry-content"}
_ENOUGH = 0.4
MOST = 50


def main_content(root: etree._Element) -> etree._Element:
    """The element that holds the document: `<main>`, a single `<article>`, one named as content, or the body."""
    body = next((node for node in root.iter("body")), root)
    total = max(1, _words(body))
    for found in (
        [node for node in body.iter() if name(node) == "main" or node.get("role") == "main"],
        list(body.iter("article")),
        [node for node in body.iter("div", "section", "td") if classes(node) & _CONTENT_NAMES],
    ):
        if len(found) > 1 and name(found[0]) == "article":
            continue  # a page of several articles is read whole
        best = max(found[:MOST], key=_words, default=None)
        if best is not None and _words(best) >= _ENOUGH * total:
            return best
    return body


def is_frame(node: etree._Element, main: etree._Element) -> bool:
    """Whether an element inside the main content is page furniture.

    Within `<main>` or an article, headers, footers and asides belong to the document; in a bare body they
    are the site's, unless a header holds the page's only first-level heading.
    """
    if name(node) in ("section", "article", "main", "body", "html", "p", "li", "td", "tr", "table"):
        return False
    role = node.get("role", "").lower()
    if role in _FRAME_ROLES - {"complementary"}:
        return not _holds_title(node, main)
    if name(main) != "body":
        return bool(classes(node) & {"breadcrumb", "breadcrumbs", "skip-link", "cookie-banner", "pagination"})
    if any(name(above) in ("article", "section", "main", "blockquote") for above in node.iterancestors()):
        return False
    named = bool(classes(node) & _FRAME_NAMES) and name(node) in ("div", "ul", "ol", "a", "table")
    if not (name(node) in _FRAME_TAGS or role == "complementary" or named):
        return False
    return not _holds_title(node, main) and not _holds_notes(node)


def is_contents(node: etree._Element) -> bool:
    """Whether an element is the document's own table of contents."""
    if name(node) in ("", "body", "main", "html"):
        return False
    if node.get("role", "") == "doc-toc" or classes(node) & {"toc", "contents", "table-of-contents", "contents-list"}:
        return True
    if name(node) not in ("nav", "ul", "ol"):
        return False
    links = list(node.iter("a"))
    inside = sum(link.get("href", "").startswith("#") for link in links)
    linked = sum(_words(link) for link in links)
    fewest = 1 if name(node) == "nav" else 3
    return (
        len(links) >= fewest
        and inside == len(links)
        and linked >= 0.8 * max(1, _words(node))
        and not _holds_notes(node)
    )


def _holds_title(node: etree._Element, main: etree._Element) -> bool:
    if next(node.iter("h1"), None) is None:
        return False
    return len(list(main.iter("h1"))) == len(list(node.iter("h1")))


def _holds_notes(node: etree._Element) -> bool:
    return bool(classes(node) & {"footnotes", "endnotes", "notes"}) or node.get("role", "").startswith("doc-")


def _words(node: etree._Element) -> int:
    return sum(len(text.split()) for text in node.itertext() if isinstance(text, str))
