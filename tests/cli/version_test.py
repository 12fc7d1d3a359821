"""The version stands in CMakeLists.txt; whatever repeats it says the same."""

import os
import re
import subprocess
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
VERSION = re.search(r"project\(greenbench VERSION ([0-9.]+)", (SOURCE / "CMakeLists.txt").read_text())[1]


class Version(unittest.TestCase):
    def test_the_program_has_it(self) -> None:
        said = subprocess.run([os.environ["GREENBENCH"], "--version"], capture_output=True, text=True, check=True)
        self.assertEqual(said.stdout, f"greenbench {VERSION}\n")

    def test_the_citation_has_it(self) -> None:
        said = re.findall(r"^version: (.*)$", (SOURCE / "CITATION.cff").read_text(), re.MULTILINE)
        self.assertEqual(said, [VERSION])

    def test_pip_has_it_or_takes_it_from_there(self) -> None:
        said = re.findall(r'^version = "(.*)"$', (SOURCE / "pyproject.toml").read_text(), re.MULTILINE)
        self.assertIn(said, ([], [VERSION]))

    def test_the_citation_names_whom_the_license_names(self) -> None:
        holder = re.search(r"Copyright \(c\) \d+ (.*)", (SOURCE / "LICENSE").read_text())[1]
        self.assertIn(f"  - name: The {holder}\n", (SOURCE / "CITATION.cff").read_text())


if __name__ == "__main__":
    unittest.main()
