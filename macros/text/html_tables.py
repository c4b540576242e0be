"""How records stand on a page: as rows of a table, or one after another as entries that read on a phone."""

from html import escape

from qeqt.data.front_doors import front_door


def table(
    head: list[str], rows: list[tuple[str, list[str]]], caption: str, numbers: int = 0, found: bool = False
) -> str:
    """Return a table of ready cells; each row has an anchor, the last columns may be numbers.

    `found`: its words are part of the page's text, so the search finds them.
    """
    first = len(head) - numbers

    def kind(at: int) -> str:
        return ' class="qeqt-table__number"' if at >= first else ""

    top = "".join(f'<th scope="col"{kind(at)}>{cell}</th>' for at, cell in enumerate(head))
    body = "".join(
        f'<tr{f" id={chr(34)}{anchor}{chr(34)}" if anchor else ""}><th scope="row">{cells[0]}</th>'
        + "".join(f"<td{kind(at)}>{cell}</td>" for at, cell in enumerate(cells[1:], 1))
        + "</tr>"
        for anchor, cells in rows
    )
    hidden = "" if found else " data-unsearched"
    return (
        f'<div class="qeqt-table-frame qeqt-table-frame--open"{hidden} role="region" '
        f'tabindex="0" aria-label="{escape(caption)}"><table class="qeqt-table"><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def entries(found: list[tuple[str, str, str, list[str]]]) -> str:
    """Return records as entries that read on a phone: anchor, name, value, lines of where it comes from."""
    blocks = "".join(
        f'<div id="{anchor}"><dt>{name}</dt><dd class="qeqt-records__value">{value}</dd>'
        + "".join(f"<dd>{line}</dd>" for line in lines if line)
        + "</div>"
        for anchor, name, value, lines in found
    )
    return f'<dl class="qeqt-records" data-unsearched>{blocks}</dl>'


def record_filter(
    of: str, choices: list[tuple[str, str, dict[str, str], set[str]]], said: tuple[str, str]
) -> str:
    """Return the filter of records, hidden until its script shows it.

    ``of``: which elements of the page.  ``choices``: field, label, names of its values, values that occur.
    ``said``: what is counted, and what stands for none.
    """
    fields = []
    for name, label, names, found in choices:
        options = "".join(
            f'<option value="{key}">{escape(word)}</option>' for key, word in names.items() if key in found
        )
        fields.append(
            f'<label>{label}<select name="{name}"><option value="">全部</option>{options}</select></label>'
        )
    return (
        f'<form class="qeqt-filter" data-of="{escape(of)}" data-unit="{said[0]}" data-none="{said[1]}"'
        f" data-unsearched hidden>{''.join(fields)}"
        '<label>字詞<input type="search" name="word" autocomplete="off"></label>'
        '<output aria-live="polite"></output></form>'
    )


def source(text: str, address: str) -> str:
    """Name a source, linked where it has an address that leads to the document itself."""
    if not address or front_door(address):
        return escape(text)
    return f'<a href="{escape(address)}">{escape(text)}</a>'
