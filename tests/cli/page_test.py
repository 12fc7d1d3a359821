"""report.html where Altair is missing: the tables, one sentence, and a note; never a failure."""

import sys

from program import SMALL, ProgramTest

MISSING = "not available: needs altair"


class PageWithoutAltair(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        # An interpreter without any installed package. Workloads of the strings suite need none.
        bare = self.folder / "python"
        bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
        bare.chmod(0o755)
        arguments = [flag for flag in SMALL if flag != "--no-page"]
        arguments += ["--quick", "--hotspot", "strings/build", "--language", "cpp", "--size", "10"]
        self.bare = {"env": {"PATH": "/usr/bin:/bin", "GREENBENCH_PYTHON": str(bare)}}
        self.result = self.run_program("run", *arguments, "--source", "estimate", "--out", "run", **self.bare)

    def test_a_run_writes_its_tables_and_says_what_is_missing(self) -> None:
        self.assertEqual(self.result.returncode, 0, self.result.stderr)
        self.assertIn(f"greenbench: note: the page has no charts: {MISSING}", self.result.stderr)
        page = (self.folder / "run/report.html").read_text()
        self.assertIn(f"Charts: {MISSING}", page)
        self.assertIn('<th scope="row">cpp:append</th>', page)
        self.assertNotIn("<script", page)

    def test_so_does_report(self) -> None:
        result = self.run_program("report", "run", "--format", "html", **self.bare)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout, (self.folder / "run/report.html").read_text())
        self.assertEqual(result.stderr, f"greenbench: note: the page has no charts: {MISSING}\n")
