"""Parameter values of a run, and the name of a set of them."""

from __future__ import annotations

import hashlib

from qeqt import data
from qeqt.core.number import Number
from qeqt.data.fields import RecordError, nearest


def parameter_values(bank: str, overrides: dict[str, Number] | None = None) -> dict[str, Number]:
    """Return every parameter's value, with overrides by name; an unknown name is a RecordError."""
    values: dict[str, Number] = {key: entry.value for key, entry in data.parameters(bank).items()}
    for key, value in (overrides or {}).items():
        if key not in values:
            raise RecordError(f"parameter {key!r} is not known; {nearest(key, values)}")
        values[key] = value
    return values


def parameter_set(values: dict[str, Number]) -> str:
    """Return a short name for a set of parameter values, draws by their bytes: equal values, equal name."""
    exact = {
        key: value.tobytes().hex() if hasattr(value, "tobytes") else value for key, value in values.items()
    }
    text = ";".join(f"{key}={exact[key]!r}" for key in sorted(exact))
    return hashlib.sha256(text.encode()).hexdigest()[:8]
