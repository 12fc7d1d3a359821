"""Bad input gets one clear line and exit code 2."""

import json
import os
import unittest

from program import SMALL, ProgramTest


class BadInput(ProgramTest):
    def test_unknown_suite_names_the_nearest(self) -> None:
        result = self.run_program("--suite", "strngs", "--allow-unoptimized")
        self.assert_one_line_error(result, 2, "--suite", "strngs", "did you mean strings?")

    def test_negative_precision(self) -> None:
        result = self.run_program("--suite", "strings", "--precision", "-1")
        self.assert_one_line_error(result, 2, "--precision", "-1")

    def test_unknown_flag(self) -> None:
        self.assert_one_line_error(self.run_program("run", "--sweet", "strings"), 2, "--sweet")

    def test_unknown_source_names_those_there_are(self) -> None:
        result = self.run_program(*SMALL, "--suite", "strings", "--source", "powercpa")
        self.assert_one_line_error(result, 2, "powercpa", "did you mean powercap?", "estimate")

    def test_hotspot_file_with_a_syntax_error_names_file_and_line(self) -> None:
        path = self.hotspot_file("x = 1\ndef broken(:\n    pass\n")
        result = self.run_program("run", *SMALL, "--file", path)
        self.assert_one_line_error(result, 2, "mine.py", "2")

    def test_hotspot_file_that_is_missing(self) -> None:
        self.assert_one_line_error(self.run_program("run", *SMALL, "--file", "no.py"), 2, "--file", "no.py")

    def test_output_folder_that_cannot_be_made(self) -> None:
        (self.folder / "plain").write_text("a file, not a folder")
        result = self.run_program("run", *SMALL, "--hotspot", "control/noop", "--out", "plain/run")
        self.assert_one_line_error(result, 2, "--out", "plain/run")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_output_folder_that_cannot_be_written(self) -> None:
        (self.folder / "locked").mkdir(mode=0o500)
        result = self.run_program("run", *SMALL, "--hotspot", "control/noop", "--out", "locked")
        self.assert_one_line_error(result, 2, "--out", "locked")

    def test_output_folder_that_already_holds_a_run(self) -> None:
        (self.folder / "old").mkdir()
        (self.folder / "old" / "run.json").write_text("{}")
        result = self.run_program("run", *SMALL, "--hotspot", "control/noop", "--out", "old")
        self.assert_one_line_error(result, 2, "--out", "old", "already holds a run")

    def test_sysfs_root_that_does_not_exist(self) -> None:
        result = self.run_program("run", *SMALL, "--suite", "strings", "--path.sysfs", "/no/such/sys")
        self.assert_one_line_error(result, 2, "--path.sysfs", "/no/such/sys")

    def test_power_model_with_a_wrong_value_names_the_key(self) -> None:
        model = self.folder / "model.toml"
        model.write_text('name = "mine"\nidle_watts_per_cpu = "low"\n')
        result = self.run_program("run", *SMALL, "--suite", "strings", "--power-model", model)
        self.assert_one_line_error(result, 2, "--power-model", "model.toml", "idle_watts_per_cpu")

    def test_files_that_nest_too_deep(self) -> None:
        model = self.folder / "model.toml"
        for text in ("[" + 100_000 * "a." + "a]", "a = " + 100_000 * "[", 100_000 * "a = {", 100_000 * "a." + "a = 1"):
            model.write_text(text)
            self.assert_one_line_error(self.run_program("doctor", "--power-model", model), 2, "levels of nesting")
        (self.folder / "run").mkdir()
        (self.folder / "run" / "run.json").write_text(100_000 * '{"a":')
        self.assert_one_line_error(self.run_program("report", "run"), 2, "run.json:1:", "levels of nesting")

    def test_pipes_in_place_of_files(self) -> None:
        os.mkfifo(self.folder / "pipe")
        self.assert_one_line_error(self.run_program("doctor", "--power-model", "pipe"), 2, "pipe: not a file")
        self.assert_one_line_error(self.run_program("report", "pipe"), 2, "pipe: not a file")
        self.assert_one_line_error(self.run_program("list", "--file", "pipe"), 2, "pipe: no such file")
        (self.folder / "interrupted").mkdir()
        os.mkfifo(self.folder / "interrupted" / "journal.jsonl")
        self.assert_one_line_error(self.run_program("resume", "interrupted"), 2, "journal.jsonl: not a file")

    def test_a_hotspot_file_of_many_megabytes(self) -> None:
        with (self.folder / "large.py").open("wb") as file:
            file.truncate(2_000_000_000)  # a hole: it takes no space
        result = self.run_program("list", "--file", "large.py")
        self.assert_one_line_error(result, 2, "large.py: 2000 MB; only files below 10 MB are read")

    def test_a_message_is_no_longer_than_a_page(self) -> None:
        for command in (("report",), ("claims",), ("resume",), ("list", "--file"), ("doctor", "--path.sysfs")):
            result = self.run_program(*command, "x" * 100_000)
            self.assert_one_line_error(result, 2, "bytes left out", "File name too long")
            self.assertLess(len(result.stderr), 5000)

    def test_report_of_nothing(self) -> None:
        self.assert_one_line_error(self.run_program("report", "nowhere"), 2, "nowhere")

    def test_resume_of_nothing(self) -> None:
        self.assert_one_line_error(self.run_program("resume", "nowhere"), 2, "nowhere")

    def test_corrupt_run_names_the_key(self) -> None:
        done = self.run_program("run", *SMALL, "--hotspot", "control/noop", "--quick", "--out", "run")
        self.assertEqual(done.returncode, 0, done.stderr)
        path = self.folder / "run" / "run.json"
        document = json.loads(path.read_text())
        document["plan"]["limits"]["precision"] = "tight"
        path.write_text(json.dumps(document))
        self.assert_one_line_error(self.run_program("report", "run"), 2, "run.json", "plan.limits.precision")
        document["schema_version"] = 1
        path.write_text(json.dumps(document))
        result = self.run_program("report", "run")
        self.assert_one_line_error(result, 2, "run.json", "cannot be compared with this version's", "measure again")
        path.write_text("{")
        self.assert_one_line_error(self.run_program("report", "run"), 2, "run.json")


if __name__ == "__main__":
    unittest.main()
