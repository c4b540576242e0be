"""The filters of timeline and glossary in a real browser: what they hide, what a link brings back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from qeqt import data
from tests.browser.conftest import Reading

Reader = Callable[[str], Reading]
ENTRIES = ".qeqt-timeline > [data-bank]"

CHOICES = [("cbc", ""), ("", "qt"), ("fed", "facility"), ("boj", "taiwan")]
"""Bank and kind; an empty one is no choice."""


def fitting(bank: str, kind: str) -> set[str]:
    """Return the ids of the events that a choice leaves."""
    return {
        f"event-{event.id}"
        for event in data.events()
        if (not bank or event.bank == bank) and (not kind or event.kind == kind)
    }


def seen(page: Page) -> set[str]:
    return set(page.locator(f"{ENTRIES}:visible").evaluate_all("found => found.map(entry => entry.id)"))


@pytest.mark.parametrize(("bank", "kind"), CHOICES)
@pytest.mark.parametrize("mode", ["phone-light", "desktop-dark"])
def test_a_choice_leaves_the_events_that_fit_and_says_how_many(
    reading: Reader, mode: str, bank: str, kind: str
) -> None:
    page = reading(mode).open("timeline/")
    page.locator("select[name=bank]").select_option(bank)
    page.locator("select[name=kind]").select_option(kind)
    left = fitting(bank, kind)
    assert seen(page) == left
    vivid = page.locator(".qeqt-svg--narrow a:not(.qeqt-pale)").evaluate_all(
        "found => found.map(mark => mark.getAttribute('href').slice(1))"
    )
    assert set(vivid) == left & {f"event-{event.id}" for event in data.events() if event.date > "2000"}
    expect(page.locator(".qeqt-filter output")).to_have_text(
        f"{len(left)} 件" if left else "沒有這樣的事件。"
    )


def test_words_leave_the_events_that_say_all_of_them(reading: Reader) -> None:
    page = reading("phone-light").open("timeline/")
    page.locator("input[name=word]").fill("台灣 升息")
    left = seen(page)
    assert 0 < len(left) < len(data.events())
    for name in left:
        text = page.locator(f"#{name}").inner_text()
        assert "台灣" in text and "升息" in text
    assert "word=" in page.url
    again = reading("phone-light").open("timeline/?word=%E7%9F%BD%E8%B0%B7")
    assert "event-svb-fails" in seen(again)


def test_a_mark_on_the_axis_has_its_events_name_and_leads_to_its_row(reading: Reader) -> None:
    page = reading("desktop-dark").open("timeline/?bank=boj")
    mark = page.locator('.qeqt-svg--wide a[href="#event-boj-first-qe"]')
    mark.hover(force=True)
    expect(mark.locator("title")).to_have_text("2001 年 3 月 19 日決定（日本銀行）　日銀開始第一次量化寬鬆")
    mark.click(force=True)
    assert page.url.endswith("#event-boj-first-qe")
    assert page.locator("#event-boj-first-qe:target").count() == 1


def test_the_address_of_a_choice_opens_with_it(reading: Reader) -> None:
    page = reading("phone-light").open("timeline/?bank=boe&kind=qt")
    assert seen(page) == fitting("boe", "qt")


def test_a_link_to_a_hidden_event_shows_everything_again(reading: Reader) -> None:
    hidden = next(event.id for event in data.events() if event.bank == "fed")
    page = reading("phone-light").open(f"timeline/?bank=boj#event-{hidden}")
    assert seen(page) == fitting("", "")


def test_without_scripts_the_timeline_is_a_plain_list_of_all_events(reading: Reader) -> None:
    page = reading("phone-without-scripts").open("timeline/")
    assert not page.locator(".qeqt-filter").is_visible()
    assert page.locator(f"{ENTRIES}:visible").count() == len(data.events())


def words(page: Page) -> set[str]:
    return set(page.locator(".qeqt-glossary > div:visible").evaluate_all("found => found.map(e => e.id)"))


def test_a_group_of_the_glossary_leaves_its_terms_and_its_heading(reading: Reader) -> None:
    page = reading("phone-light").open("glossary/")
    page.locator("select[name=group]").select_option("housing")
    assert words(page) == {term.anchor for term in data.glossary().values() if term.group == "housing"}
    assert page.locator(".md-typeset h2:visible").evaluate_all("found => found.map(e => e.id)") == [
        "glossary-housing"
    ]
    expect(page.locator(".qeqt-filter output")).to_have_text(f"{len(words(page))} 個詞")


def test_the_glossary_is_filtered_by_what_else_a_term_is_called(reading: Reader) -> None:
    page = reading("desktop-dark").open("glossary/")
    page.locator("input[name=word]").fill("放水")
    assert "term-qe" in words(page) and len(words(page)) < 5
    again = reading("desktop-dark").open("glossary/?group=housing#term-qe")
    assert len(words(again)) == len(data.glossary())


def test_without_scripts_the_glossary_is_whole(reading: Reader) -> None:
    page = reading("phone-without-scripts").open("glossary/")
    assert not page.locator(".qeqt-filter").is_visible()
    assert len(words(page)) == len(data.glossary())
    assert page.locator(".qeqt-uses a").count() > 300
