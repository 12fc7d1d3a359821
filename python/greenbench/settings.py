"""Where joules come from, as a Meter is told: parameters, and environment variables in their place.

settings_of(source="powercap", carbon="DEU")
settings_of()        # GREENBENCH_SOURCE and its like, else what serves on any machine
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Path = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Roots:
    """The file systems of the kernel that counters are read from, for containers and tests."""

    sysfs: Path = "/sys"
    procfs: Path = "/proc"
    devfs: Path = "/dev"


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one meter. Equal settings make equal meters."""

    sources: tuple[str, ...]
    carbon: str
    power_model: str | None
    require_measured: bool
    sysfs: str
    procfs: str
    devfs: str

    def as_arguments(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def settings_of(
    *,
    source: str | Sequence[str] | None = None,
    carbon: str | float | None = None,
    power_model: Path | None = None,
    require_measured: bool = False,
    roots: Roots | None = None,
) -> Settings:
    """What is not given comes from the environment. Raises TypeError for what has the wrong type."""
    given = os.environ.get
    model = power_model if power_model is not None else given("GREENBENCH_POWER_MODEL") or None
    usual = Roots()
    if roots is None:
        roots = Roots(
            given("GREENBENCH_SYSFS") or usual.sysfs,
            given("GREENBENCH_PROCFS") or usual.procfs,
            given("GREENBENCH_DEVFS") or usual.devfs,
        )
    return Settings(
        sources=source_names(source if source is not None else given("GREENBENCH_SOURCE") or "auto"),
        carbon=carbon_text(carbon if carbon is not None else given("GREENBENCH_CARBON") or ""),
        power_model=None if model is None else os.fspath(model),
        require_measured=bool(require_measured),
        sysfs=os.fspath(roots.sysfs),
        procfs=os.fspath(roots.procfs),
        devfs=os.fspath(roots.devfs),
    )


def source_names(source: object) -> tuple[str, ...]:
    """One text with commas, or a list."""
    names = source.split(",") if isinstance(source, str) else source
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise TypeError(f"source: a name or several, not {source!r}")
    return tuple(name.strip() for name in names)


def carbon_text(carbon: object) -> str:
    if isinstance(carbon, bool) or not isinstance(carbon, (str, int, float)):
        raise TypeError(f"carbon: a place or grams of CO2e per kWh, not {carbon!r}")
    return str(carbon)
