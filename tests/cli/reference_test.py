"""The man page and the completions of shells: that nothing is missing, and that their readers take them."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from program import PROGRAM, ProgramTest

FLAG = re.compile(r"^  (-\S+)", re.MULTILINE)
COMMAND = re.compile(r"^  ([a-z]+) ", re.MULTILINE)


def needs(tool: str) -> object:
    return unittest.skipUnless(shutil.which(tool), f"{tool} is not installed")


class Reference(ProgramTest):
    def printed(self, *arguments: str) -> str:
        result = self.run_program(*arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout

    def page(self, what: str) -> Path:
        path = self.folder / what
        path.write_text(self.printed("generate", what))
        return path

    def commands(self) -> list[str]:
        _, listed = self.printed("--help").split("Subcommands:\n")
        return COMMAND.findall(listed.split("\n\n")[0])

    def flags(self, command: str) -> set[str]:
        """Those that the help of a command shows, -h and --help apart."""
        help_text = self.printed(command, "--help")
        return {name for names in FLAG.findall(help_text) for name in names.split(",")}

    def accept(self, *command: str | Path) -> None:
        result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""), command)


class Completeness(Reference):
    def test_every_command_and_flag_of_the_help_is_in_every_page(self) -> None:
        man, bash, zsh, fish = (self.printed("generate", what) for what in ("man", "bash", "zsh", "fish"))
        self.assertIn("doctor", self.commands())
        for command in self.commands():
            section = re.search(rf"^\.SS {command}$(.*?)(?=^\.S[SH] |\Z)", man, re.MULTILINE | re.DOTALL).group(1)
            in_zsh = re.search(rf"^__greenbench_command_{command}\(\) {{$(.*?)^}}$", zsh, re.MULTILINE | re.DOTALL)
            pattern = r"\*" if command == "run" else command
            in_bash = re.search(rf"^ +{pattern}\)\n +flags='(.*?)'", bash, re.MULTILINE).group(1)
            in_fish = [line for line in fish.splitlines() if f"'__greenbench_command {command}'" in line]
            for flag in self.flags(command):
                name = rf" -{'l' if flag.startswith('--') else 's'} {re.escape(flag.lstrip('-'))} "
                self.assertIn(rf"\fB{flag}\fR".replace("-", r"\-"), section)
                self.assertIn(flag, in_bash.split())
                self.assertRegex(in_zsh.group(1), rf"'\*?{re.escape(flag)}[=\[]")
                self.assertTrue(any(re.search(name, line) for line in in_fish), (command, flag))

    def test_processes_that_the_program_starts_itself_are_in_none(self) -> None:
        for what in ("man", "bash", "zsh", "fish"):
            page = self.printed("generate", what).replace("\\-", "-")
            self.assertNotRegex(page, r"(--|-l )parent\b|(?<!server)(--| |-)latency\b|Internal")

    def test_another_page_is_refused(self) -> None:
        self.assert_one_line_error(self.run_program("generate", "zhs"), 2, "'zhs'", "did you mean zsh?")
        self.assert_one_line_error(self.run_program("generate"), 2, "WHAT")


class Readers(Reference):
    @needs("man")
    def test_man_has_no_warning(self) -> None:
        page = self.page("man")
        result = subprocess.run(
            ["man", "--warnings", "--encoding=UTF-8", "--local-file", page], capture_output=True, text=True, check=False
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("--fail-on-regression PERCENT", result.stdout)

    @needs("groff")
    def test_groff_has_no_warning(self) -> None:
        result = subprocess.run(
            ["groff", "-ww", "-man", "-Tutf8", self.page("man")], capture_output=True, text=True, check=False
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    @needs("mandoc")
    def test_mandoc_has_no_warning(self) -> None:
        result = subprocess.run(
            ["mandoc", "-Tlint", "-Wwarning", self.page("man")], capture_output=True, text=True, check=False
        )
        # The same program makes the same page on every day.
        found = [line for line in result.stdout.splitlines() if "missing date" not in line]
        self.assertEqual((found, result.stderr), ([], ""))

    @needs("zsh")
    def test_zsh_reads_its_completion(self) -> None:
        self.accept("zsh", "-f", "-n", self.page("zsh"))

    @needs("fish")
    def test_fish_reads_its_completion(self) -> None:
        self.accept("fish", "--no-execute", self.page("fish"))

    @needs("fish")
    def test_fish_completes(self) -> None:
        def completed(line: str) -> set[str]:
            script = f"source {self.page('fish')}; complete -C '{line}'"
            result = subprocess.run(
                ["fish", "--no-config", "-c", script], capture_output=True, text=True, cwd=self.folder, check=False
            )
            self.assertEqual(result.stderr, "")
            return {found.split("\t")[0] for found in result.stdout.splitlines()}

        self.assertEqual(completed("greenbench comp"), {"compare"})
        self.assertEqual(completed("greenbench list --vari"), {"--variants"})
        self.assertEqual(completed("greenbench compare --format t"), {"terminal"})
        self.assertEqual(completed("greenbench strings --langu"), {"--language"})


@needs("bash")
class Bash(Reference):
    def completed(self, *words: str) -> set[str]:
        """What is offered for the last of the words after the program's name, as bash splits them."""
        script = (
            'source "$1"; shift; COMP_WORDS=(greenbench "$@"); COMP_CWORD=$#; _greenbench; '
            'printf "%s\\n" "${COMPREPLY[@]}"'
        )
        result = subprocess.run(
            ["bash", "-u", "-c", script, "bash", str(self.script), *words],
            capture_output=True, text=True, cwd=self.folder, check=False,
        )  # fmt: skip
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return set(result.stdout.split("\n")) - {""}

    def setUp(self) -> None:
        super().setUp()
        self.script = self.page("bash")
        (self.folder / "my runs").mkdir()
        (self.folder / "mine.py").touch()

    def test_bash_reads_it(self) -> None:
        self.accept("bash", "-n", self.script)

    def test_commands_and_what_can_be_measured_come_first(self) -> None:
        self.assertEqual(self.completed("comp"), {"compare"})
        self.assertEqual(self.completed("strings/b"), {"strings/build", "strings/build_attribute"})
        self.assertLessEqual({"run", "help", "strings", "all", "mine.py"}, self.completed(""))
        self.assertEqual(self.completed("--ver"), {"--version"})

    def test_flags_of_the_command(self) -> None:
        self.assertEqual(self.completed("list", "--v"), {"--variants"})
        self.assertEqual(self.completed("run", "strings", "--art"), {"--article-size"})
        self.assertEqual(self.completed("strings", "--art"), {"--article-size"}, "run is meant")
        self.assertEqual(self.completed("--suite", "all", "--art"), {"--article-size"}, "run is meant")

    def test_values(self) -> None:
        self.assertEqual(self.completed("run", "--language", ""), {"python", "cpp"})
        self.assertEqual(self.completed("run", "--source", "p"), {"perf", "powercap"})
        self.assertEqual(self.completed("report", "--format", "p"), {"pyperf-json"})
        self.assertEqual(self.completed("report", "--format", "=", "p"), {"pyperf-json"})
        self.assertEqual(self.completed("compare", "--format", "p"), set())
        self.assertEqual(self.completed("list", "--suite", "st"), {"strings"})
        self.assertEqual(self.completed("run", "--margin", ""), set())
        self.assertEqual(self.completed("generate", "b"), {"bash"})
        self.assertEqual(self.completed("help", "res"), {"resume"})

    def test_files(self) -> None:
        self.assertEqual(self.completed("run", "--file", "mi"), {"mine.py"})
        self.assertEqual(self.completed("run", "mi"), {"mine.py"})
        self.assertEqual(self.completed("report", "my"), {"my runs"})
        self.assertEqual(self.completed("report", "la"), {"latest"})
        self.assertEqual(self.completed("compare", "my runs", "la"), {"latest"})


class Installed(Reference):
    def test_each_lies_where_its_reader_looks(self) -> None:
        build = Path(PROGRAM).parent
        if not (build / "CMakeCache.txt").exists() or not shutil.which("cmake"):
            self.skipTest("not beside its build")
        subprocess.run(["cmake", "--install", build, "--prefix", self.folder / "root"], capture_output=True, check=True)
        share = self.folder / "root" / "share"
        for what, file in (
            ("man", "man/man1/greenbench.1"),
            ("bash", "bash-completion/completions/greenbench"),
            ("zsh", "zsh/site-functions/_greenbench"),
            ("fish", "fish/vendor_completions.d/greenbench.fish"),
        ):
            self.assertEqual((share / file).read_text(), self.printed("generate", what))
        # The files that were installed are those that were described: no worker is asked.
        listed = subprocess.run(
            [self.folder / "root" / "bin" / "greenbench", "list"],
            env={**os.environ, "TMPDIR": "/nonexistent"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.assertEqual((listed.returncode, listed.stdout), (0, self.printed("list")))


if __name__ == "__main__":
    unittest.main()
