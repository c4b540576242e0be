"""Blocks that go past Markdown: each comes back whole, with its ids, and only while a book is built."""

import markdown

from macros.chapter import stand_ins

BLOCK = '<div class="x" id="fig-a"><p>1 &lt; 2 * 3 * 4</p><svg id="in-it"></svg></div>'


def test_a_block_goes_past_markdown_and_comes_back_as_it_was() -> None:
    with stand_ins.past_markdown():
        text = markdown.markdown(f"前\n\n{stand_ins.stand_in(BLOCK)}\n\n後", extensions=["md_in_html"])
        assert BLOCK not in text
        html, ids = stand_ins.put_back(text)
    assert html == markdown.markdown(f"前\n\n{BLOCK}\n\n後", extensions=["md_in_html"])
    assert ids == {"fig-a", "in-it"}


def test_each_block_comes_back_in_its_own_place() -> None:
    with stand_ins.past_markdown():
        first, second = stand_ins.stand_in("<p>1</p>"), stand_ins.stand_in("<p>2</p>")
        assert stand_ins.put_back(f"{second} {first}")[0] == "<p>2</p> <p>1</p>"


def test_where_no_book_is_built_a_block_is_printed_whole() -> None:
    with stand_ins.past_markdown():
        pass
    assert stand_ins.stand_in(BLOCK) == BLOCK
