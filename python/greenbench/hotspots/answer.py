"""Turns results that are neither numbers, text nor lists into what the program compares.

    plain(Fraction(1, 3))          # "1/3"
    plain(numpy.float16(0.5))      # 0.5
    plain(object())                # NotImplemented
    in_order({3, 1, 2})            # [1, 2, 3], the same for every equal set

The program asks about what it does not know itself. None, bool, int, float, complex, str, bytes, lists, tuples, sets
and dictionaries it knows; what is returned here may contain anything again.
"""

import struct
import sys
from collections.abc import Callable, Collection
from typing import Any

LONGEST_RANGE = 10_000_000
MOST_DIGITS = 10_000


def plain(value: object) -> object:
    """What `value` is compared as; NotImplemented where nobody can say."""
    for known in (of_numpy, of_range, of_class, of_text_array, of_buffer):
        found = known(value)
        if found is not NotImplemented:
            return found
    return NotImplemented


def of_numpy(value: Any) -> object:
    """Arrays and scalars. Dates and times are the text that NumPy writes, extended precision is rounded to a double."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, (numpy.ndarray, numpy.generic)):
        return NotImplemented
    if value.dtype.kind in "mM":
        return value.astype(str).tolist()
    if issubclass(value.dtype.type, (numpy.longdouble, numpy.clongdouble)):
        value = value.astype(complex if value.dtype.kind == "c" else float)
    return value.tolist()


def of_range(value: object) -> object:
    return list(value) if isinstance(value, range) and len(value) <= LONGEST_RANGE else NotImplemented


def of_decimal(value: Any) -> object:
    """Equal numbers alike: whole ones as integers, others exactly, without zeros at their end."""
    if not value.is_finite():
        return str(value)
    sign, digits, exponent = value.as_tuple()
    text = "".join(map(str, digits)).rstrip("0")
    exponent += len(digits) - len(text)
    if not text or (exponent >= 0 and value.adjusted() < MOST_DIGITS):
        return int(value) if text else 0
    return str(type(value)((sign, tuple(map(int, text)), exponent)))


def of_fraction(value: Any) -> object:
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def of_enumeration(value: Any) -> str:
    return f"{type(value).__name__}.{value.name or value.value}"


CLASSES = (
    ("datetime", "date", lambda value: value.isoformat()),  # and its datetime
    ("datetime", "time", lambda value: value.isoformat()),
    ("datetime", "timedelta", str),
    ("decimal", "Decimal", of_decimal),
    ("fractions", "Fraction", of_fraction),
    ("enum", "Enum", of_enumeration),
    ("pathlib", "PurePath", str),
    ("uuid", "UUID", str),
    ("collections", "deque", list),
    ("types", "MappingProxyType", dict),
)
"""Module, class and what an object of it becomes. A hotspot that returns one has imported its module."""

VIEWS: dict[type, Callable[[Any], object]] = {type({}.keys()): set, type({}.items()): list, type({}.values()): list}


def of_class(value: object) -> object:
    if type(value) in VIEWS:
        return VIEWS[type(value)](value)
    for module, name, convert in CLASSES:
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and isinstance(value, kind):
            return convert(value)
    return NotImplemented


def of_text_array(value: Any) -> object:
    """array.array of characters, whose buffer nobody reads."""
    array = sys.modules.get("array")
    is_text = array is not None and isinstance(value, array.array) and value.typecode in "uw"
    return value.tounicode() if is_text else NotImplemented


def of_buffer(value: Any) -> object:
    """Everything with the buffer protocol. A memoryview of bytes is bytes, as Python compares it."""
    try:
        view = memoryview(value)
    except TypeError:
        return NotImplemented
    with view:
        if isinstance(value, memoryview) and view.ndim == 1 and view.format == "B":
            return view.tobytes()
        try:
            return view.tolist()
        except NotImplementedError:
            return unpacked(view)


def unpacked(view: memoryview) -> object:
    """For half floats and byte orders, which memoryview.tolist() does not know."""
    try:
        if struct.calcsize(view.format) != view.itemsize:
            return NotImplemented
    except struct.error:
        return NotImplemented
    elements = [one[0] if len(one) == 1 else one for one in struct.iter_unpack(view.format, view.tobytes())]
    return in_shape(elements, view.shape or ())


def in_shape(elements: list[Any], shape: tuple[int, ...]) -> object:
    if not shape:
        return elements[0]
    if len(shape) == 1:
        return elements
    step = len(elements) // shape[0] if shape[0] else 0
    return [in_shape(elements[row * step : (row + 1) * step], shape[1:]) for row in range(shape[0])]


def in_order(collection: Collection[Any]) -> list[Any]:
    """The elements of a set or the keys of a dictionary."""
    if set(map(type, collection)) in ({int}, {str}):
        return sorted(collection)
    return sorted(collection, key=rank)


def rank(value: Any) -> tuple[Any, ...]:
    """A key to sort by that is the same for values which the program takes for equal."""
    if isinstance(value, bool) or value is None:
        return 0, str(value)
    if isinstance(value, (int, float)):
        return (2, 0) if value != value else (1, value)
    if isinstance(value, str):
        return 3, value.encode("utf-8", "surrogatepass")
    if isinstance(value, (bytes, bytearray)):
        return 3, bytes(value)
    if isinstance(value, complex):
        return 4, (rank(value.real), rank(value.imag))
    if isinstance(value, (list, tuple)):
        return 4, tuple(map(rank, value))
    if isinstance(value, (set, frozenset)):
        return 5, sorted(map(rank, value))
    if isinstance(value, dict):
        return 6, sorted((rank(key), rank(content)) for key, content in value.items())
    known = plain(value)
    return (7, 0) if known is NotImplemented else rank(known)
