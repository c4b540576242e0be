"""The notebook: executed in a kernel of its own when a book is built, its output kept while it is unchanged.

What is kept depends on the notebook's text, on what this imports, on the records, and on this module.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from macros.kept import store

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "docs" / "model" / "redo.py"
ADDRESS = "model/redo/"
KIND = "notebook"
TIMEOUT_S = 120
COLOURS = re.compile(r"\x1b\[[0-9;]*m")

Output = dict[str, Any]
"""Of one output: "text" as printed, or "figure" as macros.notebook.describe has it."""


class NotebookError(Exception):
    """The notebook does not run; says which cell and why."""


def cells() -> list[Any]:
    """Return the notebook's cells as its text has them."""
    import jupytext

    return list(jupytext.read(SOURCE).cells)


def heading() -> dict[str, str]:
    """Return what the notebook's head says: title and description."""
    lines = SOURCE.read_text(encoding="utf-8").split("# ---\n")[1].splitlines()
    pairs = (line.removeprefix("# ").partition(": ") for line in lines if not line.startswith("#  "))
    return {key: value for key, mark, value in pairs if mark}


def state() -> str:
    """Name what the output depends on: the notebook and all that it imports, the records, this module."""
    text = store.files([SOURCE], ROOT)
    return store.key(text, store.code(SOURCE, Path(__file__)), store.records(), store.libraries())


def execute() -> list[list[Output]]:
    """Run every cell in a fresh kernel and return the outputs, one list a code cell.

    Raises NotebookError with the cell and the error.
    """
    import jupytext
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    book = jupytext.read(SOURCE)
    client = NotebookClient(
        book,
        timeout=TIMEOUT_S,
        kernel_name="python3",
        resources={"metadata": {"path": str(ROOT)}},
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors alone
    )
    quiet = {"PYTHONPATH": str(ROOT), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    try:
        client.execute(env={**os.environ, **quiet})
    except CellExecutionError as error:
        raise NotebookError(f"{SOURCE.name}: {COLOURS.sub('', str(error))}") from None
    return [[output_of(output) for output in cell.outputs] for cell in book.cells if cell.cell_type == "code"]


def output_of(output: Any) -> Output:
    """Return one output of a kernel as the page needs it.

    Raises NotebookError for what a page must not carry: warnings, pictures, HTML of a library's own.
    """
    from macros.notebook.describe import MIME

    if output.output_type == "stream" and output.name == "stdout":
        return {"text": output.text}
    found = output.get("data", {})
    if MIME in found:
        return {"figure": found[MIME]}
    if output.output_type == "execute_result" and set(found) <= {"text/plain", "text/html"}:
        return {"text": found["text/plain"] + "\n"}
    raise NotebookError(f"{SOURCE.name}: a cell puts out {output.output_type}, which no page shows")


def kept() -> list[list[Output]] | None:
    """Return the kept outputs; None when there are none for this state."""
    text = store.read(KIND, SOURCE.stem, state())
    found: list[list[Output]] | None = json.loads(text) if text else None
    return found


@cache
def outputs() -> list[list[Output]]:
    """Return the outputs of every code cell, executing the notebook when they are not kept."""
    made = store.once(KIND, SOURCE.stem, state(), lambda: json.dumps(execute(), ensure_ascii=False))
    found: list[list[Output]] = json.loads(made)
    return found
