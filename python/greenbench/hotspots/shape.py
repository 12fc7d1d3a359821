"""What a hotspot must look like: the checks behind @hotspot, @baseline and @variant of definition.py.

    check_shape(made, place)          # raises HotspotError, which names the file and the line
    raise place.error("what is wrong")

Hotspot files need nothing of it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from numbers import Real
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from greenbench.hotspots.definition import DescribedHotspot
    from greenbench.hotspots.mark import MarkedVariant

NAME = re.compile(r"[a-z][a-z0-9_]*")
LARGEST_SIZE = 2**64 - 1
LONGEST_NAME = 200
MOST_NAMED = 1_000
MOST_VARIANTS = 100
"""They are measured one after the other in every block, and each is compared with the baseline."""
OWN_METHODS = ("prepare", "setup", "reset", "check", "teardown")


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


def shown(value: object) -> str:
    """repr(), cut to what a message has room for, of whatever somebody has written."""
    try:
        text = repr(value)
    except Exception:  # integers of many digits, and classes of a hotspot file
        return f"an object of type {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text)} characters)"


def several(what: str, given: Iterable[object], place: Place) -> tuple[Any, ...]:
    """A lone text stands for itself, not for its letters."""
    if isinstance(given, str):
        return (given,)
    try:
        found = tuple(islice(given, MOST_NAMED + 1))
    except TypeError:
        raise place.error(f"{what} must be a list or a tuple, not {shown(given)}") from None
    if len(found) > MOST_NAMED:
        raise place.error(f"{what} may have {MOST_NAMED} elements, not more")
    return found


def refuse_arguments(decorator: str, unknown: Iterable[str], known: tuple[str, ...], place: Place) -> None:
    for name in unknown:
        raise place.error(f"{decorator} has no argument {name}; it has {', '.join(known[:-1])} and {known[-1]}")


def description_of(definition: type, place: Place) -> str:
    written = definition.__doc__
    if not isinstance(written, (str, type(None))):
        raise place.error(f"the docstring must be text, not {shown(written)}")
    return " ".join((written or "").split())


def check_shape(made: DescribedHotspot, place: Place) -> None:
    """Raises HotspotError for the first thing that is wrong with a hotspot."""
    check_id(made.id, place)
    check_size("default_size", made.default_size, place)
    check_size("article_size", made.article_size, place)
    for size in made.sizes:
        check_size("every one of sizes", size, place)
    check_names("needs", made.needs, place)
    for flag in ("needs_server", "parallel"):
        if not isinstance(getattr(made, flag), bool):
            raise place.error(f"{flag} must be True or False, not {shown(getattr(made, flag))}")
    is_number = isinstance(made.tolerance, Real) and not isinstance(made.tolerance, bool)
    if not (is_number and 0.0 <= made.tolerance < 1.0):
        raise place.error(f"tolerance must be a number from 0 to below 1, not {shown(made.tolerance)}")
    check_methods(made, place)
    if len(made.variants) > MOST_VARIANTS:
        raise place.error(f"{made.id} has {len(made.variants)} variants; there may be {MOST_VARIANTS}")
    for one in made.variants:
        check_variant(one)
    baselines = [one.name for one in made.variants if one.baseline]
    if len(baselines) != 1:
        found = "none is" if not baselines else " and ".join(baselines) + " are"
        raise place.error(f"{made.id} must have exactly one variant marked @baseline; {found}")


def check_id(given: object, place: Place) -> None:
    suite, _, name = given.partition("/") if isinstance(given, str) else ("", "", "")
    if not (NAME.fullmatch(suite) and NAME.fullmatch(name)):
        example = f', such as "mine/{given}"' if isinstance(given, str) and NAME.fullmatch(given) else ""
        raise place.error(
            f'the id {shown(given)} must be "suite/name" in lower-case letters, digits and underscores{example}'
        )
    if len(suite) + 1 + len(name) > LONGEST_NAME:
        raise place.error(f"the id {shown(given)} is longer than {LONGEST_NAME} characters")


def check_methods(made: DescribedHotspot, place: Place) -> None:
    """The methods that the program calls around the variants, and consume, which it calls with their results."""
    if made.consume is not None and not callable(made.consume):
        raise place.error(f"consume must be a function that takes a result, such as list, not {shown(made.consume)}")
    for name in OWN_METHODS:
        method = member(made.definition, name)
        is_bound_later = hasattr(type(method), "__get__") and not isinstance(method, property)
        if not (method is None or callable(method) or is_bound_later):
            raise place.error(f"{name} of {made.id} must be a method, not {shown(method)}")
    if made.needs_server and member(made.definition, "setup") is None:
        raise place.error(f"{made.id} has needs_server=True but no setup(self, n, server_url) that takes the address")
    prepare = member(made.definition, "prepare")
    if prepare is not None and not isinstance(prepare, (staticmethod, classmethod)):
        raise place.error(
            f"prepare(folder, n) of {made.id} runs before there is an object: make it a @staticmethod or a @classmethod"
        )


def member(definition: type, name: str) -> object:
    """What a class or one of its bases has under this name, as it was written there."""
    return next((vars(base)[name] for base in definition.__mro__ if name in vars(base)), None)


def method_of(owner: object, name: str) -> object:
    """A method that a class or an object need not have; one that is None is none."""
    return getattr(owner, name, None)


def check_ready(ready: object, variants: tuple[MarkedVariant, ...]) -> None:
    """Raises TypeError where an object has something else under the name of a method that the program calls."""
    for name in (*OWN_METHODS[2:], *(one.name for one in variants)):
        method = method_of(ready, name)
        if not (callable(method) or (method is None and name in OWN_METHODS)):
            raise TypeError(f"self.{name} is {shown(method)}, but the program calls it: give what is kept another name")


def check_variant(one: MarkedVariant) -> None:
    if not isinstance(one.name, str) or one.name in OWN_METHODS or not NAME.fullmatch(one.name):
        raise one.place.error(
            f"a variant cannot be named {shown_name(one.name)}: use lower-case letters, digits and underscores, "
            f"starting with a letter, and none of {', '.join(OWN_METHODS[:-1])} and {OWN_METHODS[-1]}"
        )
    if len(one.name) > LONGEST_NAME:
        raise one.place.error(f"the name {shown(one.name)} is longer than {LONGEST_NAME} characters")
    check_names(f"needs of {one.name}", one.needs, one.place)
    check_names(f"changes of {one.name}", one.changes, one.place)
    if not isinstance(one.reason, str):
        raise one.place.error(f"the reason of {one.name} must be text, not {shown(one.reason)}")
    if one.max_size is not None:
        check_size(f"max_size of {one.name}", one.max_size, one.place)
        if not one.reason:
            raise one.place.error(f"{one.name} has a max_size but no reason for it")


def shown_name(name: object) -> str:
    return name if isinstance(name, str) and name.isidentifier() and len(name) <= LONGEST_NAME else shown(name)


def check_size(what: str, size: Any, place: Place) -> None:
    """Integers of NumPy are integers."""
    try:
        number = 0 if isinstance(size, bool) else operator.index(size)
    except Exception:
        number = 0
    if number < 1:
        raise place.error(f"{what} must be an integer of at least 1, not {shown(size)}")
    if number > LARGEST_SIZE:
        raise place.error(f"{what} must be at most 2^64 - 1")


def check_names(what: str, given: tuple[object, ...], place: Place) -> None:
    for name in given:
        if not (isinstance(name, str) and all(part.isidentifier() for part in name.split("."))):
            raise place.error(f"{what} must hold names as an import takes them, not {shown(name)}")
        if len(name) > LONGEST_NAME:
            raise place.error(f"{what} must hold names of at most {LONGEST_NAME} characters, not {shown(name)}")
