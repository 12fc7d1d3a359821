"""What one window used: the value that measure() hands out.

print(m.joules, m.seconds, m.watts)
print(m.to_json())
m.append_csv("emissions.csv")
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

JOULES_PER_KILOWATT_HOUR = 3.6e6


@dataclass(frozen=True, slots=True, repr=False)
class Measurement:
    """Plain numbers in the unit of their name; None where a quantity is not known.

    joules          the whole machine's, or the estimate of this process: package, memory and GPUs, as far as counted
    package_joules  of it the processors'; dram_joules, gpu_joules likewise; None where no counter is theirs
    seconds         between the two reads of the counters
    cpu_seconds     CPU time of this process and of its children that it waited for
    grams_co2e      of joules, with the carbon intensity that was chosen; None without one
    uncertainty     half-width of joules, in joules: steps and update periods of the counters, the range of an estimate
    source          "powercap", "powercap + nvml", "estimate"
    provenance      "measured" or "estimated"
    no_joules       why joules is None; None where it is not

    As long as its window is open, reading a field raises RuntimeError.
    """

    label: str | None
    joules: float | None
    package_joules: float | None
    dram_joules: float | None
    gpu_joules: float | None
    seconds: float
    watts: float | None
    cpu_seconds: float
    grams_co2e: float | None
    uncertainty: float | None
    source: str
    provenance: str
    no_joules: str | None

    def __getattr__(self, name: str) -> Any:
        # Only asked for what has no value: a field before its window is closed.
        if name in FIELDS:
            raise RuntimeError(f"the window is still open: {name} is known when its with block has ended")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def energy_kwh(self) -> float | None:
        """Kilowatt-hours."""
        return kilowatt_hours(self.joules)

    def __repr__(self) -> str:
        if not is_closed(self):
            return "Measurement(open)"
        # Three digits are what a window of a second is sure to.
        numbers = ("joules", "uncertainty", "seconds", "watts", "cpu_seconds", "grams_co2e")
        known = [("label", self.label), *((name, getattr(self, name)) for name in numbers), ("source", self.source)]
        parts = [f"{name}={shown(value)}" for name, value in known if value is not None]
        if self.no_joules is not None:
            parts.append(f"no_joules={self.no_joules!r}")
        return f"Measurement({', '.join(parts)}, {self.provenance})"

    def to_json(self) -> str:
        """One line, a JSON object; null where something is not known."""
        # Imported here because most programs never ask.
        import json

        return json.dumps(
            {
                "metric": "energy",
                "label": self.label,
                "energy_kwh": self.energy_kwh,
                "co2_grams": self.grams_co2e,
                "joules": self.joules,
                "seconds": self.seconds,
                "watts": self.watts,
                "provenance": self.provenance,
                "source": self.source,
            }
        )

    def append_csv(self, path: str | Path) -> None:
        """Appends a row with CodeCarbon's columns to a file, which gets a header if it is new. Raises OSError,
        and ValueError where the file has other columns."""
        from greenbench.emissions_csv import append_row

        append_row(self, path)


FIELDS = tuple(field.name for field in fields(Measurement))


def open_measurement() -> Measurement:
    """One without values, until fill() gives it some."""
    return object.__new__(Measurement)


def fill(measurement: Measurement, values: tuple[object, ...]) -> None:
    """Sets all fields, in their order."""
    for name, value in zip(FIELDS, values, strict=True):
        object.__setattr__(measurement, name, value)


def kilowatt_hours(joules: float | None) -> float | None:
    return None if joules is None else joules / JOULES_PER_KILOWATT_HOUR


def is_closed(measurement: Measurement) -> bool:
    try:
        return bool(measurement.source)
    except RuntimeError:
        return False


def shown(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else repr(value)
