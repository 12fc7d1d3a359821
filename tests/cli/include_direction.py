"""Fails when a file includes a folder that its own folder may not know.

    include_direction.py [ROOT]     # checks the tree (the project's own by default)
    include_direction.py --self-test

The top folders stand in one line, and a file sees only what is to the right of it: harness > analysis > results >
counters/units, harness > workloads, harness > counters; python, the extension module, sees them all. Linking says the
same, but headers without a .cpp file would slip through it. The folders inside each are layered too (ROOMS): a file
sees its own folder and those of lower layers.
A folder that holds more than FILES_AT_MOST files is more than one concept, and fails as well.
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

UNITS = "counters/units/"
# What each folder may include beside itself: a folder, or one header of it.
ALLOWED = {
    "analysis": ("results/", UNITS),
    "counters": (),
    "harness": ("analysis/", "counters/", "results/", "workloads/"),
    "python": ("analysis/", "counters/", "harness/", "results/", "workloads/"),
    "results": (UNITS,),
    "tests": ("analysis/", "counters/", "harness/", "results/", "workloads/"),
    "workloads": (),
}
# The layers of each folder, lowest first; "" is the folder itself.
ROOMS = {
    "counters": (
        ("units",),
        ("system",),
        ("source", "tables"),
        ("activity", "hwmon", "meter", "msr", "nvml", "perf", "powercap"),
        ("estimate",),
        ("",),
    ),
    "results": (
        ("model",),
        ("text",),
        ("files", "repeat"),
        ("inputs",),
        ("tables",),
        ("writers",),
        ("budgets", "docs", "interop", "page"),
        ("",),
    ),
    "analysis": (
        ("statistics",),
        ("estimate", "rounds"),
        ("verdicts",),
        ("summary",),
        ("warnings",),
        ("",),
        ("runs",),
        ("claims",),
        ("budgets",),
    ),
    "python": (("bindings",),),
    "harness": (
        ("command_line", "machine", "protocol"),
        ("processes", "reference"),
        ("doctor", "plan", "worker"),
        ("exec", "revisions", "watch", "windows"),
        ("controller",),
        ("commands",),
        ("budgets",),
        ("",),
    ),
}
FILES_AT_MOST = 25
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


def room(path: str) -> str:
    """The folder inside the top folder: "perf" of counters/perf/perf.cpp, "" of counters/probe.cpp."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else ""


def layer(folder: str, inner: str) -> int | None:
    """Counted from the lowest; None for a folder that stands in no layer."""
    return next((number for number, rooms in enumerate(ROOMS[folder]) if inner in rooms), None)


def may_include_inside(source: str, included: str) -> bool:
    """Of two files of one top folder."""
    folder = source.split("/")[0]
    if folder not in ROOMS or room(source) == room(included):
        return True
    above, below = layer(folder, room(source)), layer(folder, room(included))
    return above is not None and below is not None and below < above


def crowded(root: Path) -> list[str]:
    """One line for each folder of too many files, and for each that stands in no layer."""
    found = []
    for folder in ROOMS:
        for place in sorted(path for path in (root / folder).rglob("*") if path.is_dir()):
            name = place.relative_to(root).as_posix()
            files = sum(1 for path in place.iterdir() if path.is_file())
            if files > FILES_AT_MOST:
                found.append(f"{name}/ holds {files} files, more than {FILES_AT_MOST}")
            if any(place.glob("*.[ch]pp")) and layer(folder, room(f"{name}/x")) is None:
                found.append(f"{name}/ stands in no layer of {folder}/")
    return found


def violations(root: Path) -> list[str]:
    """One line for each illegal include: file, line, and what must not be known there."""
    found = crowded(root)
    for folder in ALLOWED:
        for source in sorted((root / folder).rglob("*.[ch]pp")):
            for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
                match = INCLUDE.match(line)
                included = target(root, source, *match.groups()) if match else None
                if not included:
                    continue
                path = source.relative_to(root).as_posix()
                if not may_include(folder, included):
                    found.append(f"{path}:{number}: {folder}/ may not include {included}")
                elif included.startswith(f"{folder}/") and not may_include_inside(path, included):
                    found.append(f"{path}:{number}: {folder}/{room(path)} may not include {included}")
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
            self.assertEqual(self.plant(f"{folder}/a.cpp", f'#include "{folder}/b.hpp"\n'), [])
            self.assertEqual(len(self.plant(f"{folder}/a.cpp", f'#include "{other}/b.hpp"\n')), 1)
            (self.root / folder / "a.cpp").unlink()

    def test_no_folder_knows_the_tests(self) -> None:
        self.assertEqual(len(self.plant("harness/a.cpp", '#include "tests/support/fake_clock.hpp"\n')), 1)

    def test_harness_and_tests_know_the_rest(self) -> None:
        every = "".join(f'#include "{folder}/a.hpp"\n' for folder in ("analysis", "counters", "results", "workloads"))
        self.assertEqual(self.plant("harness/a.cpp", every), [])
        self.assertEqual(self.plant("tests/harness/a.cpp", every + '#include "harness/a.hpp"\n'), [])

    def test_an_inner_folder_knows_itself_and_lower_layers(self) -> None:
        for included in ("perf/b.hpp", "source/b.hpp", "units/b.hpp"):
            self.assertEqual(self.plant("counters/perf/a.cpp", f'#include "counters/{included}"\n'), [])

    def test_an_inner_folder_knows_neither_its_neighbours_nor_higher_layers(self) -> None:
        for included in ("powercap/b.hpp", "estimate/b.hpp", "probe.hpp"):
            found = self.plant("counters/perf/a.cpp", f'#include "counters/{included}"\n')
            self.assertEqual(found, [f"counters/perf/a.cpp:1: counters/perf may not include counters/{included}"])

    def test_the_folder_itself_may_stand_between_its_inner_ones(self) -> None:
        self.assertEqual(self.plant("analysis/claims/a.cpp", '#include "analysis/analyse.hpp"\n'), [])
        self.assertEqual(len(self.plant("analysis/warnings/a.cpp", '#include "analysis/analyse.hpp"\n')), 1)

    def test_the_tests_may_know_every_layer(self) -> None:
        self.assertEqual(self.plant("tests/counters/units/a.cpp", '#include "counters/estimate/b.hpp"\n'), [])

    def test_a_folder_in_no_layer_is_found(self) -> None:
        self.assertEqual(self.plant("results/misc/a.cpp", ""), ["results/misc/ stands in no layer of results/"])

    def test_a_crowded_folder_is_found(self) -> None:
        for number in range(FILES_AT_MOST):
            self.assertEqual(self.plant(f"results/model/a{number}.hpp", ""), [])
        self.assertEqual(self.plant("results/model/one_more.hpp", ""), ["results/model/ holds 26 files, more than 25"])

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
