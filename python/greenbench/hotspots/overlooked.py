"""What a hotspot file marks and the program would not find: a variant outside a class, a class without @hotspot.

    check_module(module, hotspots)     # HotspotError: the variant join is outside a class; ...

The program asks once a file has been executed.
"""

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from greenbench.hotspots.mark import MarkedVariant, mark_of


def check_module(module: ModuleType, hotspots: Iterable[Any]) -> None:
    """Raises HotspotError for the first mark of the file itself that belongs to no hotspot."""
    known = {id(one) for made in hotspots for one in made.variants}
    for value in list(vars(module).values()):
        if getattr(value, "__module__", None) != module.__name__:
            continue
        found = marks_in(value)
        if found and not any(id(one) in known for one in found):
            raise found[0].place.error(what_is_missing(value, found[0]))


def marks_in(value: object) -> list[MarkedVariant]:
    """The mark of a function or a class, or those of the methods that a class defines itself."""
    inside = vars(value).values() if isinstance(value, type) else ()
    marks = (mark_of(one) for one in (value, *inside))
    return [one for one in marks if one is not None]


def what_is_missing(value: object, one: MarkedVariant) -> str:
    if not isinstance(value, type):
        return f"the variant {one.name} is outside a class: make it a method of the class below @hotspot"
    if mark_of(value) is not None:
        return f"{one.name} is a class: mark it with @hotspot, and its methods with @baseline and @variant"
    return (
        f"{value.__name__} has variants but no @hotspot; write "
        f'@hotspot("mine/{snake_case(value.__name__)}", default_size=1_000) above the class'
    )


def snake_case(name: str) -> str:
    """BuildText is build_text."""
    words = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
    return words.lstrip("_").replace("__", "_")
