"""exec --pid: processes that run already, on machines of known power and on this one."""

import json
import os
import signal
import subprocess
import sys
import unittest
from collections.abc import Callable
from pathlib import Path

from emulated import PACKAGE_WATTS, TOTAL_WATTS, EmulatedMachine
from program import ProgramTest, wait_until

# A parent that is idle, and a child that uses CPU time; the parent waits for it, or ignores SIGCHLD.
FORK = """
import os, signal, sys, time
if sys.argv[1] == "ignore":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
sys.stdin.readline()
child = os.fork()
if child == 0:
    end = time.process_time() + float(sys.argv[2])
    while time.process_time() < end:
        pass
    os._exit(0)
if sys.argv[1] == "wait":
    os.waitpid(child, 0)
print("done", flush=True)
time.sleep(600)
"""
BUSY = "while True: pass"
BURNT = 0.7


def stat_line(pid: int, own_ticks: int, name: str = "server", children_ticks: int = 0) -> str:
    return f"{pid} ({name}) S 1 1 1 0 -1 0 0 0 0 0 {own_ticks} 0 {children_ticks} 0 20 0 1 0 5000 1000000 2560 0\n"


class Watch(ProgramTest):
    def start(self, *words: str) -> subprocess.Popen:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (process.kill(), process.communicate()))
        return process

    def watch(self, *arguments: str | int) -> dict:
        result = self.run_program("exec", "--json", *map(str, arguments))
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def begin_watch(self, *arguments: str | int) -> subprocess.Popen:
        """Comes back after the first look."""
        program = self.start_program("exec", *map(str, arguments))
        self.assertTrue(program.stderr.readline().startswith("greenbench: watching "))
        return program

    def forking(self, kind: str) -> subprocess.Popen:
        process = self.start(sys.executable, "-c", FORK, kind, str(BURNT))
        self.assertEqual(process.stdout.readline(), "ready\n")
        return process


class OnAnEmulatedMachine(Watch, EmulatedMachine):
    def processes(self, machine: str = "machine") -> Path:
        return self.folder / machine / "proc"

    def write(self, path: str, text: str) -> None:
        """In one step, as the kernel shows it."""
        file = self.processes() / path
        file.parent.mkdir(exist_ok=True)
        (file.parent / "new").write_text(text)
        (file.parent / "new").rename(file)

    def watch_while(self, change: Callable[[], None], *arguments: str) -> tuple[dict, str]:
        """Changes what the machine shows when the watch has begun; the document and the text."""
        roots = self.emulate()
        self.write("stat", "cpu  1000 0 0 0 0 0 0 0 0 0\n")
        self.write("77/stat", stat_line(77, 500))
        self.write("78/stat", stat_line(78, 100, "a) R (b"))
        program = self.begin_watch(*roots, "--export", "json=out.json", *arguments)
        change()
        output, errors = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 0, errors)
        return json.loads((self.folder / "out.json").read_text()), output

    def test_joules_are_the_machines_and_the_share_follows_cpu_time(self) -> None:
        def change() -> None:
            self.write("77/stat", stat_line(77, 600))
            self.write("78/stat", stat_line(78, 150, "a) R (b"))
            self.rewrite_in_place("stat", "cpu  1400 0 0 0 0 0 0 0 0 0\n")

        watched, text = self.watch_while(change, "--pid", "77", "--pid", "78", "--duration", "4s")
        energy = watched["energy"]
        self.assertEqual((energy["provenance"], energy["of"]), ("measured", "machine"))
        self.assertGreaterEqual(watched["processes"][0]["seconds"], 4.0)
        self.assertEqual(watched["machine_busy_seconds"], 4.0)
        self.assertEqual([one["cpu_seconds"] for one in watched["processes"]], [1.0, 0.5])
        self.assertEqual([one["share_of_busy_time"] for one in watched["processes"]], [0.25, 0.125])
        self.assertAlmostEqual(watched["processes"][0]["estimated_joules"], 0.25 * energy["joules"])
        self.assertAlmostEqual(watched["sum"]["estimated_joules"], 0.375 * energy["joules"])
        self.assertEqual(watched["processes"][0]["peak_resident_bytes"], 2560 * os.sysconf("SC_PAGESIZE"))
        self.assertIn("measured, of all that ran on this machine:", text)
        self.assertRegex(text, r"server \(77\) +4\.\d+ +1\.00 +0\.2\d+ +25% +~\d\d\.\d +~1\d\.\d +10\.0\n")
        self.assertRegex(text, r"a\) R \(b \(78\) +4\.")
        self.assertRegex(text, r"sum +4\.\d+ +1\.50 ")
        with self.unless_starved():
            self.assertAlmostEqual(energy["watts"], TOTAL_WATTS, delta=0.005 * TOTAL_WATTS)
            package = next(domain for domain in energy["domains"] if domain["name"] == "package-0")
            self.assertAlmostEqual(package["watts"], PACKAGE_WATTS, delta=0.005 * PACKAGE_WATTS)

    def rewrite_in_place(self, path: str, text: str) -> None:
        with (self.processes() / path).open("r+") as file:
            file.write(text)

    def test_another_process_of_the_same_number_is_not_counted(self) -> None:
        later = stat_line(77, 900).replace(" 5000 ", " 9000 ")
        watched, text = self.watch_while(lambda: self.write("77/stat", later), "--pid", "77", "--duration", "60s")
        self.assertEqual(watched["end"], "processes_ended")
        self.assertEqual(watched["processes"][0]["cpu_seconds"], 0.0)
        self.assertTrue(watched["processes"][0]["ended"])
        self.assertLess(watched["sum"]["seconds"], 30)
        self.assertIn("server (77) ended after", text)
        self.assertIn("Nothing was left to watch, so this ended before its 60.0 s.", text)

    def test_a_machine_without_busy_time_gives_no_shares(self) -> None:
        roots = self.emulate()
        self.write("77/stat", stat_line(77, 500))
        watched = self.watch(*roots, "--pid", 77, "--duration", "200ms")
        self.assertIsNone(watched["machine_busy_seconds"])
        self.assertIsNone(watched["processes"][0]["estimated_joules"])


class OnThisMachine(Watch):
    def test_a_busy_process_uses_its_seconds(self) -> None:
        busy = self.start(sys.executable, "-c", BUSY)
        watched = self.watch("--source", "estimate", "--pid", busy.pid, "--duration", "1s")
        (process,) = watched["processes"]
        self.assertGreaterEqual(watched["sum"]["seconds"], 1.0)
        self.assertGreater(process["cpu_seconds"], 0.05)
        self.assertLessEqual(process["cpu_seconds"], process["seconds"] + 0.05)
        self.assertIn(process["name"], ("python3", Path(sys.executable).name[:15]))
        energy = watched["energy"]
        self.assertEqual((energy["provenance"], energy["of"]), ("estimated", "processes"))
        self.assertAlmostEqual(process["estimated_joules"], energy["joules"])

    def test_an_estimate_rises_with_the_watched_processes_cpu_time_only(self) -> None:
        busy = self.start(sys.executable, "-c", BUSY)
        idle = self.start("sleep", "600")
        flags = ("--source", "estimate", "--duration", "1s")
        active = {}
        for process in (busy, idle):
            domains = self.watch(*flags, "--pid", process.pid)["energy"]["domains"]
            active[process] = next(domain["joules"] for domain in domains if domain["name"] == "cpu_active")
        self.assertEqual(active[idle], 0.0)
        self.assertGreater(active[busy], 0.0)

    def fork_while_watched(self, kind: str, ending: int, *flags: str) -> dict:
        parent = self.forking(kind)
        program = self.begin_watch("--json", "--source", "estimate", "--pid", parent.pid, *flags)
        parent.stdin.write("go\n")
        parent.stdin.flush()
        self.assertEqual(parent.stdout.readline(), "done\n")
        if kind == "leave":
            wait_until(lambda: any(state.startswith("Z") for state in children(parent.pid)))
        if kind == "ignore":
            wait_until(lambda: not children(parent.pid))
        program.send_signal(ending)
        output, errors = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 130, errors)
        watched = json.loads(output)
        self.assertEqual(watched["end"], "interrupted")
        return watched

    def test_children_count_waited_for_or_not(self) -> None:
        for kind in ("wait", "ignore", "leave"):
            with self.subTest(kind=kind):
                flags = ("--children", "--duration", "60s")
                cpu_seconds = self.fork_while_watched(kind, signal.SIGINT, *flags)["sum"]["cpu_seconds"]
                # Of a child that nobody waited for, what it did after the last look is missed.
                missed = 0.4 if kind == "ignore" else 0.0
                self.assertGreaterEqual(cpu_seconds, BURNT - missed - 0.03)
                self.assertLess(cpu_seconds, BURNT + 0.3)

    def test_without_children_they_do_not_count(self) -> None:
        watched = self.fork_while_watched("wait", signal.SIGTERM, "--duration", "60s")
        self.assertLess(watched["sum"]["cpu_seconds"], 0.3)

    def test_it_ends_with_the_process(self) -> None:
        sleeping = self.start("sleep", "600")
        program = self.begin_watch("--source", "estimate", "--pid", sleeping.pid, "--duration", "1000h")
        sleeping.kill()  # and is not waited for: a zombie has ended, too
        output, errors = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 0, errors)
        self.assertIn(f"sleep ({sleeping.pid}) ended after", output)
        self.assertIn("Nothing was left to watch", output)
        self.assert_one_line_error(self.run_program("exec", "--pid", str(sleeping.pid)), 2, "has ended")
        sleeping.wait()
        self.assert_one_line_error(self.run_program("exec", "--pid", str(sleeping.pid)), 2, "no such process")

    def test_every_line_fits_eighty_columns(self) -> None:
        ours = self.start("sleep", "600")
        for flags in ((), ("--children",)):
            result = self.run_program("exec", "--pid", f"{ours.pid},1", "--duration", "100ms", *flags)
            if "descends from" not in result.stderr:
                self.assertEqual(result.returncode, 0, result.stderr)
            self.assertLessEqual(max(map(len, result.stdout.splitlines()), default=0), 80, result.stdout)

    def test_what_makes_no_sense_is_refused(self) -> None:
        for wrong, part in (
            (("--", "true"), "no command beside it"),
            (("--once",), "--once: changes nothing with --pid"),
            (("--vs", "true"), "--vs: changes nothing with --pid"),
        ):
            self.assert_one_line_error(self.run_program("exec", "--pid", "1", *wrong), 2, part)
        self.assert_one_line_error(self.run_program("exec", "--duration", "1s", "--", "true"), 2, "--pid")


def children(pid: int) -> list[str]:
    found = subprocess.run(["ps", "--ppid", str(pid), "-o", "stat="], capture_output=True, text=True, check=False)
    return found.stdout.split()


if __name__ == "__main__":
    unittest.main()
