from collections.abc import Callable, Sequence
from os import PathLike

version: str

class Package:
    def __init__(self, program: Sequence[str], data_folder: str, python: str) -> None: ...
    @property
    def program(self) -> list[str]: ...

def run_whole_program(arguments: Sequence[str], package: Package) -> int: ...
def run_forking_program(arguments: Sequence[str], package: Package, enter: Callable[[list[str]], None]) -> int: ...
def mean_interval(values: Sequence[float], level: float) -> tuple[float, float] | None: ...
def rule_on_limit(*, low: float, high: float, limit: float) -> str: ...
def quantity_texts(values: Sequence[float], unit: str) -> tuple[list[str], str]: ...

class CannotMeasure(RuntimeError): ...  # noqa: N818, as the program's own is called

# Joules, those of packages, memory and GPUs, seconds, watts, CPU seconds, grams of CO2e, uncertainty in joules, and why
# there are no joules.
_Closed = tuple[
    float | None,
    float | None,
    float | None,
    float | None,
    float,
    float | None,
    float,
    float | None,
    float | None,
    str | None,
]

class Window:
    def close(self) -> _Closed: ...

class Meter:
    def __init__(
        self,
        *,
        sources: Sequence[str],
        carbon: str,
        power_model: str | None,
        require_measured: bool,
        sysfs: str,
        procfs: str,
        devfs: str,
    ) -> None: ...
    def open(self, precise: bool) -> Window: ...
    @property
    def source(self) -> str: ...
    @property
    def provenance(self) -> str: ...
    @property
    def domains(self) -> list[str]: ...

BUSY_TIME_RESOLUTION_SECONDS: float

class BusyTime:
    """CPU seconds that the whole machine has spent on anything, from `<procfs>/stat`. None where it cannot be read."""

    def __init__(self, procfs: str | PathLike[str]) -> None: ...
    def read(self) -> float | None: ...
