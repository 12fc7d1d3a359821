"""Fails when a page names a file or a folder of the project that is not there.

page_paths.py [ROOT]        # README.md, CONTRIBUTING.md and docs/*.md
page_paths.py --self-test
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

FOLDERS = "analysis|claims|cmake|counters|docs|examples|harness|results|scripts|tests|workloads"
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(rf"(?:{FOLDERS})/[\w./-]*")


def pages(root: Path) -> list[Path]:
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").glob("*.md"))]


def stale_paths(root: Path) -> list[str]:
    """One line for each path in code quotes that does not exist; patterns such as <name> and * are left out."""
    found = []
    for page in pages(root):
        if not page.is_file():
            continue
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            for code in CODE.findall(line):
                if PATH.fullmatch(code) and not (root / code).exists():
                    found.append(f"{page.relative_to(root)}:{number}: there is no {code}")
    return found


class PlantedPages(unittest.TestCase):
    def stale(self, text: str) -> list[str]:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            (root / "counters").mkdir()
            (root / "counters/probe.cpp").touch()
            (root / "README.md").write_text(text, encoding="utf-8")
            return stale_paths(root)

    def test_a_file_that_is_there_passes(self) -> None:
        self.assertEqual(self.stale("See `counters/probe.cpp` in `counters/`."), [])

    def test_a_file_that_is_not_there_is_found_with_its_line(self) -> None:
        self.assertEqual(self.stale("\n`counters/gone.cpp`"), ["README.md:2: there is no counters/gone.cpp"])

    def test_patterns_and_other_code_are_left_alone(self) -> None:
        self.assertEqual(
            self.stale("`counters/<source>.cpp` `harness/noise.*` `strings/build` `a counters/x.cpp b`"), []
        )


def main(arguments: list[str]) -> int:
    if arguments == ["--self-test"]:
        return 0 if unittest.main(argv=[sys.argv[0]], exit=False).result.wasSuccessful() else 1
    found = stale_paths(Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent.parent)
    print("\n".join(found) or "every path that a page names is there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
