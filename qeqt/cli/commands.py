"""The command line: the model without the site."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from qeqt.cli import estimate, reports, run, sweep
from qeqt.cli.options import any_terminal
from qeqt.version import __version__

WELCOME = f"""qeqt {__version__}: a central bank's balance sheet, QE, QT and what they do to Taiwan.

Try:
  qeqt scenarios                             what can be run
  qeqt run fed_2022_capped                   one of them
  qeqt levers fed                            what can be moved, in which unit and range
  qeqt run fed_2022_capped --set treasury_runoff_cap=20 --from 2023-01
  qeqt run fed_2022_capped --csv run.csv     every column by month
  qeqt evidence                              published results beside the model's answers
  qeqt VERB --help                           examples of a verb

In Python: import qeqt; qeqt.run("fed_2022_capped")
"""


DIFFS = """examples:
  qeqt diff a.json b.zip
  qeqt diff fed_2022_capped fed_2022_active
"""


def parser_of() -> argparse.ArgumentParser:
    """Return the parser: a verb each, with examples."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="qeqt", description="A central bank's balance sheet.", epilog=WELCOME, formatter_class=plain
    )
    parser.add_argument("--version", action="version", version=f"qeqt {__version__}")
    verbs = parser.add_subparsers(dest="verb")

    def verb(name: str, said: str, examples: str = "") -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=said, description=said, epilog=examples, formatter_class=plain)

    run.arguments(verb("run", "run a scenario", run.EXAMPLES))
    sweep.arguments(verb("sweep", "run a grid of scenarios and values on all cores", sweep.EXAMPLES))
    listed = verb("scenarios", "list the scenarios", "example:\n  qeqt scenarios --json\n")
    listed.add_argument("--json", action="store_true")
    moved = verb("levers", "what may be moved at a bank: unit and range", "example:\n  qeqt levers fed\n")
    moved.add_argument("bank", help="fed, ecb, boe or boj")
    moved.add_argument("--json", action="store_true")
    scored = verb("backtest", "the model beside history", "example:\n  qeqt backtest --sensitivity\n")
    scored.add_argument("--json", action="store_true")
    scored.add_argument("--sensitivity", action="store_true", help="move each given input, one at a time")
    held = verb(
        "evidence", "published results beside the model's answers",
        "examples:\n  qeqt evidence --json\n  qeqt evidence --rows mine.csv\n  qeqt evidence --words\n",
    )  # fmt: skip
    held.add_argument("--json", action="store_true")
    held.add_argument("--rows", type=Path, metavar="FILE", help="another table with the same columns")
    held.add_argument(
        "--words", action="store_true", help="print the inputs and quantities that a row may use"
    )
    estimate.arguments(verb("estimate", "what the Fed's announcements did to Taiwan",
                            "example:\n  qeqt estimate taiwan --kept\n"))  # fmt: skip
    compared = verb("diff", "in what two runs differ: inputs, then columns", DIFFS)
    compared.add_argument("one", metavar="A", help="a file of `qeqt run --json` or --package, or a scenario")
    compared.add_argument("other", metavar="B")
    compared.add_argument("--columns", type=int, default=12, metavar="N", help="how many columns (12)")
    verb("schema", "the JSON Schema of what `qeqt run --json` prints")
    return parser


VERBS = {
    "run": run.run,
    "sweep": sweep.run,
    "scenarios": reports.scenarios,
    "levers": reports.levers,
    "backtest": reports.backtest,
    "evidence": reports.evidence,
    "estimate": estimate.run,
    "diff": reports.diff,
    "schema": reports.schema,
}


def main(arguments: list[str] | None = None) -> int:
    """Run a verb; 0 when it ran, 2 when a record or a plan is at fault (the message says where)."""
    any_terminal()
    chosen = parser_of().parse_args(arguments)
    if chosen.verb is None:
        print(WELCOME, end="")
        return 0
    try:
        VERBS[chosen.verb](chosen)
    except BrokenPipeError:  # whoever reads what is printed has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("qeqt: interrupted", file=sys.stderr)
        return 130
    except (ValueError, OSError, ArithmeticError) as error:
        print(f"qeqt: {error}", file=sys.stderr)
        return 2
    return 0
