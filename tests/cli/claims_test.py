"""Claims checked against small runs: what comes out, with which exit code, and what a bad file gets."""

import json
import unittest
from pathlib import Path
from xml.etree import ElementTree

from emulated import EmulatedMachine
from program import SMALL

HOTSPOT = ["--hotspot", "strings/build", "--language", "python", "--variant", "join", "--size", "2000"]
# On a busy machine six rounds may need more than the usual minute.
ENOUGH_ROUNDS = ["--quick", "--min-rounds", "6", "--max-rounds", "6", "--time-limit", "250s"]
BUNDLED = Path(__file__).parents[2] / "claims" / "energy-article.toml"


def claim(name: str, statement: str, metric: str = "energy", pair: tuple[str, str] = ("join", "concat")) -> str:
    return f"""
[[claim]]
id = "{name}"
sentence = "A sentence."
source = "A test"
hotspot = "strings/build"
variant = "python:{pair[0]}"
baseline = "python:{pair[1]}"
metric = "{metric}"
size = 1_000_000
{statement}
"""


# Whatever a machine measures, the first is true, and of the next two, a million times less either way, one is refuted.
CLAIMS = [
    claim("possible", "range = [0.0001, 10_000]"),
    claim("impossible", "ratio = 1e6"),
    claim("impossible_turned", "ratio = 1e6", pair=("concat", "join")),
]


class Claims(EmulatedMachine):
    def measure(self, name: str, *flags: str) -> None:
        result = self.run_program("run", *SMALL, *HOTSPOT, *flags, "--out", name)
        self.assertEqual(result.returncode, 0, result.stderr)

    def claims_file(self, *claims: str) -> Path:
        path = self.folder / "claims.toml"
        path.write_text("".join(claims))
        return path

    def answers(self, run: str, file: Path, *flags: str) -> dict[str, dict]:
        result = self.run_program("claims", run, "--file", file, "--json", *flags)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return {each["claim"]["id"]: each for each in json.loads(result.stdout)["claims"]}

    def test_measured_joules_answer_claims_about_energy(self) -> None:
        self.measure("run", *ENOUGH_ROUNDS, *self.emulate())
        file = self.claims_file(*CLAIMS)
        answers = self.answers("run", file, "--strict")
        self.assertEqual({each["answer"] for each in answers.values()}, {"inconclusive"}, "a preview answers nothing")
        self.pretend_that_it_is_no_preview("run")
        answers = self.answers("run", file)
        self.assertEqual(answers["possible"]["answer"], "confirmed")
        self.assertIn("the size differs: claimed at 1,000,000, measured at 2,000", answers["possible"]["notes"])
        self.assertTrue(all(each["estimated_answer"] is None for each in answers.values()))
        self.assert_refuted_fails_only_a_strict_check(file)
        self.assert_junit_counts_what_is_refuted(file)
        text = self.run_program("claims", "run", "--file", file).stdout
        self.assertNotIn("~", text)
        self.assertNotIn("\x1b", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def pretend_that_it_is_no_preview(self, run: str) -> None:
        """Short rounds are enough here, and a full run is slow."""
        path = self.folder / run / "run.json"
        document = json.loads(path.read_text())
        self.assertTrue(document["plan"]["quick"])
        document["plan"]["quick"] = False
        path.write_text(json.dumps(document))

    def assert_refuted_fails_only_a_strict_check(self, file: Path) -> None:
        self.assertEqual(self.run_program("claims", "run", "--file", file).returncode, 0)
        strict = self.run_program("claims", "run", "--file", file, "--strict")
        self.assert_one_line_error(strict, 1, "of 3 claims refuted: impossible")
        self.assertIn("refuted", strict.stdout)
        only_possible = self.claims_file(CLAIMS[0])
        self.assertEqual(self.run_program("claims", "run", "--file", only_possible, "--strict").returncode, 0)
        self.claims_file(*CLAIMS)

    def assert_junit_counts_what_is_refuted(self, file: Path) -> None:
        result = self.run_program("claims", "run", "--file", file, "--format", "junit")
        suite = ElementTree.fromstring(result.stdout.encode()).find("testsuite")
        self.assertEqual(suite.get("tests"), "3")
        failures = [case.get("name") for case in suite.findall("testcase") if case.find("failure") is not None]
        self.assertEqual(len(failures), int(suite.get("failures")))
        self.assertTrue(failures)

    def test_estimated_joules_answer_none_and_time_is_answered(self) -> None:
        self.measure("run", *ENOUGH_ROUNDS, "--source", "estimate")
        self.pretend_that_it_is_no_preview("run")
        file = self.claims_file(*CLAIMS, claim("time", "range = [0.0001, 10_000]", metric="time"))
        answers = self.answers("run", file, "--strict")
        self.assertEqual(answers["time"]["answer"], "confirmed")
        self.assertEqual({answers[each]["answer"] for each in ("possible", "impossible")}, {"not measurable here"})
        self.assertEqual(answers["possible"]["estimated_answer"], "~confirmed")
        self.assertIn("(~confirmed)", " ".join(self.run_program("claims", "run", "--file", file).stdout.split()))
        self.check_the_bundled_claims()

    def check_the_bundled_claims(self) -> None:
        result = self.run_program("claims", "run", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(len(report["claims"]), BUNDLED.read_text().count("[[claim]]"))
        reasons = {each["claim"]["id"]: each["reason"] for each in report["claims"]}
        self.assertEqual(reasons["numpy_time"], "numeric/apply_tax is not in this run")
        self.check_names([each["claim"] for each in report["claims"]])

    def check_names(self, claims: list[dict]) -> None:
        listed = json.loads(self.run_program("list", "--json").stdout)["hotspots"]
        known = {h["id"]: {f"{v['language']}:{v['name']}" for v in h["variants"]} for h in listed}
        for each in claims:
            with self.subTest(claim=each["id"]):
                self.assertIn(each["variant"], known[each["hotspot"]])
                self.assertIn(each["baseline"], known[each["hotspot"]])

    def test_a_bad_file_gets_one_line_and_code_two(self) -> None:
        for text, parts in [
            (CLAIMS[0].replace("range", "rnage"), ("claims.toml:11: unknown key rnage", "did you mean range?")),
            (CLAIMS[0].replace("strings/build", "strings"), ("claims.toml:6: hotspot must be",)),
            ("[[claim", ("claims.toml:1: ",)),
            ("", ("claims.toml:1: no [[claim]]",)),
        ]:
            with self.subTest(text=text):
                result = self.run_program("claims", "nowhere", "--file", self.claims_file(text))
                self.assert_one_line_error(result, 2, *parts)
        missing = self.run_program("claims", "nowhere", "--file", "absent.toml")
        self.assert_one_line_error(missing, 2, "absent.toml: cannot be read: No such file")
        right = self.claims_file(CLAIMS[0])
        self.assert_one_line_error(self.run_program("claims", "nowhere", "--file", right), 2, "nowhere")
        self.assert_one_line_error(self.run_program("claims"), 2, "RUN")
        self.assert_one_line_error(self.run_program("claims", "x", "--format", "xml"), 2, "unknown format 'xml'")


if __name__ == "__main__":
    unittest.main()
