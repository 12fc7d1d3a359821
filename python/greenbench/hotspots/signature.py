"""Whether the program can call the methods of a hotspot: how many arguments they take, and that a call does the work.

    check_calls(made, place)     # HotspotError: join has the parameters (self, data), but ...; write join(self), ...

What no check can know before a call, such as what a decorator of somebody else's does, passes.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from greenbench.hotspots.shape import Place, member

if TYPE_CHECKING:
    from greenbench.hotspots.definition import DescribedHotspot
    from greenbench.hotspots.mark import MarkedVariant

ARGUMENTS = {
    "prepare": ("folder", "n"),
    "setup": ("n",),
    "reset": (),
    "check": ("result",),
    "teardown": (),
}
OTHER_SPELLINGS = {"setup": ("set_up", "setUp", "SetUp", "Setup"), "teardown": ("tear_down", "tearDown", "TearDown")}
"""Of unittest, of pytest, and of whoever writes by ear."""


def check_calls(made: DescribedHotspot, place: Place) -> None:
    """Raises HotspotError for the first method that cannot be called as the program calls it."""
    check_constructor(made.definition, place)
    for name, spellings in OTHER_SPELLINGS.items():
        if member(made.definition, name) is None:
            refuse_spellings(made.definition, name, spellings, place)
    for name, arguments in ARGUMENTS.items():
        method = member(made.definition, name)
        if method is not None:
            check_own_method(made, name, method, arguments, place_of(method, place))
    for one in made.variants:
        check_variant_call(made, one)


def check_constructor(definition: type, place: Place) -> None:
    constructor = member(definition, "__init__")
    if not takes(constructor, 0):
        raise place_of(constructor, place).error(
            f"__init__{parameters(constructor)} of {definition.__name__} is called without arguments; write "
            "setup(self, n) instead: n is the size"
        )


def refuse_spellings(definition: type, name: str, spellings: tuple[str, ...], place: Place) -> None:
    for other in spellings:
        found = member(definition, other)
        if callable(found):
            raise place_of(found, place).error(
                f"{definition.__name__} has {other}, which is never called; name it {name}"
            )


def check_own_method(made: DescribedHotspot, name: str, method: Any, arguments: tuple[str, ...], place: Place) -> None:
    if name == "setup" and made.needs_server:
        arguments = (*arguments, "server_url")
    wanted = written(name, method, arguments)
    if not takes(method, len(arguments)):
        remedy = f"write {wanted}"
        if name == "setup" and not made.needs_server and takes(method, 2):
            remedy += ", or say needs_server=True if the second is the address of the local server"
        raise place.error(f"{name} of {made.id} has the parameters {parameters(method)}; {remedy}")
    kind = postponed(method)
    if kind is not None:
        raise place.error(f"{name} of {made.id} is {kind}, so that a call does nothing; write a plain {wanted}")


def check_variant_call(made: DescribedHotspot, one: MarkedVariant) -> None:
    method = member(made.definition, one.name)
    if not takes(method, 0):
        raise one.place.error(
            f"the variant {one.name} has the parameters {parameters(method)}; write {written(one.name, method, ())}"
            + advice_on_data(method)
        )
    kind = postponed(method)
    if kind is None or made.consume is not None:
        return
    if "async" in kind:
        raise one.place.error(
            f"the variant {one.name} is {kind}, and nobody awaits it; write a plain {written(one.name, method, ())} "
            "that calls asyncio.run()"
        )
    raise one.place.error(
        f"the variant {one.name} is {kind}: a call does none of its work; return a list, or say "
        "@hotspot(..., consume=list)"
    )


def advice_on_data(method: Any) -> str:
    """Where an argument should come from that nobody gives."""
    names = list(signature_of(method).parameters)[takes_self(method) :]
    if names[:1] == ["self"]:
        return ", or remove @staticmethod"
    return f" and use self.{names[0]}, made in setup(self, n)" if names else ""


def place_of(method: Any, otherwise: Place) -> Place:
    """The line where a method begins, its decorators included."""
    code = getattr(inside(method), "__code__", None)
    return otherwise if code is None else Place(code.co_filename, code.co_firstlineno)


def inside(method: Any) -> Any:
    return method.__func__ if isinstance(method, (staticmethod, classmethod)) else method


def takes_self(method: Any) -> bool:
    """Whether an object or a class becomes the first argument, which functions do by having __get__."""
    return not isinstance(method, staticmethod) and hasattr(type(method), "__get__")


def signature_of(method: Any) -> inspect.Signature:
    """Of the function itself: one that wraps another may take other arguments than that does."""
    return inspect.signature(inside(method), follow_wrapped=False)


def takes(method: Any, count: int) -> bool:
    """Whether it can be called with so many arguments; a function that does not say so can."""
    try:
        signature = signature_of(method)
    except (ValueError, TypeError):
        return True
    try:
        signature.bind(*range(count + takes_self(method)))
    except TypeError:
        return False
    return True


def parameters(method: Any) -> str:
    """As in "(self, n)", without types and without what the defaults are."""
    empty = inspect.Parameter.empty
    signature = signature_of(method)
    bare = [one.replace(annotation=empty, default=empty) for one in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def written(name: str, method: Any, arguments: tuple[str, ...]) -> str:
    """How a method with these arguments begins, of the kind that it is."""
    first = ("cls",) if isinstance(method, classmethod) else ("self",) if takes_self(method) else ()
    return f"{name}({', '.join((*first, *arguments))})"


def postponed(method: Any) -> str | None:
    """What kind of function it is if its work begins after the call; None for an ordinary one."""
    function = inside(method)
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        return "an async function"
    return "a generator function (it has a yield)" if inspect.isgeneratorfunction(function) else None
