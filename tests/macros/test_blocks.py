"""Blocks that go past Markdown: each comes back whole, with its ids, and only while a book is built."""

import markdown

from macros import blocks

BLOCK = '<div class="x" id="fig-a"><p>1 &lt; 2 * 3 * 4</p><svg id="in-it"></svg></div>'


def test_a_block_goes_past_markdown_and_comes_back_as_it_was() -> None:
    with blocks.past_markdown():
        text = markdown.markdown(f"前\n\n{blocks.stand_in(BLOCK)}\n\n後", extensions=["md_in_html"])
        assert BLOCK not in text
        html, ids = blocks.put_back(text)
    assert html == markdown.markdown(f"前\n\n{BLOCK}\n\n後", extensions=["md_in_html"])
    assert ids == {"fig-a", "in-it"}


def test_each_block_comes_back_in_its_own_place() -> None:
    with blocks.past_markdown():
        first, second = blocks.stand_in("<p>1</p>"), blocks.stand_in("<p>2</p>")
        assert blocks.put_back(f"{second} {first}")[0] == "<p>2</p> <p>1</p>"


def test_where_no_book_is_built_a_block_is_printed_whole() -> None:
    with blocks.past_markdown():
        pass
    assert blocks.stand_in(BLOCK) == BLOCK
