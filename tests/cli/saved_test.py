"""A saved run is judged as the run was judged, and can be measured again by the line that its report prints."""

import json
import os
import re
import shutil
import signal
import subprocess
import unittest
from pathlib import Path

from emulated import EmulatedMachine
from program import PROGRAM, SMALL, ProgramTest, journal_entries, wait_until

OWN = """
    from greenbench import baseline, hotspot, variant

    @hotspot("mine/sum", default_size=300, article_size=400, sizes=[100, 200])
    class Sum:
        '''Add up numbers.'''
        def setup(self, n):
            self.numbers = list(range(n))
        @baseline
        def loop(self):
            total = 0
            for number in self.numbers:
                total += number
            return total
        @variant
        def builtin(self):
            return sum(self.numbers)
        @variant
        def largest(self):
            return sum(self.numbers, 0)
"""
FEW = ["--quick", "--no-page", "--min-rounds", "2", "--max-rounds", "2", "--time-limit", "2s", "--min-region", "700us"]


def plan_of(run: dict) -> dict:
    """Without what is measured of the machine before the run begins."""
    plan = run["plan"]
    del plan["limits"]["max_other_load"]
    plan["notes"] = [note for note in plan["notes"] if not note.startswith("other processes used")]
    for domain in plan["domains"]:
        del domain["update_period_seconds"], domain["update_jitter_seconds"]
    return plan


class MeasuredAgain(EmulatedMachine):
    def printed_line(self, folder: str) -> str:
        text = (self.folder / folder / "report.md").read_text()
        lines = re.search(r"## How to measure this again\n\n```sh\n(.*?)\n```", text, re.DOTALL).group(1)
        self.assertEqual(len(lines.splitlines()), 1, lines)
        return lines

    def check(self, *flags: str | Path) -> str:
        first = self.run_program("run", *flags, "--out", "first")
        self.assertEqual(first.returncode, 0, first.stderr)
        line = self.printed_line("first")
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        path = f"{Path(PROGRAM).parent}:{os.environ['PATH']}"
        again = subprocess.run(
            ["sh", "-c", f"{line} --no-page --out ../again"],
            cwd=elsewhere,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        self.assertEqual(again.returncode, 0, again.stderr)
        before, after = self.saved_run("first"), self.saved_run("again")
        self.assertEqual(plan_of(before), plan_of(after))
        self.assertEqual(before["analysis"]["settings"], after["analysis"]["settings"])
        self.assertEqual(self.printed_line("again"), line)
        return line

    def test_with_every_flag_that_matters(self) -> None:
        roots = self.emulate("--range-uj", "262143328850")
        (self.folder / "-own models").mkdir()
        shutil.copy(self.power_model(), self.folder / "-own models" / "it's.toml")
        flags = ["--file", self.hotspot_file(OWN, "own 'bänk'.py"), "--hotspot", "mine/*", "--hotspot", "io/f*"]
        flags += ["--language", "python", "--variant", "asyncio_*,*:b*", "--size", "5", "--server-latency", "0ms"]
        flags += ["--server-body", "2KiB", "--source", "powercap", "--require-measured", *roots]
        flags += ["--power-model=-own models/it's.toml", *FEW, "--precision", "7%", "--worker-timeout", "90s"]
        flags += ["--max-other-load", "10000%", "--seed", "18446744073709551615", "--allow-unoptimized"]
        flags += ["--margin", "30%", "--level", "90%", "--baseline", "python:builtin"]
        flags += ["--carbon", "aws:eu-north-1", "--pue", "1.2", "--rate", "3/min"]
        flags += ["--user", "root"] if os.geteuid() == 0 else []
        line = self.check(*flags)
        for part in (
            "--hotspot io/fetch --hotspot mine/sum",
            "--variant python:asyncio_limited --variant python:builtin",
        ):
            self.assertIn(part, line, "what the patterns matched")
        self.assertIn("'\\''bänk'\\''.py'", line)
        self.assertIn(" --baseline python:builtin --carbon region:aws:eu-north-1 --pue 1.2 --rate 0.05/s", line)

    def power_model(self) -> Path:
        path = self.folder / "model.toml"
        value = "{ value = 2.0, low = 1.0, high = 3.0 }"
        terms = ("idle_watts_per_cpu", "full_watts_per_cpu", "memory_watts_per_gib")
        path.write_text("\n".join(['name = "mine"', *(f"{term} = {value}" for term in terms)]) + "\n")
        return path

    def test_of_a_whole_file_beside_a_suite_at_every_size(self) -> None:
        self.hotspot_file(OWN)
        flags = ["mine.py", "--suite", "control", "--sweep", "--source", "estimate", *FEW, "--allow-unoptimized"]
        line = self.check(*flags, "--power-model", self.power_model(), "--max-other-load", "10000%", "--seed", "3")
        self.assertTrue(
            line.startswith(f"greenbench run {self.folder.resolve()}/mine.py --suite control --sweep "), line
        )

    def test_of_default_sizes_and_the_article_s(self) -> None:
        self.hotspot_file(OWN)
        flags = ["mine.py", "--article-size", "--source", "estimate", *FEW, "--max-other-load", "10000%", "--seed", "3"]
        self.assertIn("/mine.py --article-size --source", self.check(*flags, "--allow-unoptimized"))


class JudgedAgain(ProgramTest):
    """One small run for all checks: it is the slow part."""

    FLAGS = (*SMALL, "--quick", "--hotspot", "strings/build", "--size", "100", "--source", "estimate")
    SETTINGS = ("--margin", "30%", "--level", "90%", "--baseline", "cpp:append", "--carbon", "DEU", "--rate", "5/s")

    def settings(self, *command: str) -> dict:
        result = self.run_program(*command)
        self.assertEqual(result.returncode, 0, result.stderr)
        document = json.loads(result.stdout)
        return document.get("analysis", document)["settings"]

    def test_every_command_takes_the_settings_of_the_run(self) -> None:
        own = self.run_program("run", *self.FLAGS, *self.SETTINGS, "--out", "run")
        self.assertEqual(own.returncode, 0, own.stderr)
        self.saved = self.saved_run("run")["analysis"]["settings"]
        self.assertEqual((self.saved["margin"], self.saved["level"], self.saved["baseline"]), (0.3, 0.9, "cpp:append"))
        self.check_report(own.stdout)
        self.check_flags_override_one_by_one()
        self.check_claims()
        self.check_docs()
        self.check_compare()

    def check_report(self, own: str) -> None:
        self.assertEqual(self.run_program("report", "run").stdout, own)
        markdown = self.run_program("report", "run", "--format", "markdown").stdout
        self.assertEqual(markdown, (self.folder / "run" / "report.md").read_text())
        text = self.run_program("report", "run", "--json").stdout
        self.assertEqual(text, (self.folder / "run" / "run.json").read_text())

    def check_flags_override_one_by_one(self) -> None:
        report = ("report", "run", "--json")
        self.assertEqual(self.settings(*report, "--margin", "5%"), {**self.saved, "margin": 0.05})
        self.assertEqual(self.settings(*report, "--level", "95%"), {**self.saved, "level": 0.95})
        self.assertEqual(self.settings(*report, "--baseline", "own"), {**self.saved, "baseline": None})
        self.assertEqual(self.settings(*report, "--carbon", "none"), {**self.saved, "carbon": None})
        carbon = self.saved["carbon"]
        rate = {**carbon, "operations_per_second": None}
        self.assertEqual(self.settings(*report, "--rate", "none"), {**self.saved, "carbon": rate})
        self.assertEqual(self.settings(*report, "--pue", "2"), {**self.saved, "carbon": {**carbon, "pue": 2}})
        refused = self.run_program("report", "run", "--carbon", "none", "--pue", "2")
        self.assert_one_line_error(refused, 2, "--pue requires --carbon")

    def check_claims(self) -> None:
        self.assertEqual(self.settings("claims", "run", "--json"), {"level": 0.9, "margin": 0.3})
        self.assertEqual(self.settings("claims", "run", "--json", "--margin", "5%"), {"level": 0.9, "margin": 0.05})

    def check_docs(self) -> None:
        marker = '<!-- greenbench:table hotspot="strings/build" columns="time-ratio" -->\n<!-- greenbench:end -->\n'
        (self.folder / "page.md").write_text(marker)
        result = self.run_program("docs", "page.md", "--run", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        page = (self.folder / "page.md").read_text()
        self.assertIn("90% intervals of the factors", page)
        self.assertIn("The baseline is cpp:append.", page)

    def check_compare(self) -> None:
        compare = ("compare", "run", "other", "--json")
        shutil.copytree(self.folder / "run", self.folder / "other")
        self.assertEqual(self.settings(*compare), {"level": 0.9, "margin": 0.3})
        other = self.saved_run("other")
        other["analysis"]["settings"]["margin"] = 0.05
        (self.folder / "other" / "run.json").write_text(json.dumps(other))
        self.assertEqual(self.settings(*compare), {"level": 0.9, "margin": 0.02})
        note = "note: OLD was judged with --margin 30%, NEW with --margin 5%; this comparison uses 2%"
        self.assertIn(note, self.run_program(*compare).stderr)
        chosen = self.run_program(*compare, "--margin", "9%")
        self.assertEqual(json.loads(chosen.stdout)["settings"], {"level": 0.9, "margin": 0.09})
        self.assertNotIn("note:", chosen.stderr)


class JudgedAfterResume(ProgramTest):
    def test_a_resumed_run_is_judged_as_it_began(self) -> None:
        flags = [*SMALL, "--hotspot", "strings/build_attribute", "--size", "500", "--time-limit", "20min"]
        flags += [
            "--min-rounds",
            "3",
            "--max-rounds",
            "3",
            "--margin",
            "30%",
            "--baseline",
            "python:join",
            "--out",
            "run",
        ]
        process = self.start_program("run", *flags)
        wait_until(lambda: len(journal_entries(self.folder / "run", "end")) >= 1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        resumed = self.run_program("resume", "run", "--no-page", "--level", "90%")
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        settings = self.saved_run("run")["analysis"]["settings"]
        expected = {"level": 0.9, "margin": 0.3, "baseline": "python:join", "carbon": None}
        self.assertEqual(settings, expected)
        self.assertEqual(self.run_program("report", "run").stdout, resumed.stdout)


if __name__ == "__main__":
    unittest.main()
