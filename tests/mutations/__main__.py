"""`python -m tests.mutations --seed 1 --number 1000`: change records as slips do; which are not refused?"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.mutations.bench import BARE, REFUSED, Bench, Outcome
from tests.mutations.operators import OPERATORS

WANTED = 0.95


def lines(found: list[Outcome]) -> list[str]:
    """Return a line a kind, then those that were not refused by name."""
    text = [f"{'kind':14}{'tried':>7}{'refused':>9}  share"]
    for kind in OPERATORS:
        mine = [one for one in found if one.kind == kind]
        refused = len([one for one in mine if one.result == REFUSED])
        text.append(f"{kind:14}{len(mine):7}{refused:9}  {refused / max(len(mine), 1):.1%}")
    counts = Counter(one.result for one in found)
    text.append("; ".join(f"{count} {result}" for result, count in counts.most_common()))
    text += [f"{one.result}: {one.kind} in {one.file}, seed {one.seed} {one.said[:120]!r}" for one in found
             if one.result != REFUSED]  # fmt: skip
    return text


def main() -> int:
    """Draw, try, report; 1 when fewer than 95 in a hundred were refused by name, or one ended bare."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--new", action="store_true", help="as if no record had been accepted: sense alone")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        if chosen.new:
            bench.forget()
        found = list(bench.drawn(chosen.seed, chosen.number))
    print("\n".join(lines(found)))
    refused = len([one for one in found if one.result == REFUSED])
    print(f"{refused} of {len(found)} refused by name ({refused / len(found):.1%}); {WANTED:.0%} are wanted")
    return 0 if refused >= WANTED * len(found) and all(one.result != BARE for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
