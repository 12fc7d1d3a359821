"""Notices that a variant has changed what setup() made, so that its next call would find other data.

    watch = InputWatch(made)              # which attributes there are
    watch.begin()
    made.in_place()                       # self.b.sort()
    watch.objection(("cache",), False)    # "changes self.b, ..."; changes of self.cache are meant

What can be pickled is data, and is compared by a checksum of its pickle. Connections, locks, pools and clients cannot,
and are not looked into.
"""

import io
import math
import pickle
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from types import GeneratorType
from typing import Any

from greenbench.hotspots.lazy import is_iterator, query_sets

CONTAINERS = (list, tuple, dict, set, frozenset, deque)
CHANGEABLE = (list, dict, set, deque, bytearray)
MISSING = object()
Fingerprint = tuple[type, object]
"""Of a value: its type and something that changes with its content, or None where nobody can look inside."""


class InputWatch:
    """The attributes that an object has when this is made; those that variants add later are theirs."""

    def __init__(self, made: object) -> None:
        self.made = made
        self.names = [*getattr(made, "__dict__", {}), *of_class(type(made))]
        self.before: dict[str, Fingerprint] = {}

    def begin(self) -> None:
        self.before = self.look()

    def objection(self, meant: tuple[str, ...], has_reset: bool) -> str | None:
        """What has changed since begin() and what to do, to follow the variant's name; None if nothing has."""
        after = self.look()
        changed = [name for name in self.names if name not in meant and differ(self.before[name], after[name])]
        return self.sentence(changed[0], has_reset) if changed else None

    def look(self) -> dict[str, Fingerprint]:
        return {name: fingerprint(getattr(self.made, name, MISSING)) for name in self.names}

    def sentence(self, name: str, has_reset: bool) -> str:
        if has_reset:
            return f"changes self.{name}, and reset() does not restore it; restore it there"
        if is_iterator(getattr(self.made, name, None)):
            return (
                f"uses up self.{name}, an iterator that setup() made, so that later calls find less of it; make the "
                "iterator inside the variant, or anew in reset()"
            )
        return (
            f"changes self.{name}, which setup() made, so that later calls find other data than the first; work on a "
            f'copy, restore self.{name} in reset(), or allow it with changes=("{name}",) if it is a cache or an output'
        )


def of_class(definition: type) -> list[str]:
    """The names of data that is written in a class and that all its objects share."""
    found = {name: value for base in definition.__mro__ for name, value in vars(base).items()}
    return [name for name, value in found.items() if isinstance(value, CHANGEABLE) and not name.startswith("__")]


def differ(before: Fingerprint, after: Fingerprint) -> bool:
    """Two fingerprints of one attribute. What nobody can look into may have changed or not: that is no difference."""
    if before[0] is not after[0]:
        return True
    return None not in (before[1], after[1]) and before != after


@dataclass(frozen=True)
class Effort:
    """How much of a value is looked at: so many bytes of its pickle or, where that is more, so many elements."""

    most_bytes: int = 4 << 20
    most_elements: int = 1_000

    def shared_by(self, count: int) -> "Effort":
        return Effort(self.most_bytes // max(1, count), self.most_elements // max(1, count))


def fingerprint(value: object, effort: Effort = Effort()) -> Fingerprint:
    """The type of a value and something that changes with its content, or None where nobody can look inside."""
    for content in (of_stream, of_iterator, of_buffer):
        found = content(value)
        if found is not None:
            return type(value), found
    return type(value), of_data(value, effort)


def of_stream(value: Any) -> object:
    """What has been written to a file in memory. Where it is being read does not count: a variant can go back."""
    if not isinstance(value, io.IOBase) or value.closed:
        return None
    return ("stream", hash(value.getvalue())) if hasattr(value, "getvalue") else ("file", 0)


def of_iterator(value: Any) -> object:
    """How much is left, or where a generator stands. Nothing of it is taken."""
    if isinstance(value, GeneratorType):
        return "generator", None if value.gi_frame is None else value.gi_frame.f_lasti
    if isinstance(value, Iterator) and hasattr(value, "__length_hint__"):
        return "left", value.__length_hint__()
    return None


def of_buffer(value: Any) -> object:
    """Arrays and bytes: all of them, since a checksum takes a second for some gigabytes."""
    try:
        with memoryview(value) as view:
            if "O" in view.format:  # references, whose objects may change
                return None
            return "buffer", view.format, view.shape, zlib.crc32(view if view.c_contiguous else view.tobytes())
    except (TypeError, ValueError, BufferError):
        return None


def of_data(value: object, effort: Effort) -> object:
    """Arrays inside count for nothing in the size of a pickle."""
    checksum = Checksum(effort.most_bytes)
    try:
        pickler_class()(checksum, 5, buffer_callback=checksum.add_buffer).dump(value)
    except Exception:  # whatever the classes of a hotspot raise when they are asked for their state
        if isinstance(value, CONTAINERS):
            return of_sample(value, effort)
        return of_sample(vars(value), effort) if checksum.is_full() and hasattr(value, "__dict__") else None
    return "pickle", checksum.size, checksum.value


def of_sample(value: Any, effort: Effort) -> object:
    """The size of a container and elements at even distances, its first and its last one among them."""
    if effort.most_elements < 2:
        return None
    elements = value.items() if isinstance(value, dict) else value
    step = max(1, math.ceil(len(value) / effort.most_elements))
    chosen = list(islice(elements, 0, None, step))
    if isinstance(value, (list, tuple, deque, dict)) and len(value) > 0:
        chosen.append(next(reversed(elements)))
    share = effort.shared_by(len(chosen))
    return "sample", len(value), tuple(of_element(element, share) for element in chosen)


def of_element(value: object, effort: Effort) -> object:
    """Its content, or which object it is; the container keeps it alive, so that no other can take its place."""
    kind, content = fingerprint(value, effort)
    return (kind, id(value) if content is None else content)


class Checksum:
    """The file that a pickle is written to. It keeps nothing but a checksum, and ends what becomes too large."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self.value = 0

    def write(self, data: Any) -> int:
        self.size += len(data)
        if self.is_full():
            raise OverflowError
        self.value = zlib.crc32(data, self.value)
        return len(data)

    def is_full(self) -> bool:
        return self.size > self.most_bytes

    def add_buffer(self, buffer: pickle.PickleBuffer) -> None:
        self.value = zlib.crc32(buffer.raw(), self.value)


def pickler_class() -> type[pickle.Pickler]:
    """With Django's query sets around, one that does not run their queries."""
    return PicklerOfQuerySets if query_sets() else pickle.Pickler


class PicklerOfQuerySets(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, query_sets()):
            return bool, (value._result_cache is None,)
        return NotImplemented
