"""Puts the model and each bank's cases into the built folder, for the lab's worker."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from macros.lab.translate import TranslationError, core_script
from qeqt import data, packing

FOLDER = "assets/lab"
MODEL = "model.js"
WORKER = "assets/javascripts/lab-worker.js"


def banks() -> list[str]:
    """Return the banks that have a scenario, in the order of the records."""
    return list(dict.fromkeys(record.bank for record in data.scenarios().values()))


def compact(content: object) -> str:
    """Return content as JSON without a blank too many."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def build_lab(site: Path) -> str:
    """Write model and cases; return their edition, or nothing where the model could not be translated.

    A book without the model in it is still a book: its pages keep their drawn charts, and the build says why.
    """
    try:
        script = core_script()
    except TranslationError as error:
        print(f"The lab stays a page without a model: {error}", file=sys.stderr)
        return ""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = {MODEL: script} | {f"{bank}.json": compact(packing.packed_book(bank)) for bank in banks()}
    digest = hashlib.sha256()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        digest.update(text.encode())
    digest.update((site / WORKER).read_bytes())
    return digest.hexdigest()[:8]
