"""What a hotspot file imports: decorators that mark a class as a hotspot and its methods as variants.

    @hotspot("strings/greet", default_size=1_000)
    class Greet:
        @baseline
        def concat(self): ...

docs/hotspots-writing.md explains the rest.
"""

import importlib.util
import operator
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from greenbench_shape import HotspotError, Place, check_ready, check_shape, description_of, method_of, several

__all__ = ["Hotspot", "HotspotError", "Variant", "baseline", "count_process", "hotspot", "variant"]

HOTSPOTS_OF_FILE = "__greenbench_hotspots__"
MARK = "__greenbench_variant__"
LARGEST_PROCESS = 4_194_304
"""PID_MAX_LIMIT of Linux, see proc(5)."""

Class = TypeVar("Class", bound=type)
Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True)
class Variant:
    """A marked method: `max_size` is the largest size at which it is measured, `reason` says why. `changes` are the
    attributes that it means to change."""

    name: str
    baseline: bool
    max_size: int | None
    reason: str
    needs: tuple[str, ...]
    changes: tuple[str, ...]
    place: Place

    def missing(self) -> list[str]:
        """The packages that this variant alone needs and that cannot be found here."""
        return missing_of(self.needs)


@dataclass(frozen=True)
class Hotspot:
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
    variants: tuple[Variant, ...]
    definition: type

    def missing(self) -> list[str]:
        """The packages that every variant needs and that cannot be found here."""
        return missing_of(self.needs)

    def package_versions(self) -> dict[str, str]:
        """The versions of the packages that the hotspot and its variants need, of those that are installed."""
        return versions_of(set(self.needs).union(*(one.needs for one in self.variants)))


def missing_of(needs: tuple[str, ...]) -> list[str]:
    """Those of the packages that cannot be found here. Nothing is imported to find out."""
    return [package for package in needs if not is_installed(package)]


def is_installed(package: str) -> bool:
    """Whether `import package` would find something. "a.b" imports a, which may fail in any way: then it is not."""
    try:
        return importlib.util.find_spec(package) is not None
    except Exception:
        return False


def versions_of(packages: Iterable[str]) -> dict[str, str]:
    """The versions of those of the packages that are installed."""
    versions = {package: version_of(package) for package in sorted(packages)}
    return {package: version for package, version in versions.items() if version is not None}


def version_of(package: str) -> str | None:
    """The installed version; None if there is none. Of sqlite3 it is that of SQLite, which does the work."""
    if not is_installed(package):
        return None
    if package == "sqlite3":
        return importlib.import_module(package).sqlite_version
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


def baseline(
    method: Method | None = None,
    *,
    max_size: int | None = None,
    reason: str = "",
    needs: Iterable[str] = (),
    changes: Iterable[str] = (),
) -> Method | Callable[[Method], Method]:
    """Marks the variant that the others are compared with: exactly one per class."""
    return mark(method, True, max_size, reason, needs, changes, caller(2))


def variant(
    method: Method | None = None,
    *,
    max_size: int | None = None,
    reason: str = "",
    needs: Iterable[str] = (),
    changes: Iterable[str] = (),
) -> Method | Callable[[Method], Method]:
    """Marks an implementation: `@variant`, or `@variant(max_size=1_000, reason="quadratic", needs=("numpy",))`.

    A variant that changes what setup() made is refused, unless `changes` names the attribute: an array that results
    are written to, or a cache.
    """
    return mark(method, False, max_size, reason, needs, changes, caller(2))


def hotspot(
    hotspot_id: str,
    /,
    *,
    default_size: int,
    article_size: int | None = None,
    sizes: Iterable[int] = (),
    tolerance: float = 0.0,
    needs: Iterable[str] = (),
    needs_server: bool = False,
    parallel: bool = False,
    consume: Callable[[Any], Any] | None = None,
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
    needs = several("needs", needs, place)
    article_size = default_size if article_size is None else article_size
    sizes = several("sizes", sizes, place)

    def decorate(definition: Class) -> Class:
        description = description_of(definition, place)
        variants = variants_of(definition)
        made = Hotspot(
            hotspot_id,
            description,
            default_size,
            article_size,
            sizes,
            tolerance,
            needs,
            needs_server,
            parallel or needs_server,
            consume,
            variants,
            definition,
        )
        registered = vars(sys.modules[definition.__module__]).setdefault(HOTSPOTS_OF_FILE, [])
        check_shape(made, place)
        if any(other.id == made.id for other in registered):
            raise place.error(f"the hotspot {made.id} is defined twice in this file")
        registered.append(made)
        return definition

    return decorate


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


def prepare(made: Hotspot, folder: str, size: int) -> None:
    """Lets a hotspot that has prepare(folder, n) fill `folder`, which is made for it; others need none."""
    if method_of(made.definition, "prepare") is not None:
        Path(folder).mkdir(parents=True)
        made.definition.prepare(Path(folder), size)


def set_up(made: Hotspot, counter: Callable[[int], None], prepared: str | None, *arguments: Any) -> Any:
    """An object of a hotspot's class, ready to be measured; `counter` is what count_process() reaches until then.

    What prepare() has left in the folder `prepared` is at self.prepared when setup() is called.
    """
    global process_counter
    process_counter = counter
    try:
        ready = made.definition()
        if method_of(made.definition, "prepare") is not None:
            ready.prepared = Path(prepared)
        if method_of(ready, "setup") is not None:
            ready.setup(*arguments)
        check_ready(ready, made.variants)
        return ready
    finally:
        process_counter = refuse_to_count


def caller(depth: int) -> Place:
    """The line `depth` frames up: 2 is where the function that asks was called."""
    frame = sys._getframe(depth)
    return Place(frame.f_code.co_filename, frame.f_lineno)


def mark(
    method: Method | None,
    is_baseline: bool,
    max_size: int | None,
    reason: str,
    needs: Iterable[str],
    changes: Iterable[str],
    place: Place,
) -> Method | Callable[[Method], Method]:
    packages, changed = several("needs", needs, place), several("changes", changes, place)

    def decorate(function: Method) -> Method:
        name = getattr(function, "__name__", None)
        if name is None:
            raise place.error("only a method can be a variant")
        if hasattr(function, MARK):
            raise place.error(f"{name} is marked twice: use one of @baseline and @variant")
        setattr(function, MARK, Variant(name, is_baseline, max_size, reason, packages, changed, place))
        return function

    return decorate if method is None else decorate(method)


def variants_of(definition: type) -> tuple[Variant, ...]:
    """The marked methods in the order in which they were written, those of base classes first."""
    members: dict[str, Any] = {}
    for base in reversed(definition.__mro__):
        members.update(vars(base))
    marked = {name: getattr(member, MARK) for name, member in members.items() if hasattr(member, MARK)}
    for name, one in marked.items():
        if isinstance(one.name, str) and name != one.name:
            raise one.place.error(f"the variant {one.name} is called {name} in {definition.__name__}: name it alike")
    return tuple(marked.values())
