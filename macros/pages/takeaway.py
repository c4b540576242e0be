"""What a reader takes away: each figure as SVG and PNG in both schemes, its rows, all of it in one archive.

A picture that leaves the page carries its colours, its ground, its title and its sources with it and asks for
nothing. Type is the one thing that it cannot carry: where the machine that builds the book has no font for
Chinese, no PNG is made and the build says so.
"""

import io
import re
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html import escape
from pathlib import Path

from macros.figures import figure, render
from macros.figures.figure import Figure
from macros.figures.html import KINDS, csv_text, sources_of
from macros.figures.svg import box
from macros.figures.theme import DARK, LIGHT, WIDE, em_width, palette
from macros.kept import store
from macros.text import formats

SCHEMES = {"light": LIGHT, "dark": DARK}
FONTS = "'Noto Sans TC','Noto Sans CJK TC','PingFang TC','Microsoft JhengHei',sans-serif"
KIND = "pictures"
PNG_SCALE = 1.5
MARGIN, TITLE, SMALL = 24.0, 20.0, 11.5
"""CSS px: around a picture, and the type of its title and of its source."""
_VARIABLE = re.compile(r"var\(--qeqt-([\w-]+)\)")
_LINK = re.compile(r"</?a\b[^>]*>")
_OPENING = re.compile(r"<svg\b[^>]*>")
STAMP = (2026, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the same rows give the same archive."""


def picture_path(name: str, scheme: str, ending: str) -> str:
    """Return the place of a figure's picture in the built site."""
    return f"assets/figures/{name}.{scheme}.{ending}"


def archive_path(name: str) -> str:
    """Return the place of a figure's archive in the built site."""
    return f"assets/data/{name}.zip"


def coloured(svg: str, scheme: str) -> str:
    """Return a picture with the colours of a scheme in place of the page's variables."""
    colours = palette()[SCHEMES[scheme]]
    return _VARIABLE.sub(lambda found: colours[found[1]], svg)


def lines(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines that are no wider, by the reckoning of the figures' labels."""
    out = [""]
    for word in re.findall(r"[\u0021-\u007e]+\s?|.", text.replace(formats.NBSP, " ")):
        if out[-1] and em_width(out[-1] + word.rstrip(), size) > width and word not in "，。、；：）」":
            out.append("")
        out[-1] += word
    return [line.strip() for line in out]


def written(rows: list[str], x: float, y: float, size: float, fill: str, weight: int = 400) -> str:
    """Return lines of text as SVG, the first one's foot at y."""
    step = 1.45 * size
    return "".join(
        f'<text x="{x:g}" y="{y + n * step:.1f}" font-size="{size:g}" font-weight="{weight}" fill="{fill}">'
        f"{escape(row)}</text>"
        for n, row in enumerate(rows)
    )


def inner(name: str, scheme: str, x: float, y: float, width: float) -> str:
    """Return a figure's wide picture as a part of another one."""
    drawn = _LINK.sub("", coloured(render.picture(figure.figure(name), WIDE), scheme))
    wide, high = box(drawn)
    opening = (
        f'<svg x="{x:g}" y="{y:g}" width="{width:.1f}" height="{width * high / wide:.1f}"'
        f' viewBox="0 0 {wide:g} {high:g}">'
    )
    return _OPENING.sub(lambda _: opening, drawn, count=1)


def standing(found: Figure, scheme: str) -> str:
    """Return a figure that stands by itself: opaque, with title, measure and source, asking for nothing."""
    colours = palette()[SCHEMES[scheme]]
    high = box(render.picture(found, WIDE))[1]
    title, measure = lines(found.title, TITLE, WIDE.width), lines(found.measure, 13, WIDE.width)
    source = lines(f"資料：{'；'.join(sources_of(found)) or KINDS[found.kind]}", SMALL, WIDE.width)
    top = MARGIN + TITLE
    under = top + 1.45 * TITLE * len(title)
    picture = under + 1.45 * 13 * len(measure)
    foot = picture + high + 22
    total = foot + 1.45 * SMALL * len(source) + MARGIN / 2
    wide = WIDE.width + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{total:.0f}"'
        f' viewBox="0 0 {wide:g} {total:.0f}" font-family="{FONTS}" role="img">'
        f"<title>{escape(found.title)}</title><desc>{escape(found.summary)}</desc>"
        f'<rect width="100%" height="100%" fill="{colours["paper"]}"/>'
        + written(title, MARGIN, top, TITLE, colours["ink"], 700)
        + written(measure, MARGIN, under - 6, 13, colours["ink-soft"])
        + inner(found.name, scheme, MARGIN, picture, WIDE.width)
        + written(source, MARGIN, foot, SMALL, colours["ink-soft"])
        + "</svg>"
    )


def png(name: str, svg: str, scale: float = PNG_SCALE) -> bytes:
    """Return an SVG as PNG, kept while nothing in it changed."""

    def drawn() -> str:
        from vl_convert import svg_to_png

        return b64encode(svg_to_png(svg, scale=scale)).decode()

    of = store.key(svg, str(scale), store.libraries())
    return b64decode(store.once(KIND, name, of, drawn))


@cache
def writes_chinese() -> bool:
    """Whether this machine has a font for Chinese: two signs do not look alike."""
    from vl_convert import svg_to_png

    def sign(letter: str) -> bytes:
        text = f'<text y="40" font-size="40" font-family="{FONTS}">{letter}</text>'
        found: bytes = svg_to_png(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48">{text}</svg>'
        )
        return found

    return sign("買") != sign("放")


def readme(found: Figure) -> str:
    """Return what the archive says of itself, with the two lines that load the rows."""
    return "\n".join(
        [
            found.title.replace(formats.NBSP, " "), found.measure, "",
            f"資料：{'；'.join(sources_of(found)) or KINDS[found.kind]}",
            "授權：CC BY 4.0；各來源的授權寫在 CSV 開頭的註解。", "",
            "import pandas as pd",
            f'rows = pd.read_csv("{found.name}.csv", comment="#")', "",
        ]
    )  # fmt: skip


def archive(found: Figure, pictures: dict[str, bytes]) -> bytes:
    """Return a figure's rows and pictures in one archive, with a README."""
    files = {"README.txt": readme(found).encode(), **pictures}
    if found.open:
        files[f"{found.name}.csv"] = csv_text(found).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def files_of(name: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a figure: its place in the built folder, and its content."""
    found = figure.figure(name)
    drawings = {scheme: standing(found, scheme) for scheme in SCHEMES}
    for scheme, svg in drawings.items():
        yield picture_path(name, scheme, "svg"), svg.encode()
        if writes_chinese():
            yield picture_path(name, scheme, "png"), png(f"{name}.{scheme}", svg)
    pictures = {f"{name}.{scheme}.svg": svg.encode() for scheme, svg in drawings.items()}
    yield archive_path(name), archive(found, pictures)


def write(folder: Path, names: list[str]) -> None:
    """Write what readers take away of these figures into the built folder."""
    writes_chinese()

    def one(name: str) -> None:
        for place, content in files_of(name):
            file = folder / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, names))
