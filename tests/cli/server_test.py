"""The local HTTP server: started for the hotspots that ask for it, counted, and never left behind."""

import csv
import json
import os
import subprocess
import unittest
import urllib.request
from pathlib import Path

from program import PROGRAM, SMALL, ProgramTest, wait_until

HOTSPOT = """
import os, resource, signal, urllib.request
from greenbench import baseline, hotspot, variant

def server_process():
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = open(f"/proc/{{entry}}/cmdline", errors="replace").read().split(chr(0))
            parent = open(f"/proc/{{entry}}/stat", errors="replace").read().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if words[1:2] == ["server"] and int(parent) in (os.getpid(), os.getppid()):
            return int(entry)

@hotspot("mine/fetch", default_size=1, needs_server=True)
class Fetch:
    \"\"\"One document is fetched again and again.\"\"\"
    calls = 0

    def setup(self, n, server_url):
        self.url = server_url
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({{}}))
        self.process = server_process()
        open({note!r}, "w").write(str(self.process))

    def fetch(self):
        with self.opener.open(self.url + "/one") as answer:
            return answer.read()

    @baseline
    def plain(self):
        return self.fetch()

    @variant
    def other(self):
        self.calls += 1
        {body}
        return self.fetch()
"""


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class LocalServer(ProgramTest):
    def run_own(self, body: str, *more: str) -> subprocess.CompletedProcess[str]:
        self.note = self.folder / "server-process"
        path = self.hotspot_file(HOTSPOT.format(body=body, note=str(self.note)))
        return self.run_program("run", *SMALL, "--quick", "--max-rounds", "1", "--file", path, "--out", "run", *more)

    def failed_run(self, body: str) -> dict:
        result = self.run_own(body, "--server-latency", "0ms")
        self.assertEqual(result.returncode, 3, result.stderr)
        return self.saved_run("run")["hotspots"][0]

    def failure_of_all(self, body: str) -> dict:
        return self.failed_run(body)["failure"]

    def failure_of_variant(self, body: str) -> dict:
        failed = self.failed_run(body)
        self.assertIsNone(failed["failure"])
        self.assertEqual([entry["variant"] for entry in failed["failed_variants"]], [1])
        return failed["failed_variants"][0]["failure"]

    def assert_nothing_is_left(self) -> None:
        process = int(self.note.read_text())
        wait_until(lambda: not is_running(process), 30)

    def test_a_hotspot_of_the_users_own_gets_a_server(self) -> None:
        result = self.run_own("pass", "--server-latency", "1ms", "--server-body", "2KiB", "--verbose")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("answered 1 ms after each request, with 2,048 bytes", " ".join(result.stdout.split()))
        own, control = self.saved_run("run")["plan"]["hotspots"]
        self.assertEqual(own["server"], {"latency_seconds": 0.001, "body_bytes": 2048})
        self.assertIsNone(control["server"])
        self.assert_nothing_is_left()

    def test_the_servers_cpu_time_counts(self) -> None:
        # It makes 16 MiB for each answer; the rest of the process is what getrusage() knows.
        result = self.run_own("pass", "--server-latency", "0ms", "--server-body", "16MiB")
        self.assertEqual(result.returncode, 0, result.stderr)
        with (self.folder / "run" / "samples.csv").open() as file:
            samples = [row for row in csv.DictReader(file) if row["hotspot"] == "fetch"]
        self.assertGreater(len(samples), 0)
        for sample in samples:
            without_server = float(sample["cpu_user_seconds"]) + float(sample["cpu_system_seconds"])
            self.assertGreater(float(sample["cpu_seconds"]) - without_server, 0.001 * int(sample["iterations"]))

    def test_a_server_that_is_killed_fails_its_hotspot(self) -> None:
        failure = self.failure_of_all("if self.calls == 20: os.kill(self.process, signal.SIGKILL)")
        self.assertEqual(failure["kind"], "crashed")
        self.assertEqual(failure["reason"], "the local server was ended by signal 9 (Killed)")
        self.assertIn("mine/fetch/python:", failure["detail"])

    def test_the_last_words_of_a_server_are_kept(self) -> None:
        failure = self.failure_of_all(
            "if self.calls == 20: resource.prlimit(self.process, resource.RLIMIT_NOFILE, (4, 4))"
        )
        self.assertEqual(failure["reason"], "the local server ended early with exit code 3")
        self.assertIn("accept: Too many open files", failure["detail"])

    def test_a_failure_beside_a_healthy_server_is_the_variants_own(self) -> None:
        failure = self.failure_of_variant("if self.calls == 20: raise ValueError('went wrong')")
        self.assertEqual(failure["kind"], "raised")
        self.assertIn("ValueError: went wrong", failure["reason"])
        self.assert_nothing_is_left()

    def test_a_worker_that_is_killed_is_not_the_servers_fault(self) -> None:
        failure = self.failure_of_variant("if self.calls == 20: os.kill(os.getpid(), signal.SIGKILL)")
        self.assertIn("the worker was ended by signal 9", failure["reason"])
        self.assert_nothing_is_left()

    def test_flags_that_change_nothing_are_refused(self) -> None:
        result = self.run_program("run", *SMALL, "--suite", "control", "--server-latency", "1ms")
        self.assert_one_line_error(result, 2, "--server-latency", "nothing that is measured uses the local server")

    def test_it_serves_until_its_standard_input_is_closed(self) -> None:
        with subprocess.Popen(
            [PROGRAM, "server", "--latency", "0ms", "--body", "5"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")},
        ) as server:
            port = json.loads(server.stdout.readline())["port"]
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"http://127.0.0.1:{port}/item/0") as answer:
                self.assertEqual(len(answer.read()), 5)
            server.stdin.close()
            self.assertEqual(server.wait(30), 0)

    def test_io_fetch_is_measured_and_its_answers_are_checked(self) -> None:
        few = ["--quick", "--max-rounds", "1", "--size", "2", "--server-latency", "0ms"]
        result = self.run_program("run", *SMALL, *few, "--hotspot", "io/fetch", "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        fetch = self.saved_run("run")["hotspots"][0]
        self.assertIsNone(fetch["failure"])
        self.assertEqual(len(fetch["rounds"]), 1)


if __name__ == "__main__":
    unittest.main()
