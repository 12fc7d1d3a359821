"""A run from the first flag to the saved folder, on whatever machine this is."""

import csv
import json
import signal
import subprocess
import unittest
from pathlib import Path

from program import PROGRAM, SMALL, ProgramTest, journal_entries, wait_until

SHORT = [*SMALL, "--min-rounds", "2", "--max-rounds", "2", "--size", "200"]
BASELINES = {"python": "concat", "cpp": "ostringstream"}


class Run(ProgramTest):
    def test_estimated_joules_are_marked_and_their_model_named(self) -> None:
        result = self.run_program(
            "run", *SHORT, "--quick", "--hotspot", "strings/csv_export", "--source", "estimate", "--out", "run"
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("~", result.stdout)
        self.assertIn("estimated", result.stdout)
        model = self.saved_run("run")["plan"]["power_model"]
        self.assertIn(model["name"], result.stdout)
        self.assertLessEqual(model["idle_watts_per_cpu"]["low"], model["idle_watts_per_cpu"]["value"])

    def test_every_repetition_is_a_row_and_every_output_can_be_made_again(self) -> None:
        result = self.run_program("run", *SHORT, "--hotspot", "strings/csv_export", "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.check_blocks()
        self.check_outputs(result.stdout)

    def check_blocks(self) -> None:
        with (self.folder / "run" / "samples.csv").open() as file:
            rows = [row for row in csv.DictReader(file) if row["hotspot"] == "csv_export"]
        variants = {(row["language"], row["variant"]) for row in rows}
        self.assertEqual(len(variants), 8)
        blocks: dict[tuple, list[dict]] = {}
        for row in rows:
            blocks.setdefault((row["round"], row["block"]), []).append(row)
        self.assertEqual({key[0] for key in blocks}, {"0", "1"})
        # How many blocks fit into a round, and which of them a slow variant is left out of, depends on the machine.
        orders = set()
        for block in blocks.values():
            present = [(row["language"], row["variant"]) for row in sorted(block, key=lambda row: int(row["position"]))]
            self.assertEqual(len(present), len(set(present)), "nobody has two turns in a block")
            self.assertEqual(sorted(int(row["position"]) for row in block), list(range(len(block))))
            for language in {language for language, _ in present}:
                self.assertIn((language, BASELINES[language]), present)
            orders.add(tuple(present))
        for number in ("0", "1"):
            turns = [row for key, block in blocks.items() if key[0] == number for row in block]
            self.assertEqual({(row["language"], row["variant"]) for row in turns}, variants)
        self.assertGreater(len(orders), len(blocks) // 2, "the order within blocks is random")

    def check_outputs(self, printed: str) -> None:
        """Byte for byte, from the saved run."""
        self.assertEqual(self.run_program("report", "run").stdout, printed)
        for form, name in (("json", "run.json"), ("csv", "samples.csv"), ("markdown", "report.md")):
            saved = (self.folder / "run" / name).read_text()
            self.assertEqual(self.run_program("report", "run", "--format", form).stdout, saved, form)
        names = sorted(p.name for p in (self.folder / "run").iterdir())
        self.assertEqual(names, ["report.md", "run.json", "samples.csv"])

    def test_the_same_seed_makes_the_same_orders_also_of_the_control_that_every_run_has(self) -> None:
        orders = []
        for out in ("one", "two"):
            result = self.run_program("run", *SHORT, "--hotspot", "control/noop", "--json", "--out", out)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(json.loads(result.stdout), self.saved_run(out), "nothing else goes to standard output")
            orders.append(self.orders_of_blocks(out))
        # How many blocks a round has, and who is in them, depends on the machine; the order of the same ones does not.
        same = [key for key in orders[0] if sorted(orders[0][key]) == sorted(orders[1].get(key, []))]
        self.assertEqual({key[:2] for key in same}, {(h, r) for h in ("noop", "aa") for r in ("0", "1")})
        for key in same:
            self.assertEqual(orders[0][key], orders[1][key], key)
        planned = [hotspot["id"] for hotspot in self.saved_run("one")["plan"]["hotspots"]]
        self.assertEqual(planned, ["control/noop", "control/aa"])

    def orders_of_blocks(self, run: str) -> dict[tuple[str, ...], list[str]]:
        """The variants of each block in the order of their turns."""
        orders: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        with (self.folder / run / "samples.csv").open() as file:
            for row in csv.DictReader(file):
                turns = orders.setdefault((row["hotspot"], row["round"], row["block"]), [])
                turns.append((int(row["position"]), row["variant"]))
        return {key: [variant for _, variant in sorted(turns)] for key, turns in orders.items()}

    def test_what_a_hotspot_prints_does_not_disturb(self) -> None:
        path = self.hotspot_file(
            """
            from greenbench import baseline, hotspot, variant

            @hotspot("mine/loud", default_size=10)
            class Loud:
                \"\"\"Prints while it works. It must not matter.\"\"\"
                def setup(self, n):
                    print('{"end": true}')
                @baseline
                def one(self):
                    print("x")
                    return 1
                @variant
                def two(self):
                    return 1
            """
        )
        result = self.run_program("run", *SMALL, "--quick", "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("two", result.stdout)

    def test_one_id_in_two_files_is_refused_naming_both(self) -> None:
        body = """
            from greenbench import baseline, hotspot, variant

            @hotspot("mine/sum", default_size=10)
            class Sum:
                \"\"\"Adds. It must not be measured twice.\"\"\"
                @baseline
                def one(self):
                    return 1
                @variant
                def two(self):
                    return 1
            """
        before, after = self.hotspot_file(body, "before.py"), self.hotspot_file(body, "after.py")
        result = self.run_program("run", "--file", before, "--file", after)
        self.assert_one_line_error(result, 2, "mine/sum", "before.py", "after.py")

    def test_require_measured_refuses_the_estimate(self) -> None:
        (self.folder / "sys").mkdir()
        result = self.run_program(
            "run", *SHORT, "--suite", "strings", "--require-measured", "--path.sysfs", self.folder / "sys"
        )
        self.assert_one_line_error(result, 3, "--require-measured", "powercap")

    def test_standard_output_on_a_full_disk_is_an_error(self) -> None:
        with open("/dev/full", "w") as full:
            result = subprocess.run([PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("standard output", result.stderr)


def descendants(process: int) -> list[int]:
    """All that a process has started, and what these have started."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    found = [int(child) for child in children]
    return found + [deeper for child in found for deeper in descendants(child)]


class Interrupted(ProgramTest):
    LONG = ("run", *SMALL, "--hotspot", "strings/build_attribute", "--size", "500", "--time-limit", "20min",
            "--min-rounds", "4", "--max-rounds", "4", "--out", "run")  # fmt: skip

    def test_ctrl_c_saves_what_was_measured_and_resume_goes_on(self) -> None:
        process = self.start_program(*self.LONG)
        wait_until(lambda: len(journal_entries(self.folder / "run", "end")) >= 2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        self.assertIn("greenbench resume", errors)
        saved = self.saved_run("run")
        self.assertGreaterEqual(sum(len(h["rounds"]) for h in saved["hotspots"]), 2)
        self.assertIn("interrupted", {h["stop"] for h in saved["hotspots"]})
        resumed = self.run_program("resume", "run", "--no-page")
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        self.assertEqual([len(h["rounds"]) for h in self.saved_run("run")["hotspots"]], [4, 4])

    def test_a_second_ctrl_c_does_not_wait(self) -> None:
        process = self.start_program(*self.LONG)
        wait_until(lambda: len(journal_entries(self.folder / "run", "end")) >= 1)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
        self.assertIn(process.returncode, (130, -signal.SIGINT))
        resumed = self.run_program("resume", "run", "--no-page")
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        self.assertEqual([len(h["rounds"]) for h in self.saved_run("run")["hotspots"]], [4, 4])

    def test_kill_loses_only_the_round_in_flight_and_doubles_none(self) -> None:
        process = self.start_program(*self.LONG)
        run = self.folder / "run"
        wait_until(lambda: len(journal_entries(run, "round")) >= 3)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        plan = journal_entries(run, "run")[0]["plan"]
        ended = len(journal_entries(run, "end"))
        kept = self.complete_blocks(run)
        self.assertGreaterEqual(ended, 2)

        resumed = self.run_program("resume", "run", "--no-page")
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        saved = self.saved_run("run")
        self.assertEqual(saved["plan"], plan)
        self.assertEqual([[w["index"] for w in h["rounds"]] for h in saved["hotspots"]], [[0, 1, 2, 3]] * 2)
        with (run / "samples.csv").open() as file:
            rows = list(csv.DictReader(file))
        keys = [(r["hotspot"], r["round"], r["block"], r["variant"], r["language"]) for r in rows]
        self.assertEqual(len(keys), len(set(keys)), "no repetition stands twice")
        started = {float(row["started_at"]) for row in rows}
        self.assertTrue({sample["started_at"] for block in kept for sample in block} <= started)
        self.assertFalse((run / "journal.jsonl").exists())

    @staticmethod
    def complete_blocks(run) -> list:
        blocks, pending = [], []
        for line in (run / "journal.jsonl").read_text().split("\n")[:-1]:
            entry = json.loads(line)
            if "round" in entry:
                pending = []
            if "block" in entry:
                pending.append(entry["block"])
            if "end" in entry:
                blocks += pending
        return blocks

    def test_a_run_that_goes_on_is_not_resumed_by_another_process(self) -> None:
        process = self.start_program(*self.LONG)
        wait_until(lambda: len(journal_entries(self.folder / "run", "block")) >= 1)
        before = (self.folder / "run" / "journal.jsonl").read_text()
        second = self.run_program("resume", "run", "--no-page")
        self.assertEqual(second.returncode, 2, second.stderr)
        self.assertIn(f"process {process.pid} is measuring into it", second.stderr)
        self.assertTrue((self.folder / "run" / "journal.jsonl").read_text().startswith(before))

    def test_a_finished_run_has_nothing_to_resume(self) -> None:
        result = self.run_program("run", *SHORT, "--hotspot", "control/noop", "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assert_one_line_error(self.run_program("resume", "run"), 2, "complete")

    def assert_no_worker_outlives(self, how: int) -> None:
        process = self.start_program(*self.LONG)
        wait_until(lambda: len(journal_entries(self.folder / "run", "block")) >= 1)
        started = descendants(process.pid)
        # The round's process and a worker for each variant, of which the last block may just have ended.
        self.assertGreaterEqual(len(started), 1)
        process.send_signal(how)
        process.communicate(timeout=60)
        wait_until(lambda: not any(Path(f"/proc/{child}/exe").exists() for child in started), 20)

    @unittest.skipUnless(Path("/proc/self/status").exists(), "needs procfs")
    def test_no_worker_outlives_a_killed_controller(self) -> None:
        self.assert_no_worker_outlives(signal.SIGKILL)

    @unittest.skipUnless(Path("/proc/self/status").exists(), "needs procfs")
    def test_no_worker_outlives_a_controller_that_is_asked_to_end(self) -> None:
        self.assert_no_worker_outlives(signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
