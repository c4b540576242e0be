"""What leaves the book: pictures that stand by themselves, an archive that says how to read it, cards."""

import csv
import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from macros import charts  # noqa: F401  registers them
from macros.figures import figure, html
from macros.figures.theme import DARK, LIGHT, palette
from macros.pages import share_card, takeaway
from macros.pages.card import CARD
from macros.pages.page import Page

NAMES = ("case_may_2025", "home_balance_sheets", "qe_purchase_walk")
HEAD = (
    '<meta name="qeqt:title" content="兩天"><meta property="og:image" content="https://a.example/'
    f'{CARD}"><meta property="og:image:alt" content="書">'
)


def size(content: bytes) -> tuple[int, int]:
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    return width, height


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_carries_its_colours_ground_title_and_sources(name: str, scheme: str) -> None:
    found = figure.figure(name)
    text = takeaway.standing(found, scheme)
    root = etree.fromstring(text.encode())
    assert "var(" not in text
    assert not re.findall(r"(?:href|src|url)\s*[=(]", text.replace("url(#", ""))
    ground = next(element for element in root if element.tag.endswith("rect"))
    assert ground.get("fill") == palette()[{"light": LIGHT, "dark": DARK}[scheme]]["paper"]
    said = "".join("".join(e.itertext()) for e in root if e.tag.endswith("}text")).replace(" ", "")
    for part in (found.title, found.measure, *html.sources_of(found)):
        assert part.replace("\N{NO-BREAK SPACE}", "").replace(" ", "") in said
    assert "font-family" in text


def test_long_text_breaks_and_loses_nothing() -> None:
    text = "聯準會縮掉 2.37 兆美元的三年半，台股先跌 23%，再漲到低點的 2.1 倍"
    broken = takeaway.lines(text, 20, 200)
    assert len(broken) > 2
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith(("，", "。")) for line in broken)


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_has_rows_pictures_and_two_lines_that_load_them(name: str) -> None:
    files = dict(takeaway.files_of(name))
    packed = zipfile.ZipFile(io.BytesIO(files[takeaway.archive_path(name)]))
    assert {f"{name}.light.svg", f"{name}.dark.svg", f"{name}.csv", "README.txt"} == set(packed.namelist())
    text = packed.read(f"{name}.csv").decode()
    assert text == html.csv_text(figure.figure(name))
    rows = list(csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#")))
    assert len(rows) == len(figure.figure(name).rows)
    readme = packed.read("README.txt").decode()
    assert f'pd.read_csv("{name}.csv", comment="#")' in readme
    again = dict(takeaway.files_of(name))
    assert again == files


def test_a_picture_is_a_png_in_both_schemes_where_there_is_a_font() -> None:
    if not takeaway.writes_chinese():
        pytest.skip("no font for Chinese on this machine")
    files = dict(takeaway.files_of("case_may_2025"))
    light, dark = (files[takeaway.picture_path("case_may_2025", s, "png")] for s in ("light", "dark"))
    assert size(light) == size(dark)
    assert size(light)[0] >= 1000
    assert light != dark


def test_without_a_font_there_is_no_png_and_the_page_keeps_the_card_of_the_book(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(takeaway, "writes_chinese", lambda: False)
    assert not [place for place, _ in takeaway.files_of("case_may_2025") if place.endswith(".png")]
    page = Page(Path("cases/may-2025/index.html"), HEAD)
    share_card.set_card(page, tmp_path, "書")
    assert page.html == HEAD
    assert not list(tmp_path.rglob("*.png"))


def test_a_page_has_the_card_of_its_own_first_figure(tmp_path: Path) -> None:
    if not takeaway.writes_chinese():
        pytest.skip("no font for Chinese on this machine")
    shown = '<figure class="qeqt-figure" id="fig-case_may_2025"></figure>'
    article = f'<article class="md-content__inner md-typeset">{shown}</article>'
    page = Page(Path("cases/may-2025/index.html"), HEAD + article)
    share_card.set_card(page, tmp_path, "書")
    assert page.property("og:image") == "https://a.example/assets/cards/cases-may-2025.png"
    assert page.property("og:image:alt") == figure.figure("case_may_2025").title
    assert size((tmp_path / "assets/cards/cases-may-2025.png").read_bytes()) == (1200, 630)


def test_a_card_shows_title_and_figure_and_asks_for_nothing() -> None:
    text = share_card.drawing("標題", "書", "case_may_2025")
    assert "標題" in text and "加權指數" in text
    assert "var(" not in text
    assert not re.findall(r"(?:href|src)\s*=", text)
    assert "加權指數" not in share_card.drawing("標題", "書", "")


def test_a_figure_offers_what_is_there() -> None:
    page = html.figure_html("case_may_2025", lambda target: f"../{target}", html.Book("書"))
    offered = set(re.findall(r'href="\.\./(assets/[^"]+)" download', page))
    files = {place for place, _ in takeaway.files_of("case_may_2025")}
    if takeaway.writes_chinese():
        assert offered == files | {html.csv_path("case_may_2025")}
    assert page.count('data-copy="cite"') == page.count('data-copy="embed"') == 1
