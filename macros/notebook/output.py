"""What the notebook prints and describes, read off the page that mkdocs-jupyter renders of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from macros.kept import store
from macros.notebook import source

KIND = "notebook-output"
SAID = re.compile(
    r'<pre class="qeqt-cell__output"><code>(?P<text>.*?)</code></pre>'
    r'|<div class="qeqt-described" hidden[^>]*>(?P<figure>.*?)</div>',
    re.DOTALL,
)

Output = dict[str, Any]
"""Of one output: "text" as printed, or "figure" as macros.notebook.describe has it."""


def rendered() -> str:
    """Execute the notebook as mkdocs.yml has it done, and return its page; raises the error of its cell."""
    from mkdocs_jupyter.convert import nb2html

    source.use_template()
    page: str = nb2html(str(source.SOURCE), execute=True, allow_errors=False)
    return page


def read(page: str) -> Iterator[Output]:
    """Yield every output of a rendered page, in order."""
    for found in SAID.finditer(page):
        if found["figure"]:
            yield {"figure": json.loads(unescape(found["figure"]))}
        else:
            yield {"text": unescape(found["text"])}


@cache
def outputs() -> list[Output]:
    """Return every output of the notebook, executing it when none are kept for this state."""

    def made() -> str:
        return json.dumps(list(read(rendered())), ensure_ascii=False)

    found: list[Output] = json.loads(store.once(KIND, source.SOURCE.stem, source.state(), made))
    return found
