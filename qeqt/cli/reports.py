"""The verbs that read and compare: scenarios, levers, backtest, evidence, diff, schema."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from qeqt import data
from qeqt.cli.options import known_bank, takes_chinese
from qeqt.core.banks import BANKS
from qeqt.data import decisions
from qeqt.results import Results, comparison, documents
from qeqt.runs import run as run_scenario


def printed_json(content: object) -> None:
    """Print plain data; in ASCII where the terminal takes no more."""
    print(json.dumps(content, ensure_ascii=not takes_chinese(), allow_nan=False))


def scenarios(chosen: argparse.Namespace) -> None:
    """List the scenarios with what each is."""
    known = data.scenarios()
    if chosen.json:
        printed_json(
            [
                {"name": key, "bank": record.bank, "start": record.start, "months": record.months,
                 "name_zh": record.name_zh, "summary_zh": record.summary_zh}
                for key, record in known.items()
            ]
        )  # fmt: skip
        return
    for key, record in known.items():
        print(f"{key:32} {record.start}  {record.months:4} months  {record.name_zh}")


def levers(chosen: argparse.Namespace) -> None:
    """List what may be moved at a bank: unit and range."""
    found = decisions.levers(known_bank(chosen.bank, BANKS))
    if chosen.json:
        printed_json([vars(lever) for lever in found.values()])
        return
    for key, lever in found.items():
        print(f"{key:26} {lever.low:g} to {lever.high:g} {lever.unit:24} {lever.kind:8} {lever.name_zh}")


def backtest(chosen: argparse.Namespace) -> None:
    """Print the scores of the model against history, or what they become when an input is moved."""
    from qeqt.study import backtest, backtest_banks, backtest_sensitivity

    if chosen.sensitivity:
        moved = backtest_sensitivity.sensitivity()
        if chosen.json:
            printed_json([vars(move) for move in moved])
            return
        for move in moved:
            errors = "".join(f"{k} {v:5.2f}  " for k, v in move.mape.items())
            print(f"{move.input:44} {move.change:26}{errors}")
        return
    scores = [*backtest.backtest(), *backtest_banks.scores()]
    if chosen.json:
        printed_json([score.as_json() for score in scores])
        return
    print("series                             from     to           n    mae bn  mape %  largest %")
    for score in scores:
        print(
            f"{score.bank:3} {score.series:30} {score.first}  {score.last:10} {score.n:3} {score.mae:9.1f}"
            f" {score.mape:7.2f} {score.max_error:+8.1f} ({score.max_at})"
        )
    print("\n".join(scores[0].given))


def evidence(chosen: argparse.Namespace) -> None:
    """Print published results beside the model's answers, kinds counted apart."""
    from qeqt.study.evidence import report, table

    if chosen.words:
        if chosen.rows or chosen.json:
            raise ValueError("--rows and --json do nothing with --words")
        print("\n".join(report.words()))
        return
    found = table.evidence(chosen.rows or table.ROWS)
    if chosen.json:
        printed_json(table.as_json(found))
        return
    print("\n".join(report.lines(found)))


def diff(chosen: argparse.Namespace) -> None:
    """Print in what two runs differ: inputs by digest, then columns by size."""
    one, other = (run_of(name) for name in (chosen.one, chosen.other))
    print("\n".join(comparison.lines(one, other, chosen.columns)))


def run_of(name: str) -> Results:
    """Return a run that a file holds, or a scenario's."""
    if Path(name).exists():
        return Results.read(name)
    if name in data.scenarios():
        return run_scenario(name)
    raise ValueError(f"{name}: neither a file of a run (qeqt run --json, --package) nor a scenario")


def schema(chosen: argparse.Namespace) -> None:
    """Print the JSON Schema of what `qeqt run --json` prints."""
    print(documents.SCHEMA.read_text(encoding="utf-8"), end="")
