"""How a method is marked as a variant, and which marked methods a class has.

    @variant(max_size=1_000, reason="quadratic")
    def concat(self): ...

    variants_of(Greet)                    # the MarkedVariant of each

definition.py hands the decorators on to hotspot files.
"""

import importlib.util
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, overload

from greenbench.hotspots.shape import Place, refuse_arguments, several, shown

MARK = "__greenbench_variant__"
OPTIONS = ("max_size", "reason", "needs", "changes")

Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True)
class MarkedVariant:
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


def missing_of(needs: tuple[str, ...]) -> list[str]:
    """Those of the packages that cannot be found here. Nothing is imported to find out."""
    return [package for package in needs if not is_installed(package)]


def is_installed(package: str) -> bool:
    """Whether `import package` would find something. "a.b" imports a, which may fail in any way: then it is not."""
    try:
        return importlib.util.find_spec(package) is not None
    except Exception:
        return False


def caller(depth: int) -> Place:
    """The line `depth` frames up: 2 is where the function that asks was called."""
    frame = sys._getframe(depth)
    return Place(frame.f_code.co_filename, frame.f_lineno)


@overload
def baseline(method: Method, /) -> Method: ...
@overload
def baseline(
    *, max_size: int | None = None, reason: str = "", needs: Iterable[str] = (), changes: Iterable[str] = ()
) -> Callable[[Method], Method]: ...
def baseline(
    method: Method | None = None,
    *,
    max_size: int | None = None,
    reason: str = "",
    needs: Iterable[str] = (),
    changes: Iterable[str] = (),
    **unknown: object,
) -> Method | Callable[[Method], Method]:
    """Marks the variant that the others are compared with: exactly one per class."""
    place = caller(2)
    refuse_arguments("@baseline", unknown, OPTIONS, place)
    return mark(method, True, max_size, reason, needs, changes, place)


@overload
def variant(method: Method, /) -> Method: ...
@overload
def variant(
    *, max_size: int | None = None, reason: str = "", needs: Iterable[str] = (), changes: Iterable[str] = ()
) -> Callable[[Method], Method]: ...
def variant(
    method: Method | None = None,
    *,
    max_size: int | None = None,
    reason: str = "",
    needs: Iterable[str] = (),
    changes: Iterable[str] = (),
    **unknown: object,
) -> Method | Callable[[Method], Method]:
    """Marks an implementation: `@variant`, or `@variant(max_size=1_000, reason="quadratic", needs=("numpy",))`.

    A variant that changes what setup() made is refused, unless `changes` names the attribute: an array that results
    are written to, or a cache.
    """
    place = caller(2)
    refuse_arguments("@variant", unknown, OPTIONS, place)
    return mark(method, False, max_size, reason, needs, changes, place)


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

    def decorate(function: Method, depth: int = 1) -> Method:
        name = name_of(function, place)
        if hasattr(function, MARK):
            raise place.error(f"{name} is marked twice: use one of @baseline and @variant")
        if hasattr(sys._getframe(depth).f_locals.get(name), MARK):
            raise place.error(f"there are two variants named {name}, and the second would replace the first: rename it")
        try:
            setattr(function, MARK, MarkedVariant(name, is_baseline, max_size, reason, packages, changed, place))
        except (AttributeError, TypeError):
            raise place.error(f"{shown(function)} cannot be a variant: write a method that calls it") from None
        return function

    return decorate if method is None else decorate(method, depth=3)


def name_of(function: object, place: Place) -> str:
    """What a method is called. Whatever else can be marked by mistake is refused with what to write."""
    if isinstance(function, str):
        raise place.error(f"a variant is named by its method: write @variant without {shown(function)}")
    if isinstance(function, (property, cached_property)):
        raise place.error("a variant is called, which a property is not: remove @property")
    name: str | None = getattr(function, "__name__", None)
    if name is None:
        raise place.error(f"only a method can be a variant, not {shown(function)}")
    return name


def mark_of(member: object) -> MarkedVariant | None:
    """Static and class methods keep the mark of the function inside."""
    for one in (getattr(member, MARK, None), getattr(getattr(member, "__func__", None), MARK, None)):
        if isinstance(one, MarkedVariant):
            return one
    return None


def variants_of(definition: type) -> tuple[MarkedVariant, ...]:
    """The marked methods in the order in which they were written, those of base classes first."""
    members: dict[str, Any] = {}
    for base in reversed(definition.__mro__):
        members.update(vars(base))
    marked = {name: mark_of(member) for name, member in members.items()}
    for name, one in marked.items():
        if one is None:
            refuse_marked_property(name, members[name])
        elif isinstance(one.name, str) and name != one.name:
            raise one.place.error(f"the variant {one.name} is called {name} in {definition.__name__}: name it alike")
    return tuple(one for one in marked.values() if one is not None)


def refuse_marked_property(name: str, member: Any) -> None:
    """The mark is on the function inside: the variant would be overlooked."""
    if isinstance(member, (property, cached_property)):
        one = mark_of(member.fget if isinstance(member, property) else member.func)
        if one is not None:
            raise one.place.error(f"the variant {name} is called, which a property is not: remove @property")
