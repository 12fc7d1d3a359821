"""What a planted bug is, and reading it from its file.

    bug = read_bug(Path("tests/bugs/wrap-modulus-without-one.toml"))
    text = planted(bug, (root / bug.file).read_text())

A file holds six texts and nothing else, so that a misspelt key is not read as an empty one.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FIELDS = ("what", "file", "old", "new", "target", "red")


class BugError(Exception):
    """Why a bug proves nothing: it cannot be planted, or no test notices it."""


@dataclass(frozen=True)
class Bug:
    name: str
    what: str  # the mistake, in one sentence
    file: str  # where it is made: a .cpp file, from the root of the project
    old: str  # the right text, which stands there exactly once
    new: str  # empty: the old text is left out
    target: str  # the test program, "counters_tests"
    red: str  # GoogleTest patterns separated by colons, each of which must turn red

    @property
    def patterns(self) -> list[str]:
        return self.red.split(":")


def read_bug(path: Path) -> Bug:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    if sorted(values) != sorted(FIELDS) or not all(isinstance(value, str) for value in values.values()):
        raise BugError(f"{path}: expected are the texts {', '.join(FIELDS)}, and nothing else")
    empty = [name for name in FIELDS if name != "new" and not values[name]]
    if empty:
        raise BugError(f"{path}: nothing is said in {', '.join(empty)}")
    return Bug(name=path.stem, **values)


def planted(bug: Bug, text: str) -> str:
    """The file's text with the bug in it."""
    if not bug.file.endswith(".cpp"):
        raise BugError(f"{bug.file}: only a .cpp file can be compiled again by itself")
    count = text.count(bug.old)
    if count != 1:
        raise BugError(f"the old text occurs {count} times in {bug.file}, not once")
    if bug.new == bug.old:
        raise BugError("the new text is the old one")
    return text.replace(bug.old, bug.new)
