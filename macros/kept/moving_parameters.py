"""Parameters of a bank that move one of its runs when they go to an end of their ranges."""

from qeqt import data, runs
from qeqt.core.results import Results
from qeqt.data import readers
from qeqt.runs import presence


def moving(bank: str) -> list[str]:
    """Return the parameters that move a run of any of a bank's scenarios."""
    plain = {name: runs.run(name, keep_ladders=False) for name in data.scenarios(bank)}
    asked = [key for key, entry in data.parameters(bank).items() if readers.read_in_a_run(entry)]
    return [key for key in asked if any(moves(key, found) for found in plain.values())]


def moves(key: str, plain: Results) -> bool:
    """Say whether a scenario's run reads a parameter and differs when it goes to an end of its range."""
    entry = data.parameters(plain.bank)[key]
    if presence.unread(data.scenarios()[plain.scenario], entry):
        return False
    ends = (
        runs.run(plain.scenario, overrides={key: end}, keep_ladders=False) for end in (entry.low, entry.high)
    )
    return any(found.columns != plain.columns for found in ends)
