"""Markdown, which a bank's texts are written in, as HTML that is safe on any page."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_markdown = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["lheading", "code", "reference"])
)
_TAGS = {
    "p", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "code", "br", "hr", "a",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_LOWEST = 6


@lru_cache(maxsize=4096)
def prose(markdown: str, deeper: int = 0) -> Markup:
    """A text of several paragraphs. `deeper`: by how many levels its headings sink below others on the page."""
    tokens = _markdown.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + deeper, _LOWEST)}"
    return Markup(
        nh3.clean(
            _markdown.renderer.render(tokens, _markdown.options, {}),
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"https", "http", "mailto", "tel"},
            link_rel="noopener noreferrer",
        )
    )


@lru_cache(maxsize=4096)
def inline(markdown: str) -> Markup:
    """One paragraph without the paragraph around it."""
    return Markup(nh3.clean(_markdown.renderInline(markdown), tags={"em", "strong", "code"}, attributes={}))
