"""From records to a run: a name becomes a case, with what it leans on, and is handed to the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.core import floats, months
from qeqt.core.case import Book, Case, run_known
from qeqt.core.cautions import beyond_data
from qeqt.core.economy.output_and_prices import MacroInputs
from qeqt.core.number import Number, Numbers
from qeqt.data import decisions, own, records
from qeqt.data.fields import RecordError, nearest
from qeqt.data.own import kept
from qeqt.data.series import NAMED, NEEDED_BY
from qeqt.results import Results
from qeqt.results.provenance import Inputs, digest, of_files
from qeqt.runs import changes, checks, dated_moves, economy_paths, leaned_on, observed_shocks, presence
from qeqt.runs.environments import environment_of
from qeqt.runs.openings import opening_of
from qeqt.runs.plans import SETTINGS, scenario_of, scenario_record
from qeqt.runs.values import parameter_set, parameter_values


def run(
    name: str,
    length: int | None = None,
    overrides: Mapping[str, Any] | None = None,
    numbers: Numbers = floats,
    since: str = "",
    keep_ladders: bool = True,
    announced: str = "",
) -> Results:
    """Return the results of a scenario, with what is due when at each month's end (``keep_ladders``).

    ``length`` is a number of months other than the record's; ``overrides`` replace parameters by name, and
    make the moves that decisions.toml declares, from the month ``since`` on (else from the plan's first), or
    month by month where a table of months or a list is given. Moves are known from their first month on, or
    from ``announced`` on. Given yields and reverse repo are those of the scenario's reference; a
    counterfactual's differ by what its plan does.
    Raises RecordError for a name that no record has, ValueError for a plan that cannot be carried out.
    """
    record = scenario_record(name)
    changes.check_length(length)
    single, dated = dated_moves.split(overrides or {})
    values, moves = changes.parted(record, single, dated)
    book: Book = {}
    count = length or record.months
    key = enter(book, name, count)
    start = since or record.start[:7]
    known = parameter_values(record.bank)
    moved = dated_moves.paths(record, dated, since, count)
    told: dict[str, Any] = {**moves, **moved}
    if announced and not moves and not moved:
        raise RecordError(f"announced: found {announced}, and nothing is moved; a move is needed")
    if moved or announced:
        kinds = decisions.move_kinds(record.bank)
        settings = {key: value for key, value in moves.items() if kinds[key] == "setting"}
        moved |= {
            key: dated_moves.constant(value, start, record.start[:7], count)
            for key, value in moves.items()
            if key not in settings
        }
        key = dated_moves.enter(book, key, moved, settings, announced, since, {**known, **values})
        moves = {}
    unmoved = leaned_on.known(book, known) if numbers is floats and not values else {}
    try:
        found = run_known(book, key, known, values, moves, start, numbers, keep_ladders, unmoved)
    except KeyError as error:
        raise changes.missing(record.bank, error.args[0]) from error
    if numbers is floats and not values:
        leaned_on.keep(book, known, unmoved)
    for path in moved.values():
        known_values = [value for value in path if value is not None]
        name = next(each for each in moved if moved[each] is path)
        for value in {min(known_values, default=0.0), max(known_values, default=0.0)}:
            said = beyond_data({name: value}, book[key].observed, numbers)
            found.cautions.extend(each for each in said if each not in found.cautions)
    inputs = Inputs(book, key, {**known, **values}, told, since, official_tables(), own_records())
    results = Results(**vars(found), inputs=inputs)
    results.parameter_set = parameter_set({**known, **values, **book[key].switches, **told})
    return results


def official_tables() -> tuple[str, ...]:
    """Return the newer official figures that are read in the place of compiled ones, each with its digest."""
    folder = own.in_use().official
    newer = [Path(folder) / f"{name}.csv" for name in data.figures()] if folder else []
    return of_files(path for path in newer if path.is_file())


def own_records() -> tuple[str, ...]:
    """Return the reader's own records that are read, each with its digest."""
    contents = own.in_use().contents
    return tuple(f"{key} {digest(contents[key])}" for key in sorted(contents))


def enter(book: Book, name: str, count: int) -> str:
    """Put a scenario of so many months into a book, with those that it leans on; return its key there."""
    key = f"{name}@{count}"
    if key in book:
        return key
    record = scenario_record(name)
    presence.check_own(record.bank)
    check_leaning(record)
    opening = opening_of(record.opening)
    environment = environment_of(record.bank, opening.month, count)
    check_needs(record.opening)
    environment.paths.update(economy_paths.shock_paths(record, count))
    if "without" in record.settings:
        environment.paths.update(taken_out(str(record.settings["without"]), record.start[:7], count))
    switches = economy_paths.switches_of(record)
    if record.settings.get("at_cost"):
        switches["premium_amortisation"] = 0.0
    reference = str(record.settings.get("reference", ""))
    other = str(record.settings.get("other_programme", ""))
    if decisions.has_programmes(record.bank) and not other:
        environment.paths.pop("other_assets", None)  # lending is the bank's, not that of a programme beside
    book[key] = Case(
        opening,
        environment,
        scenario_of(record, count),
        enter(book, reference, count) if reference else "",
        enter(book, other, scenario_record(other).months) if other else "",
        switches,
        decisions.move_kinds(record.bank),
        decisions.observed(record.bank),
    )
    return key


def check_leaning(record: records.ScenarioRecord) -> None:
    """Raise RecordError when what a scenario leans on is unknown, leans back on it, or is another bank's."""
    checks.check(record, SETTINGS, data.policy(record.bank))
    opening = data.opening(record.opening)
    if opening.bank != record.bank:
        right = f"an opening of {record.bank} is needed, this one is of {opening.bank}"
        raise checks.fault(record, "opening", record.opening, right)
    known = data.scenarios()
    for setting in ("reference", "other_programme"):
        met, at = [record.key], str(record.settings.get(setting, ""))
        while at:
            if at not in known:
                raise checks.fault(record, f"settings.{setting}", at, nearest(at, known))
            if at in met:
                chain = " leans on ".join([*met, at])
                raise checks.fault(record, f"settings.{setting}", at, f"it leads in a ring: {chain}")
            met.append(at)
            at = str(known[at].settings.get(setting, ""))


def check_needs(name: str) -> None:
    """Raise RecordError when a bank's environment lacks a path that its opening asks for."""
    record = data.opening(name)
    asked = [*record.ladders, *record.liabilities]
    needs = [path for key in asked for path in NEEDED_BY.get(key, (key,) if key in NAMED else ())]
    missing = [path for path in needs if path not in data.environment(record.bank)]
    if missing:
        raise RecordError(
            f"environment/{record.bank}.toml: {', '.join(missing)} missing, opening {name} asks for it"
        )


def history_premiums(names: list[str]) -> list[float]:
    """Return what purchases did to the ten-year yield since the month before the first, points."""
    found = run("fed_history")
    known = dict(zip(found.months, found.columns["term_premium_effect_bp"], strict=True))
    start = known[months.after(names[0], -1)]
    return [(known[name] - start) / 100.0 for name in names]


@kept
def shocks_of_history() -> list[MacroInputs]:
    """Return the shocks of 2020-23 as estimated at the parameters' own values."""
    names = observed_shocks.MONTHS
    return observed_shocks.shocks_of(names, history_premiums(names), parameter_values("fed"))


def taken_out(part: str, start: str, count: int) -> dict[str, list[Number]]:
    """Return the path that takes one estimated shock of 2020-23 out of history."""
    if part not in observed_shocks.PARTS:
        raise RecordError(f"without {part!r} is not known; {nearest(part, observed_shocks.PARTS)}")
    place = observed_shocks.PARTS[part]
    estimated = [getattr(shock, place) for shock in shocks_of_history()]
    known = dict(zip(observed_shocks.MONTHS, estimated, strict=True))
    names = [months.after(start, n) for n in range(count)]
    name = "policy_surprise" if part == "policy" else f"{part}_shock"
    return {name: [0.0, *[-known.get(name, 0.0) for name in names]]}
