"""What a hotspot must look like: the checks behind @hotspot, @baseline and @variant of greenbench.py.

    check_shape(made, place)          # raises HotspotError, which names the file and the line
    raise place.error("what is wrong")

Hotspot files need nothing of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from greenbench import Hotspot, Variant

NAME = re.compile(r"[a-z][a-z0-9_]*")
LARGEST_SIZE = 2**64 - 1
LONGEST_NAME = 200
"""In characters: reports repeat a name in every row."""
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


def check_shape(made: Hotspot, place: Place) -> None:
    """Raises HotspotError for the first thing that is wrong with a hotspot."""
    suite, _, name = made.id.partition("/") if isinstance(made.id, str) else ("", "", "")
    if not (NAME.fullmatch(suite) and NAME.fullmatch(name)):
        raise place.error(f'the id {made.id!r} must be "suite/name" in lower-case letters, digits and underscores')
    check_length("the id", made.id, place)
    check_size("default_size", made.default_size, place)
    check_size("article_size", made.article_size, place)
    for size in made.sizes:
        check_size("every one of sizes", size, place)
    check_names("needs", made.needs, place)
    for flag in ("needs_server", "parallel"):
        if not isinstance(getattr(made, flag), bool):
            raise place.error(f"{flag} must be True or False, not {getattr(made, flag)!r}")
    is_number = isinstance(made.tolerance, (int, float))
    if not (is_number and 0.0 <= made.tolerance < 1.0):
        raise place.error(f"tolerance must be a number from 0 to below 1, not {made.tolerance!r}")
    check_methods(made, place)
    if len(made.variants) > MOST_VARIANTS:
        raise place.error(f"{made.id} has {len(made.variants)} variants; there may be {MOST_VARIANTS}")
    for one in made.variants:
        check_variant(one)
    baselines = [one.name for one in made.variants if one.baseline]
    if len(baselines) != 1:
        found = "none is" if not baselines else " and ".join(baselines) + " are"
        raise place.error(f"{made.id} must have exactly one variant marked @baseline; {found}")


def check_methods(made: Hotspot, place: Place) -> None:
    """The methods that the program calls around the variants, and consume, which it calls with their results."""
    if made.consume is not None and not callable(made.consume):
        raise place.error(f"consume must be a function that takes a result, such as list, not {made.consume!r}")
    if made.needs_server and not hasattr(made.definition, "setup"):
        raise place.error(f"{made.id} has needs_server=True but no setup(self, n, server_url) that takes the address")
    prepare = member(made.definition, "prepare")
    if prepare is not None and not isinstance(prepare, (staticmethod, classmethod)):
        raise place.error(
            f"prepare(folder, n) of {made.id} runs before there is an object: make it a @staticmethod or a @classmethod"
        )


def member(definition: type, name: str) -> object:
    """What a class or one of its bases has under this name, as it was written there."""
    return next((vars(base)[name] for base in definition.__mro__ if name in vars(base)), None)


def check_variant(one: Variant) -> None:
    if one.name in OWN_METHODS or not NAME.fullmatch(one.name):
        raise one.place.error(
            f"a variant cannot be named {one.name}: use lower-case letters, digits and underscores, "
            f"starting with a letter, and none of {', '.join(OWN_METHODS[:-1])} and {OWN_METHODS[-1]}"
        )
    check_length("the name of a variant", one.name, one.place)
    check_names(f"needs of {one.name}", one.needs, one.place)
    check_names(f"changes of {one.name}", one.changes, one.place)
    if not isinstance(one.reason, str):
        raise one.place.error(f"the reason of {one.name} must be text, not {one.reason!r}")
    if one.max_size is not None:
        check_size(f"max_size of {one.name}", one.max_size, one.place)
        if not one.reason:
            raise one.place.error(f"{one.name} has a max_size but no reason for it")


def check_length(what: str, name: str, place: Place) -> None:
    if len(name) > LONGEST_NAME:
        raise place.error(f"{what} has {len(name)} characters; there may be {LONGEST_NAME}: {name[:40]}...")


def check_size(what: str, size: object, place: Place) -> None:
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise place.error(f"{what} must be an integer of at least 1, not {size!r}")
    if size > LARGEST_SIZE:
        raise place.error(f"{what} must be at most 2^64 - 1")


def check_names(what: str, given: tuple[object, ...], place: Place) -> None:
    for name in given:
        if not (isinstance(name, str) and all(part.isidentifier() for part in name.split("."))):
            raise place.error(f"{what} must hold names as an import takes them, not {name!r}")
        check_length(f"one of {what}", name, place)
