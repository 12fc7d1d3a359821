"""Standard output and standard error that cannot be written: messages are dropped, a lost report is an error."""

import contextlib
import os
import pty
import subprocess
import unittest

from program import PROGRAM, SMALL, ProgramTest

RUN = ["run", *SMALL, "--quick", "--hotspot", "control/noop", "--language", "cpp", "--min-rounds", "2",
       "--max-rounds", "2"]  # fmt: skip


class Streams(ProgramTest):
    def shell(self, redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs the program as a shell does that redirects its streams."""
        words = [str(PROGRAM), *map(str, arguments)]
        return subprocess.run(
            ["/bin/bash", "-c", f'"$@" {redirection}', "bash", *words],
            cwd=self.folder, capture_output=True, text=True, timeout=280, check=False,
        )  # fmt: skip

    def broken_pipe(self, *arguments: str) -> int:
        """The exit code with a reader of standard error that went away."""
        reading, writing = os.pipe()
        os.close(reading)
        try:
            return subprocess.run(
                [PROGRAM, *map(str, arguments)], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=writing,
                timeout=280, check=False,
            ).returncode  # fmt: skip
        finally:
            os.close(writing)

    def test_a_run_is_saved_whatever_becomes_of_its_messages(self) -> None:
        for number, redirection in enumerate(["2>/dev/full", "2>&-", "2>/dev/full >/dev/null"]):
            result = self.shell(redirection, *RUN, "--out", f"run{number}")
            self.assertEqual(result.returncode, 0, redirection)
            self.assertEqual(len(self.saved_run(f"run{number}")["hotspots"]), 2)
        self.assertEqual(self.broken_pipe(*RUN, "--out", "piped"), 0)
        self.assertEqual(len(self.saved_run("piped")["hotspots"]), 2)

    def test_a_report_that_cannot_be_printed_is_an_error_after_the_run_is_saved(self) -> None:
        for number, redirection in enumerate([">/dev/full", ">&-", ">&- 2>&-"]):
            result = self.shell(redirection, *RUN, "--out", f"run{number}")
            self.assertEqual(result.returncode, 3, redirection)
            self.assertEqual(len(self.saved_run(f"run{number}")["hotspots"]), 2)
            self.assertEqual(
                sorted(file.name for file in (self.folder / f"run{number}").iterdir()),
                ["report.md", "run.json", "samples.csv"],
                "nothing of the report went anywhere else",
            )

    def on_a_terminal(self, *arguments: str, **environment: str) -> bytes:
        """What a terminal is sent, by standard output and standard error together."""
        variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
        try:
            screen, terminal = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal can be made here: {error}")
        process = subprocess.Popen(
            [PROGRAM, *map(str, arguments)], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=terminal,
            stderr=terminal, env={**variables, **environment},
        )  # fmt: skip
        os.close(terminal)
        shown = b""
        with open(screen, "rb", buffering=0) as file, contextlib.suppress(OSError):  # its end is an error
            while chunk := file.read(65536):
                shown += chunk
        self.assertEqual(process.wait(timeout=280), 0)
        return shown

    def test_a_terminal_gets_colours_unless_it_or_its_user_wants_none(self) -> None:
        shown = self.on_a_terminal(*RUN, "--out", "run", TERM="xterm")
        self.assertIn(b"\x1b[K", shown, "a line of progress that is cleared")
        self.assertIn(b"\x1b[", self.on_a_terminal("report", "run", TERM="xterm"))
        for environment in ({"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}):
            self.assertNotIn(b"\x1b", self.on_a_terminal("report", "run", **environment), environment)
        self.assertNotIn(b"\x1b", self.on_a_terminal(*RUN, "--out", "dumb", TERM="dumb"))

    def test_every_command_keeps_its_exit_code(self) -> None:
        self.assertEqual(self.shell("", *RUN, "--out", "run").returncode, 0)
        (self.folder / "page.md").write_text(
            '<!-- greenbench:table hotspot="control/noop" columns="time" -->\nstale\n<!-- greenbench:end -->\n'
        )
        (self.folder / "damaged").mkdir()
        for arguments in (
            ["list"], ["report", "run"], ["compare", "run", "run"], ["docs", "--check", "page.md", "--run", "run"],
            ["report", "damaged"], ["run", "--hotspot", "strings/no_such"], ["--no-such-flag"], ["--version"],
        ):  # fmt: skip
            said = self.shell("", *arguments)
            for redirection in ("2>/dev/full", "2>&-"):
                self.assertEqual(self.shell(redirection, *arguments).returncode, said.returncode, (arguments, said))
            self.assertEqual(self.broken_pipe(*arguments), said.returncode, arguments)


if __name__ == "__main__":
    unittest.main()
