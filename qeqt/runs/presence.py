"""Which parts of the model a run has; a value that none of them reads is refused, with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from qeqt import data
from qeqt.core.bank import sector as bank
from qeqt.core.banks import BANKS
from qeqt.core.economy import sector as economy
from qeqt.core.number import Number
from qeqt.core.stability import sector as stability
from qeqt.core.taiwan import sector as taiwan
from qeqt.data import decisions, model_files, parameter_files, readers
from qeqt.data.fields import RecordError, Slips, nearest
from qeqt.data.own import kept
from qeqt.data.records import Parameter, ScenarioRecord
from qeqt.runs.environments import given_paths

NEEDED = {
    "bank": bank.NEEDED,
    "economy": economy.NEEDED,
    "stability": stability.NEEDED,
    "taiwan": dict.fromkeys(readers.parts()["taiwan"], taiwan.NEEDED),
}
"""Given paths without which a part of a sector is absent; a part that is not named is in every run."""

IN_NO_RUN = (readers.EVIDENCE, "consolidated_debt")
"""Parts that read their parameters outside any run."""

MORTGAGES = "mortgages"
PARAMETERS = data.HOME / "parameters"


def paths_of(record: ScenarioRecord, moves: Iterable[str]) -> set[str]:
    """Return the names of the paths that a scenario's run is given, with those that a reader moves."""
    move_kinds = decisions.move_kinds(record.bank)
    moved = {key for key in moves if move_kinds.get(key) in ("path", "switch")}
    return {*given_paths(record.bank, data.opening(record.opening).date[:7], 1), *record.shocks, *moved}


def lacking(record: ScenarioRecord, sector: str, part: str, moves: Iterable[str]) -> str:
    """Return why a scenario's run is without a part of the model, or nothing when it has it."""
    if part in IN_NO_RUN:
        return f"no run reads it, only qeqt/{readers.place_of(sector, part)}"
    mortgages = data.opening(record.opening).ladders.get("mbs")
    if part == MORTGAGES and not (mortgages and mortgages.rows):
        return f"opening {record.opening} holds no MBS"
    known = paths_of(record, moves)
    missing = [name for name in NEEDED[sector].get(part, []) if name not in known]
    return f"the run of {record.key} is given no {', '.join(missing)}" if missing else ""


def leaning(record: ScenarioRecord) -> list[ScenarioRecord]:
    """Return a scenario and those that its run leans on."""
    known, found = data.scenarios(), [record]
    for each in found:
        names = [str(each.settings.get(key, "")) for key in ("reference", "other_programme")]
        found += [known[name] for name in names if name in known and known[name] not in found]
    return found


def unread(record: ScenarioRecord, entry: Parameter, moves: Iterable[str] = ()) -> str:
    """Return why nothing of a scenario's run reads a parameter, or nothing when a part of it does."""
    reasons = [
        lacking(each, sector, part, moves)
        for sector, part in readers.readers(entry)
        for each in leaning(record)
    ]
    if not all(reasons):
        return ""
    return f"sector {entry.sector}, part {entry.part}: {reasons[0]}"


def read_by(record: ScenarioRecord, moves: Iterable[str] = ()) -> list[str]:
    """Return the parameters that a scenario's run reads."""
    return [key for key, entry in data.parameters(record.bank).items() if not unread(record, entry, moves)]


def check(record: ScenarioRecord, values: dict[str, Number], moves: Iterable[str]) -> None:
    """Raise RecordError for a value that nothing of the run reads; draws are taken as they are."""
    known = data.parameters(record.bank)
    for key, value in values.items():
        reason = unread(record, known[key], moves) if isinstance(value, (int, float)) else ""
        if reason:
            raise RecordError(
                f"parameter {key}: found {value:g}, which nothing of {record.key} reads; {reason}; "
                f"{nearest(key, read_by(record, moves))}"
            )


def elsewhere(key: str, bank_name: str) -> str:
    """Return why a bank has no such parameter, though another bank has it; nothing where none has it."""
    for other in BANKS:
        path = PARAMETERS / f"{other}.toml"
        if other != bank_name and path.is_file() and key in data.parameters(other):
            entry = data.parameters(other)[key]
            return f"sector {entry.sector}, part {entry.part}: parameters/{other}.toml alone has a value"
    return ""


@kept
def check_own(bank_name: str) -> None:
    """Raise RecordError for a record of a bank's own file that nothing of any run of the bank reads."""
    path = model_files.named(bank_name, PARAMETERS, ".toml")
    scenarios = list(data.scenarios(bank_name).values())
    slips = Slips(path)
    for key, entry in parameter_files.load_parameters(path).items():
        reasons = [unread(record, entry) for record in scenarios]
        if entry.part != readers.EVIDENCE and reasons and all(reasons):
            known = {name for record in scenarios for name in read_by(record)}
            right = f"nothing of {bank_name} reads it; {reasons[0]}; {nearest(key, known - {key})}"
            slips.add(key, entry.value, right)
    slips.raise_any()
