"""What became of the faults: one line of JSON each, so that a broken-off run goes on, and a page to read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults.bench import KILLED, NOT_APPLICABLE, SURVIVED, TIMED_OUT, Outcome
from tests.faults.fault import Fault

VERDICTS = (KILLED, SURVIVED, TIMED_OUT, NOT_APPLICABLE)


@dataclass(frozen=True)
class Result:
    """A fault that was tried, or could not be, as the report keeps it."""

    id: str
    path: str
    line: int
    operator: str
    verdict: str
    by: str
    ran: int
    seconds: float
    diff: str

    @property
    def room(self) -> str:
        """The folder that the file stands in."""
        return str(Path(self.path).parent)


def result(fault: Fault, source: bytes, outcome: Outcome) -> Result:
    """Return what is kept of a fault and its outcome."""
    said = asdict(outcome)
    return Result(
        fault.id(source), fault.path, fault.line(source), fault.operator, diff=fault.diff(source), **said
    )


def read(place: Path) -> dict[str, Result]:
    """Return what an earlier run wrote down, by the fault's id; a line that was cut off is left out."""
    found: dict[str, Result] = {}
    for line in place.read_text(encoding="utf-8").splitlines() if place.is_file() else ():
        try:
            one = Result(**json.loads(line))
        except (ValueError, TypeError):
            continue
        found[one.id] = one
    return found


def add(place: Path, one: Result) -> None:
    """Write down one more result."""
    with place.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def page(seed: int, results: Iterable[Result], broken: Iterable[str]) -> str:
    """Return the report: counts, counts by room and by operator, and a diff of each fault left unnoticed."""
    every = list(results)
    counted = Counter(one.verdict for one in every)
    tried = [one for one in every if one.verdict != NOT_APPLICABLE]
    seconds = sum(one.seconds for one in tried) / max(1, len(tried))
    lines = [
        f"# Faults, seed {seed}",
        "",
        f"{counted[KILLED] + counted[TIMED_OUT]} of {len(tried)} applicable faults were noticed; "
        + ", ".join(f"{verdict} {counted[verdict]}" for verdict in VERDICTS)
        + f". {seconds:.0f} s a fault.",
        "",
        *_table("room", every, lambda one: one.room),
        *_table("operator", every, lambda one: one.operator),
    ]
    if red := sorted(broken):
        lines += ["Red without any fault, and left out:", "", *(f"- {test}" for test in red), ""]
    for verdict in (SURVIVED, TIMED_OUT):
        for one in (one for one in every if one.verdict == verdict):
            ran = f"{one.ran} tests ran{', then ' if one.by else ''}{one.by}"
            lines += [f"## {verdict}: {one.path}:{one.line} ({one.operator}), {ran}", ""]
            lines += ["```diff", one.diff.rstrip("\n"), "```", ""]
    return "\n".join(lines)


def _table(name: str, every: list[Result], key) -> list[str]:  # type: ignore[no-untyped-def]
    lines = [f"| {name} | {' | '.join(VERDICTS)} |", f"|---|{'---|' * len(VERDICTS)}"]
    for value in sorted({key(one) for one in every}):
        counted = Counter(one.verdict for one in every if key(one) == value)
        lines.append(f"| {value} | {' | '.join(str(counted[verdict]) for verdict in VERDICTS)} |")
    return [*lines, ""]
