"""Results whose work has not been done yet, so that the measured time would not contain it.

    objection(x * x for x in numbers)     # "returns a generator, whose work ..."
    objection([1, 4, 9])                  # None

The program asks before check() sees a result, because check() may do the work.
"""

import io
import sys
from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator
from itertools import islice
from types import CoroutineType
from typing import Any

ELEMENTS_LOOKED_AT = 1_000
# Modules that are not imported here, because a hotspot that uses one of these classes has done so.
PENDING_CLASSES = (("concurrent.futures", "Future"), ("multiprocessing.pool", "AsyncResult"))


def objection(result: object) -> str | None:
    """What is wrong with a lazy result and what to do, to follow the variant's name; None for a finished one."""
    for value, where in ((result, ""), *((element, "in its result ") for element in elements(result))):
        remedy = remedy_for(value)
        if remedy is not None:
            kind = type(value).__name__
            article = "an" if kind[0].lower() in "aeiou" else "a"
            return f"returns {where}{article} {kind}, whose work is not done in the measured time; {remedy}"
    return None


def remedy_for(value: object) -> str | None:
    """None unless the value is lazy."""
    if isinstance(value, CoroutineType):
        value.close()  # or Python would warn that nobody has awaited it
    if isinstance(value, (Awaitable, AsyncIterator)):
        return None if is_done(value, "done") else "run it inside the variant, for example with asyncio.run()"
    if isinstance(value, classes_of(PENDING_CLASSES)):
        done = is_done(value, "done") or is_done(value, "ready")
        return None if done else "wait for its result inside the variant"
    if is_iterator(value) or is_unread_query_set(value):
        return "consume it inside the variant, for example with list() or sum(), or say @hotspot(..., consume=list)"
    return None


def is_iterator(value: object) -> bool:
    """Files can be iterated over as well, but one that has been written to is a result."""
    return isinstance(value, Iterator) and not isinstance(value, io.IOBase)


def is_done(value: Any, question: str) -> bool:
    ask = getattr(value, question, None)
    return bool(ask()) if callable(ask) else False


def is_unread_query_set(value: Any) -> bool:
    """Django's query sets ask the database when somebody wants their rows."""
    return isinstance(value, query_sets()) and value._result_cache is None


def query_sets() -> tuple[type[Any], ...]:
    return classes_of((("django.db.models.query", "QuerySet"),))


def classes_of(names: Iterable[tuple[str, str]]) -> tuple[type[Any], ...]:
    """Those whose modules have been imported."""
    found = (getattr(sys.modules.get(module), name, None) for module, name in names)
    return tuple(one for one in found if isinstance(one, type))


def elements(result: object) -> Iterable[object]:
    """The first elements of a list, a tuple or a dictionary."""
    if isinstance(result, dict):
        return islice(result.values(), ELEMENTS_LOOKED_AT)
    return islice(result, ELEMENTS_LOOKED_AT) if isinstance(result, (list, tuple)) else ()
