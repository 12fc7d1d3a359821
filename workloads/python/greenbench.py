"""What a hotspot file imports: decorators that mark a class as a hotspot and its methods as variants.

    @hotspot("strings/greet", default_size=1_000)
    class Greet:
        @baseline
        def concat(self): ...

docs/hotspots-writing.md explains the rest.
"""

import importlib.util
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

__all__ = ["Hotspot", "HotspotError", "Variant", "baseline", "count_process", "hotspot", "variant"]

HOTSPOTS_OF_FILE = "__greenbench_hotspots__"
MARK = "__greenbench_variant__"
NAME = re.compile(r"[a-z][a-z0-9_]*")
OWN_METHODS = ("setup", "check", "teardown")

Class = TypeVar("Class", bound=type)
Method = TypeVar("Method", bound=Callable[..., Any])


class HotspotError(ValueError):
    """A hotspot of the wrong shape. Like SyntaxError it says in which file and line."""

    def __init__(self, message: str, filename: str, lineno: int) -> None:
        super().__init__(message)
        self.filename = filename
        self.lineno = lineno


@dataclass(frozen=True)
class Place:
    """A line of a hotspot file, to blame in an error."""

    filename: str
    lineno: int

    def error(self, message: str) -> HotspotError:
        return HotspotError(message, self.filename, self.lineno)


@dataclass(frozen=True)
class Variant:
    """A marked method: `max_size` is the largest size at which it is measured, `reason` says why."""

    name: str
    baseline: bool
    max_size: int | None
    reason: str
    needs: tuple[str, ...]
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
    variants: tuple[Variant, ...]
    definition: type

    def missing(self) -> list[str]:
        """The packages that every variant needs and that cannot be found here."""
        return missing_of(self.needs)

    def package_versions(self) -> dict[str, str]:
        """The versions of the packages that the hotspot and its variants need, of those that are installed."""
        needs = set(self.needs).union(*(one.needs for one in self.variants))
        versions = {package: version_of(package) for package in sorted(needs)}
        return {package: version for package, version in versions.items() if version is not None}


def missing_of(needs: tuple[str, ...]) -> list[str]:
    """Those of the packages that cannot be found here. Nothing is imported to find out."""
    return [package for package in needs if not is_installed(package)]


def packages(needs: Iterable[str]) -> tuple[str, ...]:
    return (needs,) if isinstance(needs, str) else tuple(needs)


def is_installed(package: str) -> bool:
    """Whether `import package` would find something; "a.b" imports a."""
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def version_of(package: str) -> str | None:
    """The installed version; None if there is none. Of sqlite3 it is that of SQLite, which does the work."""
    if not is_installed(package):
        return None
    if package == "sqlite3":
        return importlib.import_module(package).sqlite_version
    # Imported here because it takes longer than everything else in this file, and a worker that measures needs none.
    import importlib.metadata as metadata

    top = package.partition(".")[0]
    for distribution in (top, *metadata.packages_distributions().get(top, ())):
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError:
            continue
    return None


def baseline(
    method: Method | None = None, *, max_size: int | None = None, reason: str = "", needs: Iterable[str] = ()
) -> Method | Callable[[Method], Method]:
    """Marks the variant that the others are compared with: exactly one per class."""
    return mark(method, True, max_size, reason, packages(needs), caller(2))


def variant(
    method: Method | None = None, *, max_size: int | None = None, reason: str = "", needs: Iterable[str] = ()
) -> Method | Callable[[Method], Method]:
    """Marks an implementation: `@variant`, or `@variant(max_size=1_000, reason="quadratic", needs=("numpy",))`."""
    return mark(method, False, max_size, reason, packages(needs), caller(2))


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
) -> Callable[[Class], Class]:
    """Marks a class as the hotspot `hotspot_id`, which is "suite/name".

    default_size  what setup(n) gets unless a size is asked for: one iteration of the baseline in 5 to 20 ms
    article_size  the size a published claim was made at; the default size if there is none
    sizes         what a sweep measures
    tolerance     relative difference up to which real numbers count as the same answer
    needs         packages that every variant needs; where one is missing the hotspot is "not available"
    needs_server  whether a local HTTP server is started for it: setup(n, server_url) then gets its address, too
    """
    place = caller(2)
    needs = packages(needs)
    article_size = default_size if article_size is None else article_size
    sizes = tuple(sizes)

    def decorate(definition: Class) -> Class:
        description = " ".join((definition.__doc__ or "").split())
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
    """
    process_counter(pid)


def count_nothing(pid: int) -> None:
    """Stands in for the program where a hotspot file is used without it."""


def refuse_to_count(pid: int) -> None:
    raise RuntimeError("count_process() belongs in setup(): a process is counted for all variants or for none")


process_counter: Callable[[int], None] = count_nothing


def set_up(definition: type, counter: Callable[[int], None], *arguments: Any) -> Any:
    """An object of a hotspot's class, ready to be measured; `counter` is what count_process() reaches until then."""
    global process_counter
    process_counter = counter
    try:
        made = definition()
        if hasattr(made, "setup"):
            made.setup(*arguments)
        return made
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
    needs: tuple[str, ...],
    place: Place,
) -> Method | Callable[[Method], Method]:
    def decorate(function: Method) -> Method:
        name = getattr(function, "__name__", None)
        if name is None:
            raise place.error("only a method can be a variant")
        if hasattr(function, MARK):
            raise place.error(f"{name} is marked twice: use one of @baseline and @variant")
        setattr(function, MARK, Variant(name, is_baseline, max_size, reason, needs, place))
        return function

    return decorate if method is None else decorate(method)


def variants_of(definition: type) -> tuple[Variant, ...]:
    """The marked methods in the order in which they were written, those of base classes first."""
    members: dict[str, Any] = {}
    for base in reversed(definition.__mro__):
        members.update(vars(base))
    return tuple(getattr(member, MARK) for member in members.values() if hasattr(member, MARK))


def check_shape(made: Hotspot, place: Place) -> None:
    """Raises HotspotError for the first thing that is wrong with a hotspot."""
    suite, _, name = made.id.partition("/") if isinstance(made.id, str) else ("", "", "")
    if not (NAME.fullmatch(suite) and NAME.fullmatch(name)):
        raise place.error(f'the id {made.id!r} must be "suite/name" in lower-case letters, digits and underscores')
    check_size("default_size", made.default_size, place)
    check_size("article_size", made.article_size, place)
    for size in made.sizes:
        check_size("every one of sizes", size, place)
    is_number = isinstance(made.tolerance, (int, float))
    if not (is_number and 0.0 <= made.tolerance < 1.0):
        raise place.error(f"tolerance must be a number from 0 to below 1, not {made.tolerance!r}")
    if made.needs_server and not hasattr(made.definition, "setup"):
        raise place.error(f"{made.id} has needs_server=True but no setup(self, n, server_url) that takes the address")
    for one in made.variants:
        check_variant(one)
    baselines = [one.name for one in made.variants if one.baseline]
    if len(baselines) != 1:
        found = "none is" if not baselines else " and ".join(baselines) + " are"
        raise place.error(f"{made.id} must have exactly one variant marked @baseline; {found}")


def check_variant(one: Variant) -> None:
    if one.name in OWN_METHODS or not NAME.fullmatch(one.name):
        raise one.place.error(
            f"a variant cannot be named {one.name}: use lower-case letters, digits and underscores, "
            "starting with a letter, and none of setup, check and teardown"
        )
    if one.max_size is not None:
        check_size(f"max_size of {one.name}", one.max_size, one.place)
        if not one.reason:
            raise one.place.error(f"{one.name} has a max_size but no reason for it")


def check_size(what: str, size: object, place: Place) -> None:
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise place.error(f"{what} must be an integer of at least 1, not {size!r}")
