"""Runs that end before their time, and names and places that a run cannot be written to: what is said, what stays."""

import os
import resource
import signal
import unittest

from program import SMALL, ProgramTest, wait_until

SUM = """
import time
from greenbench import baseline, hotspot, variant
{before}

@hotspot("mine/sum", default_size=1000)
class Sum:
    \"\"\"Numbers are added up.\"\"\"

    def setup(self, n):
        self.data = list(range(n))

    @baseline
    def loop(self):
        total = 0
        for number in self.data:
            total += number
        return total

    @variant
    def built_in(self):
        return sum(self.data)
"""
NOOP = ["run", *SMALL, "--hotspot", "control/noop", "--language", "cpp"]


def at_most(size: int):
    """For a child that may not write a larger file, as after `ulimit -f`."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Signals(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self.environment = {**os.environ, "TMPDIR": str(self.temporary)}

    def test_ctrl_c_while_hotspot_files_are_read_leaves_nothing(self) -> None:
        note = self.folder / "note"
        path = self.hotspot_file(SUM.format(before=f"open({str(note)!r}, 'w').close()\ntime.sleep(100)"))
        for command in (["run", *SMALL, "--quick", "--out", "run"], ["list"]):
            process = self.start_program(*command, "--file", path, env=self.environment)
            wait_until(note.exists)
            process.send_signal(signal.SIGINT)
            stderr = process.communicate(timeout=10)[1]
            self.assertEqual(process.returncode, 130, stderr)
            self.assertEqual(stderr, "greenbench: interrupted before anything was measured\n")
            self.assertFalse((self.folder / "run").exists())
            self.assertEqual(list(self.temporary.iterdir()), [])
            note.unlink()

    def test_the_command_to_go_on_names_the_roots(self) -> None:
        (self.folder / "sys").symlink_to("/sys")
        process = self.start_program(*NOOP, "--path.sysfs", "sys", "--out", "run", env=self.environment)
        wait_until((self.folder / "run" / "journal.jsonl").exists)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1].splitlines()[-1]
        self.assertEqual(said, "greenbench: continue with: greenbench resume run --path.sysfs sys")
        self.assert_one_line_error(self.run_program("resume", "run"), 2, "below sys instead of /sys", "--trust")
        result = self.run_program("resume", "run", "--path.sysfs", "sys", "--no-page")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_terminal_that_is_closed_ends_a_run_like_ctrl_c(self) -> None:
        process = self.start_program(*NOOP, "--out", "run", env=self.environment)
        wait_until((self.folder / "run" / "journal.jsonl").exists)
        process.send_signal(signal.SIGHUP)
        stderr = process.communicate(timeout=20)[1]
        self.assertEqual(process.returncode, 130, stderr)
        self.assertEqual(self.saved_run("run")["hotspots"][0]["stop"], "interrupted")


class Room(ProgramTest):
    def test_a_journal_that_does_not_fit_is_not_begun(self) -> None:
        result = self.run_program(*NOOP, "--quick", "--out", "run", preexec_fn=at_most(1000))
        self.assertEqual(result.returncode, 3, result.stderr)
        last = result.stderr.splitlines()[-1]
        self.assertIn("journal.jsonl: File too large; make room there, or name a folder with --out", last)
        self.assertEqual(list((self.folder / "run").iterdir()), [])

    def test_what_was_measured_before_there_was_no_room_is_continued(self) -> None:
        result = self.run_program(*NOOP, "--quick", "--out", "run", preexec_fn=at_most(15000))
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("continue with: greenbench resume run", result.stderr)
        again = self.run_program("resume", "run", "--no-page")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertFalse((self.folder / "run" / "journal.jsonl").exists())

    def test_a_long_file_name_is_cut_in_the_name_of_the_folder(self) -> None:
        path = self.hotspot_file(SUM.format(before=""), name="a" * 120 + "é" * 60 + ".py")
        result = self.run_program("run", *SMALL, "--quick", "--time-limit", "300ms", "--file", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        (made,) = (self.folder / "greenbench-results").iterdir()
        self.assertTrue(made.name.endswith("Z-" + "a" * 100), made.name)


class Names(ProgramTest):
    """File names are bytes. JSON is UTF-8."""

    def setUp(self) -> None:
        super().setUp()
        self.name = b"caf\xe9"
        self.odd = self.folder / os.fsdecode(self.name)

    def assert_refused(self, result, flag: str) -> None:
        self.assert_one_line_error(result, 2, f"greenbench: {flag}: ", "caf?", "this name is not UTF-8", "rename")

    def test_a_hotspot_file_is_refused_with_the_reason(self) -> None:
        path = self.hotspot_file(SUM.format(before=""))
        path.rename(self.odd)
        self.assert_refused(self.run_program("list", "--file", self.odd), "--file")
        self.assert_refused(self.run_program("run", *SMALL, "--file", self.odd), "--file")

    def test_so_are_folders(self) -> None:
        self.odd.mkdir()
        self.hotspot_file(SUM.format(before="")).rename(self.odd / "mine.py")
        self.assert_refused(self.run_program("list", "--file", self.odd / "mine.py"), "--file")
        for root in ("sysfs", "procfs", "devfs"):
            self.assert_refused(self.run_program(*NOOP, f"--path.{root}", self.odd), f"--path.{root}")
        self.assert_refused(self.run_program("list", "--json", env={**os.environ, "TMPDIR": str(self.odd)}), "TMPDIR")

    def test_the_folder_of_a_run_may_have_any_name(self) -> None:
        result = self.run_program(*NOOP, "--quick", "--out", self.odd / "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.run_program("report", self.odd / "run").returncode, 0)


if __name__ == "__main__":
    unittest.main()
