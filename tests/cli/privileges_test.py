"""What a workload may do: nothing beyond its user's rights, whoever started greenbench and whatever that may do."""

import os
import pwd
import shutil
import subprocess
import unittest
from pathlib import Path

from emulated import EmulatedMachine
from processes_test import is_running
from program import PROGRAM, SMALL, wait_until

# Says at every moment of a workload what the process may do.
HOTSPOT = """
import os, time
from greenbench import baseline, hotspot, variant

def note(moment):
    with open("/proc/self/status") as status:
        found = dict(line.split(":", 1) for line in status)
    fields = [found[key].split()[0] for key in ("Uid", "CapInh", "CapPrm", "CapEff", "CapAmb", "NoNewPrivs")]
    with open(NOTES, "a") as notes:
        print(moment, *fields, os.environ["TMPDIR"], os.environ.get("HOME"), file=notes)

note("import")

@hotspot("mine/caps", default_size=10)
class Caps:
    \"\"\"May it do more than its user?\"\"\"

    @staticmethod
    def prepare(folder, n):
        note("prepare")

    def setup(self, n):
        note("setup")
        time.sleep(SLEEP)

    @baseline
    def one(self):
        return sum(range(1000))

    @variant
    def other(self):
        return sum(list(range(1000)))
"""

NOBODY = pwd.getpwnam("nobody")
NONE = "0" * 16
SETCAP = shutil.which("setcap", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))


def can_be_nobody() -> bool:
    """Whether this is root, and an ordinary user can read the program and its Python files."""
    if os.geteuid() != 0:
        return False
    test = subprocess.run(["test", "-x", PROGRAM], user="nobody", group=NOBODY.pw_gid, extra_groups=[], check=False)
    return test.returncode == 0


class WithNotes(EmulatedMachine):
    def setUp(self) -> None:
        super().setUp()
        self.folder.chmod(0o777)
        self.notes = self.folder / "notes"
        self.hotspot(sleep=0)

    def hotspot(self, sleep: float) -> None:
        body = HOTSPOT.replace("NOTES", repr(str(self.notes))).replace("SLEEP", str(sleep))
        self.file = self.hotspot_file(body)
        self.command = ["run", *SMALL, "--quick", "--time-limit", "1s", "--file", self.file, "--out", "run"]

    def noted(self) -> list[list[str]]:
        return [line.split() for line in self.notes.read_text().splitlines()]

    def assert_ordinary(self, user: int) -> None:
        noted = self.noted()
        self.assertEqual({line[0] for line in noted}, {"import", "prepare", "setup"})
        for line in noted:
            self.assertEqual(line[1:7], [str(user), NONE, NONE, NONE, NONE, "1"], line)


class Privileges(WithNotes):
    def test_workloads_have_no_capabilities(self) -> None:
        result = self.run_program(*self.command)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assert_ordinary(os.geteuid())

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    def test_root_is_told_that_its_workloads_are_roots(self) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "SUDO_USER"}
        result = self.run_program(*self.command, env=environment)
        self.assertIn("warning: workloads run as root; --user NAME", result.stderr)
        self.assertEqual(self.saved_run("run")["plan"]["user"], "")

    @unittest.skipUnless(can_be_nobody(), "needs root, and a program that nobody else is kept from")
    def test_root_reads_counters_for_workloads_of_another_user(self) -> None:
        roots = self.emulate()
        for file in (self.folder / "machine").rglob("energy_uj"):
            file.chmod(0o400)
        result = self.run_program(*self.command, *roots, "--source", "powercap", "--user", "nobody")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("workloads run as", result.stderr)
        self.assert_ordinary(NOBODY.pw_uid)
        self.assertEqual({line[-1] for line in self.noted()}, {NOBODY.pw_dir})
        self.assertEqual(self.saved_run("run")["plan"]["user"], "nobody")
        joules = [float(sample["energy_total_joules"]) for sample in self.samples() if sample["energy_total_joules"]]
        self.assertTrue(joules)
        self.assertGreater(min(joules), 0)

    @unittest.skipUnless(can_be_nobody(), "needs root, and a program that nobody else is kept from")
    def test_who_calls_sudo_runs_the_workloads(self) -> None:
        result = self.run_program(*self.command, env={**os.environ, "SUDO_USER": "nobody"})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("note: workloads run as nobody, who called sudo; --user root runs them as root", result.stderr)
        self.assert_ordinary(NOBODY.pw_uid)

    @unittest.skipUnless(can_be_nobody(), "needs root, and a program that nobody else is kept from")
    def test_root_is_told_how_to_read_what_is_closed_to_others(self) -> None:
        closed = self.folder / "closed"
        closed.mkdir()
        self.file.rename(closed / "mine.py")
        os.chown(closed, NOBODY.pw_uid, NOBODY.pw_gid)
        closed.chmod(0o700)
        command = ["list", "--file", closed / "mine.py"]
        result = self.run_program(*command)
        self.assert_one_line_error(result, 2, "mine.py", "Permission denied", "name the owner of the file with --user")
        self.assertEqual(self.run_program(*command, "--user", "nobody").returncode, 0)

    @unittest.skipUnless(can_be_nobody(), "needs root, and a program that nobody else is kept from")
    def test_a_user_that_cannot_be_is_refused(self) -> None:
        self.assert_one_line_error(self.run_program(*self.command, "--user", "nobody-knows"), 2, "--user", "no user")
        result = self.run_program(*self.command, "--user", "root", user="nobody", extra_groups=[])
        self.assert_one_line_error(result, 2, "--user", "only root")
        result = self.run_program("list", "--file", self.file, "--user", "nobody", user="nobody", extra_groups=[])
        self.assertEqual(result.returncode, 0, result.stderr)


@unittest.skipUnless(SETCAP and can_be_nobody(), "needs root, setcap, and a program that nobody else is kept from")
class FileCapabilities(WithNotes):
    """The program as one was advised to install it: with capabilities for everybody who starts it."""

    def setUp(self) -> None:
        super().setUp()
        self.program = self.folder / "greenbench"
        shutil.copy(PROGRAM, self.program)
        (self.folder / "greenbench-data").symlink_to(Path(PROGRAM).parent / "greenbench-data")
        given = subprocess.run([SETCAP, "cap_sys_rawio,cap_perfmon=ep", self.program], check=False)
        if given.returncode != 0:
            self.skipTest("this file system takes no capabilities")
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir(mode=0o777)
        self.temporary.chmod(0o777)
        self.as_nobody = {
            "user": "nobody",
            "group": NOBODY.pw_gid,
            "extra_groups": [],
            "cwd": self.folder,
            "env": {**os.environ, "TMPDIR": str(self.temporary)},
        }

    def test_workloads_have_no_capabilities(self) -> None:
        result = subprocess.run(
            [self.program, *map(str, self.command)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **self.as_nobody,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assert_ordinary(NOBODY.pw_uid)
        # The loader takes TMPDIR from a program with capabilities; it is obeyed all the same.
        for line in self.noted():
            self.assertTrue(line[7].startswith(str(self.temporary)), line)
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_no_worker_outlives_a_killed_controller(self) -> None:
        self.hotspot(sleep=100)
        with subprocess.Popen(
            [self.program, *map(str, self.command)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.as_nobody,
        ) as controller:
            wait_until(lambda: self.notes.exists() and any(line[0] == "setup" for line in self.noted()))
            children = children_of(controller.pid)
            self.assertNotEqual(children, [])
            controller.kill()
        for child in children:
            wait_until(lambda child=child: not is_running(child), 30)


def parent_of(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def children_of(process: int) -> list[int]:
    return [int(child.name) for child in Path("/proc").glob("[0-9]*") if parent_of(child) == process]


if __name__ == "__main__":
    unittest.main()
