"""log_energy(): a JSON line on standard output for each block or call, for the logs of CI.

with log_energy("tests"):
    run_tests()
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from greenbench.measuring import meter_chooser
from greenbench.window import Measuring

if TYPE_CHECKING:
    from greenbench.measurement import Measurement
    from greenbench.meter import Meter


def log_energy(
    label: str,
    *,
    meter: Meter | None = None,
    source: str | Sequence[str] | None = None,
    carbon: str | float | None = None,
    precise: bool = False,
) -> Measuring:
    """A context manager and decorator, as measure() is, that prints Measurement.to_json() to standard output."""
    if not isinstance(label, str):
        raise TypeError(f"label: a text, not {label!r}; write @log_energy('label')")
    return Measuring(meter_chooser(meter, source, carbon), label=label, report=print_json, precise=precise)


def print_json(measurement: Measurement) -> None:
    # At once, so that the lines of a program that is killed are not lost.
    print(measurement.to_json(), flush=True)
