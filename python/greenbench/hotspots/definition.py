"""What a hotspot file imports: decorators that mark a class as a hotspot and its methods as variants.

    @hotspot("strings/greet", default_size=1_000)
    class Greet:
        @baseline
        def concat(self): ...

docs/hotspots-writing.md explains the rest.
"""

import importlib
import operator
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from greenbench.hotspots.mark import MarkedVariant, baseline, caller, is_installed, missing_of, variant, variants_of
from greenbench.hotspots.shape import (
    HotspotError,
    Place,
    check_ready,
    check_shape,
    description_of,
    method_of,
    refuse_arguments,
    several,
    shown,
)
from greenbench.hotspots.signature import check_calls

__all__ = ["HotspotError", "baseline", "count_process", "hotspot", "variant"]

HOTSPOTS_OF_FILE = "__greenbench_hotspots__"
LARGEST_PROCESS = 4_194_304
"""PID_MAX_LIMIT of Linux, see proc(5)."""

Class = TypeVar("Class", bound=type)
OPTIONS = ("default_size", "article_size", "sizes", "tolerance", "needs", "needs_server", "parallel", "consume")


@dataclass(frozen=True)
class DescribedHotspot:
    """A checked hotspot, as the program reads it. `definition` is the decorated class."""

    id: str
    description: str
    default_size: int
    article_size: int
    sizes: tuple[int, ...]
    tolerance: float
    needs: tuple[str, ...]
    needs_server: bool
    parallel: bool
    consume: Callable[[Any], Any] | None
    variants: tuple[MarkedVariant, ...]
    definition: type[Any]

    def missing(self) -> list[str]:
        """The packages that every variant needs and that cannot be found here."""
        return missing_of(self.needs)

    def package_versions(self) -> dict[str, str]:
        """The versions of the packages that the hotspot and its variants need, of those that are installed."""
        return versions_of(set(self.needs).union(*(one.needs for one in self.variants)))


def versions_of(packages: Iterable[str]) -> dict[str, str]:
    """The versions of those of the packages that are installed."""
    versions = {package: version_of(package) for package in sorted(packages)}
    return {package: version for package, version in versions.items() if version is not None}


def version_of(package: str) -> str | None:
    """The installed version; None if there is none. Of sqlite3 it is that of SQLite, which does the work."""
    if not is_installed(package):
        return None
    if package == "sqlite3":
        version: str = importlib.import_module(package).sqlite_version
        return version
    # Imported here because it takes longer than everything else in this file, and a worker that measures needs none.
    import importlib.metadata as metadata

    top = package.partition(".")[0]
    found = version_of_distribution(top)
    if found is not None:
        return found
    # Reads every installed distribution, for the few whose name is not that of their package.
    named = (version_of_distribution(one) for one in metadata.packages_distributions().get(top, ()))
    return next((version for version in named if version is not None), None)


def version_of_distribution(name: str) -> str | None:
    import importlib.metadata as metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def hotspot(
    hotspot_id: str | None = None,
    /,
    *surplus: object,
    default_size: int | None = None,
    article_size: int | None = None,
    sizes: Iterable[int] = (),
    tolerance: float = 0.0,
    needs: Iterable[str] = (),
    needs_server: bool = False,
    parallel: bool = False,
    consume: Callable[[Any], Any] | None = None,
    **unknown: object,
) -> Callable[[Class], Class]:
    """Marks a class as the hotspot `hotspot_id`, which is "suite/name".

    default_size  what setup(n) gets unless a size is asked for: one iteration of the baseline in 5 to 20 ms
    article_size  the size a published claim was made at; the default size if there is none
    sizes         what a sweep measures
    tolerance     relative difference up to which real numbers count as the same answer
    needs         packages that every variant needs; where one is missing the hotspot is "not available"
    needs_server  whether a local HTTP server is started for it: setup(n, server_url) then gets its address, too
    parallel      whether some variant uses several processors at once; a hotspot that needs the server does
    consume       what is called with every result inside the measured time: list, where variants return generators
    """
    place = caller(2)
    refuse_arguments("@hotspot", unknown, OPTIONS, place)
    name, size = check_given(hotspot_id, surplus, default_size, place)
    packages = several("needs", needs, place)
    size_of_article = size if article_size is None else article_size
    swept = several("sizes", sizes, place)

    def decorate(definition: Class) -> Class:
        if not isinstance(definition, type):
            what = getattr(definition, "__name__", shown(definition))
            raise place.error(f"@hotspot marks a class whose methods are the variants, not {what}")
        description = description_of(definition, place)
        variants = variants_of(definition)
        made = DescribedHotspot(
            name,
            description,
            size,
            size_of_article,
            swept,
            tolerance,
            packages,
            needs_server,
            parallel or needs_server,
            consume,
            variants,
            definition,
        )
        registered = vars(sys.modules[definition.__module__]).setdefault(HOTSPOTS_OF_FILE, [])
        check_shape(made, place)
        check_calls(made, place)
        if any(other.id == made.id for other in registered):
            raise place.error(f"the hotspot {made.id} is defined twice in this file")
        registered.append(made)
        return definition

    return decorate


def check_given(
    hotspot_id: str | None, surplus: tuple[object, ...], default_size: int | None, place: Place
) -> tuple[str, int]:
    """The name and the size. What Python says about arguments that are missing does not say what to write."""
    if hotspot_id is None or isinstance(hotspot_id, type) or surplus or default_size is None:
        wanted = hotspot_id if isinstance(hotspot_id, str) else "suite/name"
        size = surplus[0] if surplus and isinstance(surplus[0], int) else "1_000"
        raise place.error(f'@hotspot takes a name and a named size: write @hotspot("{wanted}", default_size={size})')
    return hotspot_id, default_size


def count_process(pid: int) -> None:
    """Counts the CPU time of a process that setup() has started, from now on, as part of what every variant uses.

    It is for pools and servers that go on running until teardown(). Processes that a variant starts and waits for are
    counted anyway. Outside greenbench nothing is counted.

    One that is named again is counted once. Raises ValueError for a number that no process has, and what the program
    says for one that does not exist or is the worker itself.
    """
    if not 0 < operator.index(pid) <= LARGEST_PROCESS:
        raise ValueError(f"count_process({pid}): a process has a number from 1 to {LARGEST_PROCESS}")
    process_counter(pid)


def count_nothing(pid: int) -> None:
    """Stands in for the program where a hotspot file is used without it."""


def refuse_to_count(pid: int) -> None:
    raise RuntimeError("count_process() belongs in setup(): a process is counted for all variants or for none")


process_counter: Callable[[int], None] = count_nothing


def prepare(made: DescribedHotspot, folder: str, size: int) -> None:
    """Lets a hotspot that has prepare(folder, n) fill `folder`, which is made for it; others need none."""
    if method_of(made.definition, "prepare") is not None:
        Path(folder).mkdir(parents=True)
        made.definition.prepare(Path(folder), size)


def set_up(made: DescribedHotspot, counter: Callable[[int], None], prepared: str | None, *arguments: Any) -> Any:
    """An object of a hotspot's class, ready to be measured; `counter` is what count_process() reaches until then.

    What prepare() has left in the folder `prepared` is at self.prepared when setup() is called.
    """
    global process_counter
    process_counter = counter
    try:
        ready = made.definition()
        if prepared is not None and method_of(made.definition, "prepare") is not None:
            ready.prepared = Path(prepared)
        if method_of(ready, "setup") is not None:
            ready.setup(*arguments)
        check_ready(ready, made.variants)
        return ready
    finally:
        process_counter = refuse_to_count
