"""Fails when a file includes a folder that its own folder may not know.

    include_direction.py [ROOT]     # checks the tree (the project's own by default)
    include_direction.py --self-test

The folders stand in one line, and a file sees only what is to the right of it: harness > analysis > results >
counters (units only), harness > workloads, harness > counters. Linking says the same, but headers without a
.cpp file would slip through it.
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

UNITS = "counters/units/units.hpp"
# What each folder may include beside itself: a folder, or one header of it.
ALLOWED = {
    "analysis": ("results/", UNITS),
    "counters": (),
    "harness": ("analysis/", "counters/", "results/", "workloads/"),
    "results": (UNITS,),
    "tests": ("analysis/", "counters/", "harness/", "results/", "workloads/"),
    "workloads": (),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')


def target(root: Path, source: Path, quote: str, name: str) -> str | None:
    """The included file as a path below the root; None for the system's headers."""
    beside = (source.parent / name).resolve()
    if quote == '"' and beside.is_file() and beside.is_relative_to(root.resolve()):
        return beside.relative_to(root.resolve()).as_posix()
    first = name.split("/")[0]
    return name if "/" in name and first in ALLOWED else None


def may_include(folder: str, included: str) -> bool:
    return included.startswith((f"{folder}/", *ALLOWED[folder]))


def violations(root: Path) -> list[str]:
    """One line for each illegal include: file, line, and what must not be known there."""
    found = []
    for folder in ALLOWED:
        for source in sorted((root / folder).rglob("*.[ch]pp")):
            for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
                match = INCLUDE.match(line)
                included = target(root, source, *match.groups()) if match else None
                if included and not may_include(folder, included):
                    found.append(f"{source.relative_to(root)}:{number}: {folder}/ may not include {included}")
    return found


class PlantedIncludes(unittest.TestCase):
    """Each test plants one file in an empty tree."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def plant(self, path: str, text: str) -> list[str]:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return violations(self.root)

    def test_an_illegal_include_is_found_with_its_line(self) -> None:
        found = self.plant("analysis/a.cpp", '#include <vector>\n#include "harness/plan.hpp"\n')
        self.assertEqual(found, ["analysis/a.cpp:2: analysis/ may not include harness/plan.hpp"])

    def test_results_and_analysis_know_the_units_and_nothing_else_of_counters(self) -> None:
        for folder in ("results", "analysis"):
            self.assertEqual(self.plant(f"{folder}/a.hpp", '#include "counters/units/units.hpp"\n'), [])
            self.assertEqual(len(self.plant(f"{folder}/a.hpp", '#include "counters/meter/meter.hpp"\n')), 1)
            (self.root / folder / "a.hpp").unlink()

    def test_counters_and_workloads_know_only_themselves(self) -> None:
        for folder, other in (("counters", "workloads"), ("workloads", "counters")):
            self.assertEqual(self.plant(f"{folder}/deep/a.cpp", f'#include "{folder}/b.hpp"\n'), [])
            self.assertEqual(len(self.plant(f"{folder}/deep/a.cpp", f'#include "{other}/b.hpp"\n')), 1)
            (self.root / folder / "deep/a.cpp").unlink()

    def test_no_folder_knows_the_tests(self) -> None:
        self.assertEqual(len(self.plant("harness/a.cpp", '#include "tests/support/fake_clock.hpp"\n')), 1)

    def test_harness_and_tests_know_the_rest(self) -> None:
        every = "".join(f'#include "{folder}/a.hpp"\n' for folder in ("analysis", "counters", "results", "workloads"))
        self.assertEqual(self.plant("harness/a.cpp", every), [])
        self.assertEqual(self.plant("tests/harness/a.cpp", every + '#include "harness/a.hpp"\n'), [])

    def test_a_way_around_through_the_folder_above_is_found(self) -> None:
        self.plant("harness/plan.hpp", "")
        found = self.plant("results/a.cpp", '#include "../harness/plan.hpp"\n')
        self.assertEqual(found, ["results/a.cpp:1: results/ may not include harness/plan.hpp"])

    def test_angle_brackets_do_not_hide_an_include(self) -> None:
        self.assertEqual(len(self.plant("counters/a.hpp", "#  include <results/model/schema.hpp>\n")), 1)

    def test_the_system_headers_are_nobodys_business(self) -> None:
        text = "#include <sys/types.h>\n#include <fmt/core.h>\n#include <nlohmann/json.hpp>\n"
        self.assertEqual(self.plant("counters/a.cpp", text), [])


def main(arguments: list[str]) -> int:
    if arguments == ["--self-test"]:
        return 0 if unittest.main(argv=[sys.argv[0]], exit=False).result.wasSuccessful() else 1
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent.parent
    if not any((root / folder).is_dir() for folder in ALLOWED):
        print(f"{root} has none of the folders {', '.join(ALLOWED)}")
        return 2
    found = violations(root)
    print("\n".join(found) or "every include points the right way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
