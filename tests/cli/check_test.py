"""Budgets against runs of known power: findings, exit codes, formats, and what a bad file gets."""

import json
import unittest
from pathlib import Path
from xml.etree import ElementTree

from emulated import EmulatedMachine
from program import SMALL

SLEEPS = ["--allow-unoptimized", "--no-page", "--seed", "1", "--max-other-load", "10000%", "--runs", "6"]
HOTSPOT = ["--hotspot", "strings/build", "--language", "python", "--variant", "join", "--size", "2000"]


def budget(*lines: str) -> str:
    return "\n".join(("[[budget]]", *lines, ""))


class Check(EmulatedMachine):
    def sleeps(self, name: str = "run", *flags: str) -> None:
        """Two sleeps on a machine of 54 W: 20 ms are about 1 J, 300 ms about 16 J."""
        result = self.run_program("exec", *SLEEPS, *flags, "--out", name, "sleep 0.02", "sleep 0.3")
        self.assertEqual(result.returncode, 0, result.stderr)

    def write(self, *budgets: str, name: str = "energy.toml") -> Path:
        path = self.folder / name
        path.write_text("\n".join(budgets))
        return path

    def outcome(self, *budgets: str, run: str = "run", flags: tuple[str, ...] = ()) -> tuple[int, list[dict]]:
        self.write(*budgets)
        result = self.run_program("check", run, "--json", *flags)
        return result.returncode, json.loads(result.stdout)["findings"]

    def assert_outcome(self, code: int, outcome: str, *budgets: str, **options: object) -> dict:
        found, findings = self.outcome(*budgets, **options)
        self.assertEqual({each["outcome"] for each in findings}, {outcome}, findings)
        self.assertEqual(found, code)
        return findings[0]

    def test_exit_codes_of_amounts_and_increases(self) -> None:
        self.sleeps("run", *self.emulate())
        short = 'variant = "sleep 0.02"'
        within = self.assert_outcome(0, "within", budget(short, "max_joules = 30", "max_seconds = 0.6"))
        self.assertGreater(within["value"], 0.02 * 40)
        self.assertFalse(within["estimated"])
        self.assert_outcome(1, "exceeded", budget(short, 'max_joules = "100 mJ"', 'max_seconds = "1 ms"'))
        self.assert_outcome(1, "exceeded", budget('against = "baseline"', 'max_increase = { seconds = "5%" }'))
        self.assert_outcome(0, "within", budget('against = "baseline"', 'max_increase = { seconds = "9000%" }'))
        self.assert_outcome(0, "within", budget('against = "command:sleep 0.3"', 'max_increase = { joules = "-10%" }'))
        undecided = self.assert_outcome(4, "undecided", budget(short, f"max_seconds = {self.middle_of_seconds()}"))
        self.assertEqual(undecided["reason"], "the limit lies in the interval")
        self.assertTrue(undecided["remedy"])
        code, findings = self.outcome(budget(short, "max_seconds = 0.6"), budget('max_seconds = "250 ms"'))
        self.assertEqual(code, 1)
        self.assertIn("within", [each["outcome"] for each in findings])
        self.check_saved_reference()
        self.check_formats()

    def middle_of_seconds(self) -> float:
        return self.outcome(budget('variant = "sleep 0.02"', "max_seconds = 1"))[1][0]["value"]

    def check_saved_reference(self) -> None:
        """The same run again: no increase, whose interval is not empty. The path is relative to the file."""
        (self.folder / "ci").mkdir()
        self.write(budget('against_run = "../run"', 'max_increase = { seconds = "900%" }'), name="ci/energy.toml")
        result = self.run_program("check", "run", "--budget", "ci/energy.toml")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("../run", result.stdout)

    def check_formats(self) -> None:
        self.write(budget('name = "a,b: 100%"', 'max_seconds = "250 ms"'))
        summary = self.folder / "summary.md"
        summary.write_text("before\n")
        result = self.run_program(
            *("check", "run", "--format", "github", "--export", "junit=b.xml", "--export", "markdown=b.md"),
            env={"GITHUB_STEP_SUMMARY": str(summary)},
        )
        self.assert_one_line_error(result, 1, "2 findings: 1 exceeded, 1 within")
        (command,) = [line for line in result.stdout.splitlines() if line.startswith("::")]
        self.assertTrue(command.startswith("::error file=energy.toml,line=1,title=a%2Cb%3A 100%25%3A exceeded::"))
        self.assertEqual(summary.read_text(), "before\n" + (self.folder / "b.md").read_text() + "\n")
        suite = ElementTree.parse(self.folder / "b.xml").getroot().find("testsuite")
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("2", "1"))
        text = self.run_program("check", "run").stdout
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        self.assertNotIn("\x1b", text)
        unwritable = self.run_program(
            "check", "run", "--format", "github", env={"GITHUB_STEP_SUMMARY": str(self.folder)}
        )
        self.assertEqual(unwritable.returncode, 1)
        self.assertIn("summary is left out", unwritable.stderr)

    def test_estimates_previews_and_failures(self) -> None:
        self.sleeps("run", "--source", "estimate")
        found = self.assert_outcome(4, "undecided", budget("max_joules = 1000"))
        self.assertTrue(found["estimated"])
        self.assertIn("estimated = true", found["remedy"])
        self.assert_outcome(0, "within", budget("max_joules = 100000", "estimated = true"))
        self.assert_outcome(4, "undecided", budget("max_grams_co2e = 1000", "estimated = true"))
        self.assert_outcome(0, "within", budget("max_grams_co2e = 1000", "estimated = true"), flags=("--carbon", "400"))
        path = self.folder / "run" / "run.json"
        document = json.loads(path.read_text())
        document["plan"]["quick"] = True
        path.write_text(json.dumps(document))
        self.assertIn("preview", self.assert_outcome(4, "undecided", budget("max_seconds = 9"))["reason"])
        failing = self.run_program("exec", *SLEEPS, "--source", "estimate", "--out", "broken", "true", "false")
        self.assertEqual(failing.returncode, 3)
        failed = self.assert_outcome(3, "failed", budget('variant = "false"', "max_seconds = 9"), run="broken")
        self.assertIn("exited with code 1", failed["reason"])

    def test_init_writes_what_check_reads(self) -> None:
        result = self.run_program("init")
        self.assert_one_line_error(result, 0, "energy.toml")
        text = (self.folder / "energy.toml").read_text()
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        flags = ["--source", "estimate", "--min-rounds", "6", "--max-rounds", "6", "--time-limit", "250s"]
        measured = self.run_program("run", *SMALL, *HOTSPOT, *flags, "--out", "greenbench-results/run")
        self.assertEqual(measured.returncode, 0, measured.stderr)
        checked = self.run_program("check")
        # join against concat: whatever it is, it is no fault of the file.
        self.assertIn(checked.returncode, (0, 1, 4), checked.stderr)
        self.assertIn("python:join", checked.stdout)
        again = self.run_program("init")
        self.assert_one_line_error(again, 2, "energy.toml is there already")
        self.assertEqual((self.folder / "energy.toml").read_text(), text)
        self.assert_one_line_error(self.run_program("init", "other.toml"), 0, "other.toml")
        self.assert_one_line_error(self.run_program("init", "no/such/folder.toml"), 2, "no/such/folder.toml")
        self.check_bad_files("greenbench-results/run")

    def check_bad_files(self, run: str) -> None:
        for text, parts in [
            (budget("max_jouels = 1"), ("energy.toml:2: unknown key max_jouels", "did you mean max_joules?")),
            (
                budget('hotspot = "string/build"', "max_seconds = 1"),
                ("energy.toml:1: hotspot: nothing", "strings/build"),
            ),
            (budget('variant = "jion"', "max_seconds = 1"), ("energy.toml:1: variant: nothing", "did you mean join?")),
            (
                budget('against = "revision"', 'max_increase = { seconds = "5%" }'),
                ("energy.toml:1: against: this run compares no revisions", "--against"),
            ),
            (budget('against_run = "nowhere"', 'max_increase = { seconds = "5%" }'), ("nowhere",)),
            ("", ("energy.toml:1: no [[budget]]",)),
        ]:
            with self.subTest(text=text):
                self.write(text)
                self.assert_one_line_error(self.run_program("check", run), 2, *parts)
        self.assert_one_line_error(self.run_program("check", run, "--budget", "absent.toml"), 2, "absent.toml: cannot")
        self.write(budget("max_seconds = 1"))
        self.assert_one_line_error(self.run_program("check", "nowhere"), 2, "nowhere")
        self.assert_one_line_error(self.run_program("check", run, "--format", "csv"), 2, "unknown format 'csv'")


if __name__ == "__main__":
    unittest.main()
