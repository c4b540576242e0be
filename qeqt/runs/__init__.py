"""A name becomes a case: opening + environment + plan + parameters; and a case becomes a run."""

from qeqt.runs.assemble import check_leaning, check_needs, enter, history_premiums, run
from qeqt.runs.environments import environment_of, given_paths
from qeqt.runs.openings import opening_of
from qeqt.runs.plans import decision, scenario_of, scenario_record
from qeqt.runs.values import parameter_set, parameter_values

__all__ = [
    "check_leaning",
    "check_needs",
    "decision",
    "enter",
    "environment_of",
    "given_paths",
    "history_premiums",
    "opening_of",
    "parameter_set",
    "parameter_values",
    "run",
    "scenario_of",
    "scenario_record",
]
