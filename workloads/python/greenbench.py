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

__all__ = ["Hotspot", "HotspotError", "Variant", "baseline", "hotspot", "variant"]

HOTSPOTS_OF_FILE = "__greenbench_hotspots__"
MARK = "__greenbench_variant__"
NAME = re.compile(r"[a-z][a-z0-9_]*")
OWN_METHODS = ("setup", "check")

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
    place: Place


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
        """The packages of `needs` that cannot be found here. Nothing is imported to find out."""
        return [package for package in self.needs if not is_installed(package)]


def is_installed(package: str) -> bool:
    """Whether `import package` would find something; "a.b" imports a."""
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def baseline(
    method: Method | None = None, *, max_size: int | None = None, reason: str = ""
) -> Method | Callable[[Method], Method]:
    """Marks the variant that the others are compared with: exactly one per class."""
    return mark(method, is_baseline=True, max_size=max_size, reason=reason, place=caller(2))


def variant(
    method: Method | None = None, *, max_size: int | None = None, reason: str = ""
) -> Method | Callable[[Method], Method]:
    """Marks an implementation: `@variant`, or `@variant(max_size=1_000, reason="quadratic")`."""
    return mark(method, is_baseline=False, max_size=max_size, reason=reason, place=caller(2))


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
    needs         packages that setup() imports; where one is missing the hotspot is "not available"
    needs_server  whether a local HTTP server is started for it: setup(n, server_url) then gets its address, too
    """
    place = caller(2)
    needs = (needs,) if isinstance(needs, str) else tuple(needs)
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


def caller(depth: int) -> Place:
    """The line `depth` frames up: 2 is where the function that asks was called."""
    frame = sys._getframe(depth)
    return Place(frame.f_code.co_filename, frame.f_lineno)


def mark(
    method: Method | None, *, is_baseline: bool, max_size: int | None, reason: str, place: Place
) -> Method | Callable[[Method], Method]:
    def decorate(function: Method) -> Method:
        name = getattr(function, "__name__", None)
        if name is None:
            raise place.error("only a method can be a variant")
        if hasattr(function, MARK):
            raise place.error(f"{name} is marked twice: use one of @baseline and @variant")
        setattr(function, MARK, Variant(name, is_baseline, max_size, reason, place))
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
            "starting with a letter, and neither setup nor check"
        )
    if one.max_size is not None:
        check_size(f"max_size of {one.name}", one.max_size, one.place)
        if not one.reason:
            raise one.place.error(f"{one.name} has a max_size but no reason for it")


def check_size(what: str, size: object, place: Place) -> None:
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise place.error(f"{what} must be an integer of at least 1, not {size!r}")
