"""Cases out of plain lists and dicts: how a run reaches a place where no record file can be read.

qeqt.runs.case_to_json writes what is read here. Mixes travel once and are named by their place: a mix that
comes back is the same one. A path that ends early goes on with its last value.
"""

from __future__ import annotations

from typing import Any

from qeqt.core.case import Case
from qeqt.core.moves import MoveKinds
from qeqt.core.number import Number
from qeqt.core.scenario import (
    Announcement,
    Decision,
    Environment,
    Mix,
    Opening,
    SaleBucket,
    Scenario,
    Share,
)


def shares_from(rows: list[Any]) -> list[Share]:
    """Return shares out of rows of months and share."""
    return [Share(row[0], row[1]) for row in rows]


def mixes_from(rows: list[Any]) -> list[Mix]:
    """Return mixes out of pairs of nominal and indexed rows."""
    return [Mix(shares_from(row[0]), shares_from(row[1])) for row in rows]


def opening_from(plain: Any) -> Opening:
    """Return an opening; its ladders are lists of their own, for a run moves them on."""
    return Opening(
        plain["name"],
        plain["bank"],
        plain["month"],
        plain["nominal"][:],
        plain["nominal_yield"][:],
        plain["indexed"][:],
        plain["indexed_yield"][:],
        plain["bills"],
        plain["agency"][:],
        plain["note_rates"][:],
        plain["mbs"][:],
        plain["mbs_age"][:],
        plain["mbs_unsettled"][:],
        plain["equities"],
    )


def environment_from(plain: Any, count: int) -> Environment:
    """Return given paths of so many months."""
    paths: dict[str, list[Number]] = {}
    for i in range(len(plain["names"])):
        paths[plain["names"][i]] = path_of(plain["values"][i], count)
    return Environment(plain["month"], paths)


def path_of(known: list[Number], count: int) -> list[Number]:
    """Return so many values: the known ones, then the last of them."""
    last = len(known) - 1
    return [known[i] if i < last else known[last] for i in range(count)]


def decision_from(row: Any, names: list[str], mixes: list[Mix]) -> Decision:
    """Return a decision; ``names``: of its measures, in their order."""
    measures: dict[str, Number] = {}
    for i in range(len(names)):
        measures[names[i]] = row["measures"][i]
    return Decision(
        measures,
        mixes[row["rollover_mix"]],
        mixes[row["purchase_mix"]],
        mixes[row["principal_mix"]],
        row["mbs_settlement"],
        [SaleBucket(bucket[0], bucket[1], bucket[2]) for bucket in row["sale_mix"]],
    )


def scenario_from(plain: Any, names: list[str], mixes: list[Mix]) -> Scenario:
    """Return a scenario; months with the same decision share one."""
    known = [decision_from(row, names, mixes) for row in plain["decisions"]]
    news = [Announcement(row[0], row[1], row[2], row[3], row[4], row[5]) for row in plain["announcements"]]
    return Scenario(
        plain["name"],
        plain["start"],
        [known[place] for place in plain["months"]],
        news,
    )


def case_from(plain: Any, book: Any, mixes: list[Mix]) -> Case:
    """Return a case of a book: its opening, its given paths with the scenario's own, its plan."""
    plan = scenario_from(plain["plan"], book["measures"], mixes)
    count = len(plan.decisions) + 1
    environment = environment_from(book["environments"][plain["opening"]], count)
    for i in range(len(plain["names"])):
        environment.paths[plain["names"][i]] = path_of(plain["values"][i], count)
    switches: dict[str, Number] = {}
    for i in range(len(plain["switches"])):
        switches[plain["switches"][i][0]] = plain["switches"][i][1]
    return Case(
        opening_from(book["openings"][plain["opening"]]),
        environment,
        plan,
        plain["reference"],
        plain["other_programme"],
        switches,
        move_kinds_from(book["move_kinds"]),
        observed_from(book["observed"]),
    )


def move_kinds_from(rows: list[Any]) -> MoveKinds:
    """Return what may be moved at the bank, out of pairs of name and kind."""
    move_kinds: MoveKinds = {}
    for row in rows:
        move_kinds[row[0]] = row[1]
    return move_kinds


def observed_from(rows: list[Any]) -> dict[str, list[float]]:
    """Return the ends of what data have shown, out of rows of name, smallest and largest value."""
    observed: dict[str, list[float]] = {}
    for row in rows:
        observed[row[0]] = [row[1], row[2]]
    return observed


def book_from(plain: Any) -> dict[str, Case]:
    """Return a bank's cases by their keys."""
    mixes = mixes_from(plain["mixes"])
    book: dict[str, Case] = {}
    for i in range(len(plain["keys"])):
        book[plain["keys"][i]] = case_from(plain["cases"][i], plain, mixes)
    return book
