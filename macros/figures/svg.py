"""From the SVG that Vega writes to the SVG that stands in a page, and what can be read off it.

Vega's picture names every mark for screen readers, repeats fonts and wraps groups in groups. In a page one
written summary speaks for the chart, type is inherited, and colours are the page's own variables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from macros.figures.theme import em_width

SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_TRANSLATE = re.compile(r"translate\((-?[\d.]+)[, ]+(-?[\d.]+)\)")
_DROPPED = ("role", "class", "pointer-events", "font-family", "stroke-miterlimit", "version")
_USUAL = (
    ("opacity", "1"),
    ("fill-opacity", "1"),
    ("stroke-opacity", "1"),
    ("stroke-width", "1"),
    ("font-weight", "400"),
    ("text-anchor", "start"),
)
_EMPTY_GROUP = re.compile(r"translate\(0, ?0\)")


class PictureError(ValueError):
    """A picture that a page may not show."""


def _short(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")


def _link(element: etree._Element) -> None:
    """Make a mark's link a place on its page; a keyboard reaches that place by the page's own list."""
    target = element.attrib.pop(HREF, "")
    if "#" not in target:
        raise PictureError(f"a mark leads to {target!r}: it may lead to a place on its page alone (#…)")
    element.set("href", target[target.index("#") :])
    element.set("tabindex", "-1")


def _clean(element: etree._Element, prefix: str) -> None:
    for name in list(element.attrib):
        if name in _DROPPED or name.startswith("aria-"):
            del element.attrib[name]
        elif name == "id":
            element.set(name, f"{prefix}-{element.attrib[name]}")
        elif "url(#" in element.attrib[name]:
            element.set(name, element.attrib[name].replace("url(#", f"url(#{prefix}-"))
    for name in ("d", "transform", "x", "y", "x2", "y2", "width", "height"):
        if name in element.attrib:
            element.set(name, _NUMBER.sub(_short, element.attrib[name]))
    for name, usual in _USUAL:
        if element.get(name) == usual:
            del element.attrib[name]
    if size := element.get("font-size"):
        element.set("font-size", size.removesuffix("px"))
    if _EMPTY_GROUP.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]


def _hidden(element: etree._Element) -> bool:
    if element.get("fill") == "transparent" or element.get("opacity") == "0":
        return True
    if element.tag == f"{{{SVG}}}text" and not "".join(element.itertext()):
        return True
    return element.get("display") == "none" or (
        element.tag == f"{{{SVG}}}path" and not element.get("stroke") and not element.get("fill")
    )


def _flatten(element: etree._Element) -> None:
    for child in list(element):
        _flatten(child)
        if child.tag != f"{{{SVG}}}g" or (child.attrib and len(child)):
            continue
        at = element.index(child)
        for grandchild in reversed(list(child)):
            element.insert(at, grandchild)
        element.remove(child)


def tidy(raw: str, name: str, layout: str) -> str:
    """Make Vega's SVG fit for a page.

    Ids carry the figure's name, per-mark roles are gone, type is inherited, the size follows the column.
    Raises PictureError when a literal colour is left, which would be wrong in one of the two schemes.
    """
    root = etree.fromstring(raw.encode())
    width, height = root.get("width"), root.get("height")
    for attribute in list(root.attrib):
        del root.attrib[attribute]
    for element in list(root.iter()):
        if element is root:
            continue
        if _hidden(element):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        _clean(element, f"fig-{name}-{layout}")
        if element.tag == f"{{{SVG}}}a":
            _link(element)
    _flatten(root)
    root.set("class", f"qeqt-svg qeqt-svg--{layout}")
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    text: str = etree.tostring(root, encoding="unicode")
    if literal := re.search(r"#[0-9a-fA-F]{3,8}\b", text.replace("url(#", "")):
        raise PictureError(f"figure {name} ({layout}): literal colour {literal[0]}; use theme.colour(name)")
    return text


@dataclass(frozen=True)
class Label:
    """A text of a picture with the box that it fills by the reckoning of `em_width`, in CSS px."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Label") -> bool:
        """Whether two labels cover each other by more than a hair."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 1 and high > 1


def labels(svg: str) -> Iterator[Label]:
    """Every text of a picture with its box, line by line."""
    root = etree.fromstring(svg.encode())
    for element in root.iter(f"{{{SVG}}}text"):
        if element.get("stroke"):  # the rim of another text
            continue
        x, y = float(element.get("x") or 0), float(element.get("y") or 0)
        node: etree._Element | None = element
        while node is not None:
            if move := _TRANSLATE.search(node.get("transform") or ""):
                x, y = x + float(move[1]), y + float(move[2])
            node = node.getparent()
        size = float(element.get("font-size") or 0)
        shift = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor") or "start", 0.0)
        for line in list(element) or [element]:
            text, y = "".join(line.itertext()), y + float(line.get("dy") or 0)
            width = em_width(text, size)
            left = x - width * shift
            yield Label(text, size, left, y - 0.8 * size, left + width, y + 0.2 * size)


def box(svg: str) -> tuple[float, float]:
    """Width and height of a picture's viewBox."""
    _, _, width, height = (float(n) for n in (etree.fromstring(svg.encode()).get("viewBox") or "").split())
    return width, height


def refuse_bad_labels(svg: str, name: str, layout: str) -> None:
    """Stop the build when a label runs out of the picture or over another one."""
    width, height = box(svg)
    found = list(labels(svg))
    for label in found:
        if label.left < -1 or label.top < -1 or label.right > width + 1 or label.bottom > height + 1:
            raise PictureError(f"figure {name} ({layout}): label {label.text!r} runs out of the picture")
    for at, label in enumerate(found):
        for other in found[at + 1 :]:
            if label.overlaps(other):
                raise PictureError(
                    f"figure {name} ({layout}): labels {label.text!r} and {other.text!r} overlap"
                )
