"""Markdown, which a bank's texts are written in, as HTML that is safe on any page."""

from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape


def _picture(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    at: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    """The picture, where a page can show it; else what it shows, in words."""
    words = escape(renderer.renderInlineAsText(tokens[at].children, options, env))
    if env.get("pictures"):
        return f'<img src="{escape(tokens[at].attrs["src"])}" alt="{words}">'
    return f"[Picture: {words}]"


_markdown = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["lheading", "code", "reference"])
)
_markdown.add_render_rule("image", _picture)
_TAGS = {
    "p", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "code", "br", "hr", "a",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_INLINE = {"em", "strong", "code"}
_LOWEST = 6


def tokens_of(markdown: str) -> list[Token]:
    return _markdown.parse(markdown)


@lru_cache(maxsize=4096)
def prose(markdown: str, deeper: int = 0, pictures: bool = False) -> Markup:
    """A text of several paragraphs. `deeper`: by how many levels its headings sink below others on the page.

    `pictures`: as elements with the address and the words of the text, and nothing else; else as words.
    """
    tokens = _markdown.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + deeper, _LOWEST)}"
    return Markup(
        nh3.clean(
            _markdown.renderer.render(tokens, _markdown.options, {"pictures": pictures}),
            tags=_TAGS | ({"img"} if pictures else set()),
            attributes={"a": {"href"}, "img": {"src", "alt"}},
            url_schemes={"https", "http", "mailto", "tel"},
            link_rel="noopener noreferrer",
        )
    )


@lru_cache(maxsize=4096)
def inline(markdown: str, pictures: bool = False) -> Markup:
    """One paragraph without the paragraph around it. `pictures`: as for prose."""
    return Markup(
        nh3.clean(
            _markdown.renderInline(markdown, {"pictures": pictures}),
            tags=_INLINE | ({"img"} if pictures else set()),
            attributes={"img": {"src", "alt"}},
        )
    )
