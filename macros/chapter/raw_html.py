"""HTML that an author writes into a page: read by a parser, as a browser reads it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from macros.text.foreign import as_read, foreign, styled

Fault = tuple[int, str]
FRAMES = ("iframe", "frame", "frameset", "object", "embed", "applet", "portal")
FORBIDDEN = dict.fromkeys(FRAMES, "no frame") | {
    "script": "no script",
    "base": "no base of addresses",
    "link": "no sheet of its own",
    "style": "no sheet of its own",
    "meta": "no word to the browser",
}
VOID = {"area", "base", "link", "meta", "br", "col", "hr", "img", "input", "source", "track", "wbr"}
CLOSED_BY_OTHERS = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup"}
LOADS = ("src", "srcset", "poster", "background", "data", "ping", "action", "formaction", "manifest")
RUNS = re.compile(r"(?:java|vb)script:|data:(?!image/)", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?:(?!-->).)*\Z", re.DOTALL)


class Tags(HTMLParser):
    """Reads a text and keeps what is wrong with its tags, and every address that they name."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Fault] = []
        self.addresses: list[Fault] = []
        self.opened: list[tuple[str, int]] = []
        self.feed(text)
        self.close()

    def place(self) -> int:
        """Where the parser stands in the text."""
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        if self.handle_tag(tag, attributes) and tag not in VOID:
            self.opened.append((tag, self.place()))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Read a tag that closes itself."""
        self.handle_tag(tag, attributes)

    def handle_tag(self, tag: str, attributes: list[tuple[str, str | None]]) -> bool:
        """Look at a tag and its attributes; whether it is one, and no address in angle brackets."""
        if not re.fullmatch(r"[a-z][a-z0-9-]*", tag):
            return False
        if tag in FORBIDDEN:
            self.found.append((self.place(), f"<{tag}>: a page brings {FORBIDDEN[tag]}"))
            return True
        for name, value in attributes:
            self.handle_attribute(name, value or "")
        return True

    def handle_attribute(self, name: str, value: str) -> None:
        """Look at one attribute."""
        if name.startswith("on") or name == "srcdoc" or RUNS.match(as_read(value)):
            self.found.append((self.place(), f'{name}="{value[:40]}": a page brings no script'))
        elif (name in LOADS and foreign(value)) or (name == "style" and any(styled(value))):
            self.found.append(
                (self.place(), f'{name}="{value[:60]}": a page loads nothing from another host')
            )
        elif name in ("href", "src"):
            self.addresses.append((self.place(), value))

    def handle_endtag(self, tag: str) -> None:
        """Close a tag; those that others close may stay open within it."""
        if tag in VOID or not re.fullmatch(r"[a-z][a-z0-9-]*", tag):
            return
        if tag not in CLOSED_BY_OTHERS:
            while self.opened and self.opened[-1][0] in CLOSED_BY_OTHERS:
                self.opened.pop()
        if self.opened and self.opened[-1][0] == tag:
            self.opened.pop()
        elif tag in [name for name, _ in self.opened]:
            while self.opened[-1][0] != tag:
                self.unclosed(*self.opened.pop())
            self.opened.pop()
        elif tag not in CLOSED_BY_OTHERS:
            self.found.append((self.place(), f"</{tag}> closes nothing that is open"))

    def unclosed(self, tag: str, place: int) -> None:
        """Keep a tag that nothing closes."""
        if tag not in CLOSED_BY_OTHERS:
            self.found.append((place, f"<{tag}> is never closed: </{tag}> is needed"))


def faults(text: str) -> Iterator[Fault]:
    """Yield the place in the text and what is wrong with the HTML there."""
    if found := COMMENT.search(text):
        yield found.start(), "<!-- is never closed: all that follows would not be seen"
        text = text[: found.start()]
    tags = Tags(text)
    for name, place in tags.opened:
        tags.unclosed(name, place)
    yield from tags.found


def addresses(text: str) -> list[Fault]:
    """Every address that a tag of the text leads to or shows, with its place."""
    return Tags(text).addresses
