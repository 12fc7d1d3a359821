"""Every worker has a temporary folder of its own, and nothing is left of it, however the worker or the run ends."""

import importlib.util
import os
import signal
import subprocess
import unittest
from collections import defaultdict
from pathlib import Path

from program import PROGRAM, SMALL, ProgramTest, journal_entries, wait_until

WORKLOADS = Path(__file__).resolve().parents[2] / "workloads"
plain_build_only = unittest.skipIf(os.environ.get("SANITIZER"), "a sanitizer answers for the program")

HOTSPOT = """
import os, pathlib, signal, tempfile, time
from greenbench import baseline, hotspot, variant

@hotspot("mine/writes", default_size=10)
class Writes:
    \"\"\"Leaves a file in its temporary folder. Then it may end badly.\"\"\"
    calls = 0

    def setup(self, n):
        folder = pathlib.Path(tempfile.gettempdir())
        assert not list(folder.iterdir()), "the folder is new"
        (folder / "rows").write_text("left behind")
        (pathlib.Path("{notes}") / str(os.getpid())).write_text(str(folder))

    @baseline
    def one(self):
        self.calls += 1
        {body}

    @variant
    def two(self):
        pass
"""


class TemporaryFolder(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.environment = {**os.environ, "TMPDIR": str(self.temporary)}

    def left(self) -> list[str]:
        return sorted(path.name for path in self.temporary.iterdir())


class TemporaryFiles(TemporaryFolder):
    def setUp(self) -> None:
        super().setUp()
        self.notes = self.folder / "notes"
        self.notes.mkdir()

    def arguments(self, body: str, rounds: str = "2") -> list[str | Path]:
        path = self.hotspot_file(HOTSPOT.format(body=body, notes=self.notes))
        return ["run", *SMALL, "--quick", "--file", path, "--out", "run", "--worker-timeout", "3s",
                "--min-rounds", rounds, "--max-rounds", rounds]  # fmt: skip

    def assert_nothing_left_after(self, body: str, returncode: int) -> None:
        result = self.run_program(*self.arguments(body), env=self.environment)
        self.assertEqual(result.returncode, returncode, result.stderr)
        self.assertEqual(self.left(), [])

    def test_every_worker_has_its_own_folder_below_tmpdir(self) -> None:
        self.assert_nothing_left_after("pass", 0)
        folders = [Path(note.read_text()) for note in self.notes.iterdir()]
        self.assertEqual(len(folders), 1 + 2 * 2, "where answers are compared, and for each variant of two rounds")
        self.assertEqual(len(set(folders)), len(folders))
        (checker,) = [folder for folder in folders if folder.parent == self.temporary]
        rounds = defaultdict(set)
        for folder in folders:
            if folder != checker:
                rounds[folder.parent].add(folder.name)
        self.assertEqual({folder.parent for folder in rounds}, {self.temporary})
        self.assertEqual(list(rounds.values()), [{"variant-000", "variant-001"}] * 2)

    @plain_build_only
    def test_nothing_is_left_after_a_crash(self) -> None:
        self.assert_nothing_left_after("if self.calls > 20: os.kill(os.getpid(), signal.SIGSEGV)", 3)

    def test_nothing_is_left_after_an_exception(self) -> None:
        self.assert_nothing_left_after("if self.calls > 20: raise ValueError", 3)

    def test_nothing_is_left_after_a_hang(self) -> None:
        self.assert_nothing_left_after("if self.calls > 20: time.sleep(1000)", 3)

    def test_nothing_is_left_after_a_worker_was_killed(self) -> None:
        self.assert_nothing_left_after("if self.calls > 20: os.kill(os.getpid(), signal.SIGKILL)", 3)

    def started_and_measuring(self) -> subprocess.Popen[str]:
        process = self.start_program(*self.arguments("pass", "50"), env=self.environment)
        wait_until(lambda: len(journal_entries(self.folder / "run", "block")) >= 1 and self.left() != [])
        return process

    def test_nothing_is_left_after_ctrl_c(self) -> None:
        process = self.started_and_measuring()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        self.assertEqual(self.left(), [])

    def test_what_a_killed_run_leaves_the_next_command_that_starts_a_worker_removes(self) -> None:
        process = self.started_and_measuring()
        process.kill()
        process.communicate(timeout=60)
        self.assertLessEqual(len(self.left()), 2, "the folder of the run and that of its worker")
        self.assertEqual(self.run_program("list", "--variants", env=self.environment).returncode, 0)
        self.assertEqual(self.left(), [])

    def test_a_tmpdir_that_cannot_be_used_is_named(self) -> None:
        result = self.run_program("list", "--variants", env={**os.environ, "TMPDIR": str(self.folder / "missing")})
        self.assert_one_line_error(result, 3, str(self.folder / "missing"), "TMPDIR")


class BundledSuites(TemporaryFolder):
    """The suites that keep a database write nowhere else."""

    @staticmethod
    def listing(folder: Path) -> list[str]:
        return sorted(str(path) for path in folder.rglob("*"))

    def assert_writes_nothing(self, suite: str) -> None:
        home, here = self.folder / "home", self.folder / "here"
        for folder in (home, here):
            folder.mkdir()
            folder.chmod(0o555)
        before = self.listing(WORKLOADS)
        small = [*SMALL, "--min-rounds", "2", "--max-rounds", "2", "--size", "20"]
        command = [PROGRAM, "run", *small, "--quick", "--suite", suite, "--out", str(self.folder / "run")]
        result = subprocess.run(
            command,
            cwd=here,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(self.temporary)},
            capture_output=True,
            text=True,
            timeout=500,
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.listing(WORKLOADS), before, "no __pycache__ and no database beside the sources")
        self.assertEqual([self.listing(folder) for folder in (home, here, self.temporary)], [[], [], []])

    def test_database(self) -> None:
        self.assert_writes_nothing("database")

    @unittest.skipUnless(importlib.util.find_spec("django"), "needs django")
    def test_django(self) -> None:
        self.assert_writes_nothing("django")


if __name__ == "__main__":
    unittest.main()
