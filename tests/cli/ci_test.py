"""docs/ci.md, action.yml and scripts/ci_action.sh: what they name is there, and works outside of GitHub."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import unittest
from collections.abc import Iterator
from pathlib import Path

from emulated import EmulatedMachine
from program import PROGRAM, ProgramTest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "ci_action.sh"
PAGE = ROOT / "docs" / "ci.md"
ACTION = "OWNER/greenbench@COMMIT"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SURROUNDINGS = ["--allow-unoptimized", "--no-page", "--max-other-load", "10000%", "--seed", "1"]
# Two rounds give no interval: whatever the machine does, the findings are undecided.
TWO_ROUNDS = ["--min-rounds", "2", "--max-rounds", "2"]
SIX_ROUNDS = " ".join(["exec", *SURROUNDINGS, "--source", "estimate", "--runs", "6"])
PREVIEW = " ".join(["exec", *SURROUNDINGS, "--source", "estimate", "--quick", *TWO_ROUNDS])
WRAPPER = """#!/bin/sh
case $1 in
  exec | run) command=$1 && shift && exec '{program}' "$command" {machine} {limits} "$@" ;;
  doctor) exec '{program}' "$@" {machine} ;;
esac
exec '{program}' "$@"
"""
# In place of make and of the program that it builds.
MAKE = "#!/bin/sh\ncp parse.sh parse\n"
PARSE = "#!/bin/sh\ntest -f $1 && exec sleep 0.01\n"
# Lists comments as `gh api --jq` would after the filter, or notes what it was asked to write.
GH = """#!/bin/sh
case "$*" in
  *--jq*) printf '%s' "$FOUND_COMMENTS" ;;
  *) echo "$*" >asked.txt ;;
esac
"""

needs_yaml = unittest.skipUnless(importlib.util.find_spec("yaml"), "not available: needs yaml")


def parsed(text: str) -> dict:
    import yaml

    return yaml.safe_load(text)


def action() -> dict:
    return parsed((ROOT / "action.yml").read_text())


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCK.findall(PAGE.read_text()) if name == language]


def files_with_budgets() -> Iterator[tuple[dict, str]]:
    """Each file of the page for a CI, with the budgets that stand before it."""
    budgets = ""
    for language, text in BLOCK.findall(PAGE.read_text()):
        if language == "toml":
            budgets = text
        if language == "yaml":
            yield parsed(text), budgets


def is_of_github(document: dict) -> bool:
    return "jobs" in document


def jobs_of_github() -> Iterator[tuple[dict, str]]:
    for document, budgets in files_with_budgets():
        if is_of_github(document):
            yield from ((job, budgets) for job in document["jobs"].values())


def jobs_of_gitlab() -> Iterator[tuple[dict, str]]:
    for document, budgets in files_with_budgets():
        if not is_of_github(document):
            yield from ((job, budgets) for job in document.values())


def uses_of_action() -> Iterator[tuple[dict, str]]:
    for job, budgets in jobs_of_github():
        yield from ((step, budgets) for step in job["steps"] if step.get("uses") == ACTION)


@needs_yaml
class ActionFile(unittest.TestCase):
    def setUp(self) -> None:
        self.steps = action()["runs"]["steps"]

    def test_it_is_a_composite_action_with_what_github_requires(self) -> None:
        self.assertTrue({"name", "description", "inputs", "outputs", "runs"} <= action().keys())
        self.assertEqual(action()["runs"]["using"], "composite")
        for entry in (*action()["inputs"].values(), *action()["outputs"].values()):
            self.assertTrue(entry["description"])
        for step in self.steps:
            self.assertEqual(("uses" in step) + ("run" in step), 1, step)
            self.assertEqual("run" in step, "shell" in step, step)

    def test_no_input_gets_into_the_text_of_a_command(self) -> None:
        for step in self.steps:
            self.assertNotIn("${{", step.get("run", ""))

    def test_every_expression_names_what_there_is(self) -> None:
        text = (ROOT / "action.yml").read_text()
        self.assertEqual(set(re.findall(r"\binputs\.([\w-]+)", text)), set(action()["inputs"]))
        ids = [step["id"] for step in self.steps if "id" in step]
        self.assertLessEqual(set(re.findall(r"\bsteps\.([\w-]+)\.", text)), set(ids))
        self.assertEqual(len(ids), len(set(ids)))

    def test_the_commands_are_those_of_the_script(self) -> None:
        commands = [step["run"].split()[-1] for step in self.steps if "run" in step]
        self.assertEqual(commands, ["place", "install", "measure"])
        for step in self.steps:
            if "run" in step:
                self.assertIn('"$GITHUB_ACTION_PATH/scripts/ci_action.sh"', step["run"])


@needs_yaml
class FilesOfThePage(unittest.TestCase):
    def test_workflows_have_what_github_requires(self) -> None:
        workflows = [document for document, _ in files_with_budgets() if is_of_github(document)]
        self.assertEqual(len(workflows), 3)
        for workflow in workflows:
            # YAML 1.1 reads the key `on` as true.
            self.assertEqual(set(workflow), {"name", True, "permissions", "jobs"})
            self.assertEqual(workflow["permissions"], {"contents": "read"})
            for job in workflow["jobs"].values():
                self.check_job(job, workflow["jobs"])

    def check_job(self, job: dict, jobs: dict) -> None:
        self.assertTrue(job["runs-on"])
        self.assertIn(job.get("needs"), [None, *jobs])
        ids = {step["id"] for step in job["steps"] if "id" in step}
        self.assertLessEqual(set(re.findall(r"\bsteps\.([\w-]+)\.outputs", str(job))), ids)
        outputs = set(re.findall(r"\bsteps\.greenbench\.outputs\.([\w-]+)", str(job)))
        self.assertLessEqual(outputs, set(action()["outputs"]))
        for step in job["steps"]:
            self.assertEqual(("uses" in step) + ("run" in step), 1, step)
            self.assertNotIn("${{", step.get("run", ""))

    def test_the_action_gets_inputs_that_it_has(self) -> None:
        inputs = action()["inputs"]
        required = {name for name, entry in inputs.items() if entry.get("required")}
        found = list(uses_of_action())
        self.assertEqual(len(found), 3)
        for step, _ in found:
            self.assertLessEqual(set(step["with"]), set(inputs))
            self.assertLessEqual(required, set(step["with"]))

    def test_the_page_describes_each_input_and_output(self) -> None:
        rows = "\n".join(re.findall(r"^\| (`.*?) \|", PAGE.read_text(), re.MULTILINE))
        self.assertEqual(set(re.findall(r"`([\w-]+)`", rows)), set(action()["inputs"]) | set(action()["outputs"]))

    def test_who_may_write_runs_nothing_of_the_pull_request(self) -> None:
        writers = [job for job, _ in jobs_of_github() if "write" in job.get("permissions", {}).values()]
        self.assertEqual(len(writers), 1)
        for step in writers[0]["steps"]:
            self.assertNotIn("checkout", step.get("uses", ""))
            self.assertNotEqual(step.get("uses"), ACTION)

    def test_checkouts_fetch_the_commit_that_is_compared_with(self) -> None:
        for job, _ in jobs_of_github():
            for step in job["steps"]:
                if "origin/" in step.get("with", {}).get("against", ""):
                    (checkout,) = [
                        each for each in job["steps"] if each.get("uses", "").startswith("actions/checkout@")
                    ]
                    self.assertEqual(checkout["with"]["fetch-depth"], 0)
        for job, _ in jobs_of_gitlab():
            self.assertEqual(job["variables"]["GIT_DEPTH"], "0")

    def test_gitlab_passes_undecided_and_keeps_the_files_that_are_written(self) -> None:
        found = list(jobs_of_gitlab())
        self.assertEqual(len(found), 2)
        for job, _ in found:
            self.assertEqual(job["allow_failure"]["exit_codes"], [4])
            self.assertEqual(job["artifacts"]["when"], "always")
            self.assertIn(f"junit={job['artifacts']['reports']['junit']}", job["script"][-1])
            self.assertTrue(all(isinstance(line, str) for line in job["script"]))


class ToyRepository(EmulatedMachine):
    """A repository with a program that is built, two commits, and stand-ins for make, ./dev and gh in the PATH."""

    def setUp(self) -> None:
        super().setUp()
        self.top = self.folder / "toy"
        programs = self.folder / "bin"
        self.top.mkdir()
        programs.mkdir()
        self.outputs = self.folder / "outputs.txt"
        self.summary = self.folder / "summary.md"
        self.environment = {
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(self.outputs),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1",
        }
        for path, text in (
            (self.top / "parse.sh", PARSE),
            (self.top / "dev", "#!/bin/sh\n"),
            (self.top / "big.json", "{}\n"),
            (self.top / ".gitignore", "parse\n"),
            (programs / "make", MAKE),
            (programs / "sudo", '#!/bin/sh\nexec "$@"\n'),
            (programs / "gh", GH),
        ):
            path.write_text(text)
            path.chmod(0o755)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Somebody")
        self.git("config", "user.email", "somebody@example.org")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "first")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.git("commit", "--quiet", "--allow-empty", "--message", "second")

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], cwd=self.top, capture_output=True, check=True)

    def execute(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.top,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )

    def measure(self, arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The script with GREENBENCH as the tests have it, which is the variable that the action sets, too."""
        return self.execute(str(SCRIPT), "measure", **{"ARGUMENTS": arguments, **environment})

    def assert_outputs(self, **wanted: str) -> None:
        lines = self.outputs.read_text().splitlines() if self.outputs.exists() else []
        found = dict(line.split("=", maxsplit=1) for line in lines)
        self.assertEqual(found, {name.replace("_", "-"): value for name, value in wanted.items()})

    def budgets(self, *lines: str) -> None:
        (self.top / "energy.toml").write_text("\n".join(("[[budget]]", *lines, "")))


class Measure(ToyRepository):
    def test_within_is_0(self) -> None:
        self.budgets('against = "revision"', 'max_increase = { seconds = "9000%" }')
        result = self.measure(f"{SIX_ROUNDS} -- ./parse big.json", AGAINST="origin/main", BUILD="make -j2")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assert_outputs(run="greenbench-results/ci", exit_code="0", report="greenbench-results/ci/budgets.md")
        run = self.top / "greenbench-results" / "ci"
        self.assertEqual(self.summary.read_text().strip(), (run / "budgets.md").read_text().strip())
        self.assertIn("<testsuite", (run / "budgets.xml").read_text())
        again = self.measure(f"{SIX_ROUNDS} true")
        self.assertEqual(again.returncode, 2)
        self.assertIn("already holds a run", again.stderr)

    def test_exceeded_is_1_with_an_annotation(self) -> None:
        self.budgets('name = "short"', 'max_seconds = "1 us"')
        result = self.measure(f"{SIX_ROUNDS} 'sleep 0.01'", OUT="r")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("::error file=energy.toml,line=1,title=short%3A exceeded::", result.stdout)
        self.assert_outputs(run="r", exit_code="1", report="r/budgets.md")

    def test_undecided_is_4_or_a_warning(self) -> None:
        self.budgets("max_seconds = 9")
        result = self.measure(f"{PREVIEW} true", OUT="failing")
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assert_outputs(run="failing", exit_code="4", report="failing/budgets.md")
        self.outputs.unlink()
        result = self.measure(f"{PREVIEW} true", OUT="warning", UNDECIDED="warn")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("::warning title=greenbench::", result.stdout)
        self.assert_outputs(run="warning", exit_code="4", report="warning/budgets.md")

    def test_warn_lets_nothing_else_pass(self) -> None:
        self.budgets('max_seconds = "1 us"')
        exceeded = self.measure(f"{SIX_ROUNDS} 'sleep 0.01'", OUT="exceeded", UNDECIDED="warn")
        self.assertEqual(exceeded.returncode, 1, exceeded.stderr)
        self.budgets("max_seconds = 9")
        failed = self.measure(f"{SIX_ROUNDS} true false", OUT="failed", UNDECIDED="warn")
        self.assertEqual(failed.returncode, 3, failed.stderr)

    def test_a_failure_that_no_budget_names_is_one_all_the_same(self) -> None:
        self.budgets('variant = "true"', "max_seconds = 9")
        result = self.measure(f"{SIX_ROUNDS} true false", OUT="r")
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assert_outputs(run="r", exit_code="3", report="r/budgets.md")

    def test_what_cannot_be_judged_has_no_report(self) -> None:
        self.budgets("max_jouels = 9")
        result = self.measure(f"{PREVIEW} true", OUT="r")
        self.assertEqual(result.returncode, 2)
        self.assertIn("did you mean max_joules?", result.stderr)
        self.assert_outputs(run="r", exit_code="2")

    def test_a_run_that_a_signal_ended_is_not_judged(self) -> None:
        stub = self.folder / "bin" / "interrupted"
        stub.write_text(
            '#!/bin/sh\ntest "$1" = check && touch judged && exit\nmkdir r && echo {} >r/run.json\nexit 130\n'
        )
        stub.chmod(0o755)
        result = self.measure("exec true", OUT="r", GREENBENCH=str(stub))
        self.assertEqual(result.returncode, 130, result.stderr)
        self.assertTrue((self.top / "r" / "run.json").exists())
        self.assertFalse((self.top / "judged").exists())
        self.assert_outputs(run="r", exit_code="130")

    def test_wrong_inputs_are_2(self) -> None:
        self.budgets("max_seconds = 9")
        for arguments, more, part in (
            ("", {}, "begin with run or exec"),
            ("report latest", {}, "begin with run or exec, not with 'report'"),
            ("exec 'true", {}, "no closing quotation"),
            ("exec --no-such-flag true", {}, "--no-such-flag"),
            (f"{PREVIEW} true", {"AGAINST": "no-such-branch"}, "no such commit"),
            (f"{PREVIEW} true", {"UNDECIDED": "ignore"}, "undecided: fail or warn"),
            (f"{PREVIEW} true", {"OUT": "a\nexit-code=0"}, "a line break"),
        ):
            with self.subTest(arguments=arguments, more=more):
                result = self.measure(arguments, **more)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertIn(part, result.stderr)
                self.assertFalse((self.top / "greenbench-results").exists())

    def test_the_measured_command_does_not_find_the_inputs(self) -> None:
        self.budgets("max_seconds = 9")
        names = {"AGAINST": "HEAD", "BUILD": "true", "BUDGET": "energy.toml", "OUT": "r", "UNDECIDED": "fail"}
        command = f'test -z "{"".join(f"${name}" for name in ("ARGUMENTS", "GREENBENCH", *names))}"'
        result = self.measure(f"{PREVIEW} '{command}'", **names)
        self.assertEqual(result.returncode, 4, result.stdout + result.stderr)

    def test_nothing_in_an_input_is_executed(self) -> None:
        self.budgets("max_seconds = 9")
        touch = "$(touch pwned); touch pwned `touch pwned`"
        for more in ({"AGAINST": touch}, {"BUDGET": touch}, {"OUT": touch}, {"UNDECIDED": touch}):
            with self.subTest(more=more):
                self.measure(f"{PREVIEW} true", **more)
                self.assertFalse((self.top / "pwned").exists())
        # After -- they are words of the command, which no shell sees.
        result = self.measure(f"{PREVIEW} -- true {touch}", OUT="words")
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertFalse((self.top / "pwned").exists())
        for flag in ({"AGAINST": "--help"}, {"OUT": "--help"}, {"BUDGET": "--help"}):
            with self.subTest(flag=flag):
                self.assertNotIn("Usage:", self.measure(f"{PREVIEW} true", **flag).stdout)


class Install(ProgramTest):
    """In a tree whose ./dev installs a program that only knows --version."""

    DEV = """#!/bin/sh
    test -f "$(dirname "$0")/broken" && exit 1
    echo built >>"$BUILDS"
    mkdir -p "$2/bin" && printf '#!/bin/sh\\necho 1.0\\n' >"$2/bin/greenbench" && chmod +x "$2/bin/greenbench"
    """

    def setUp(self) -> None:
        super().setUp()
        self.tree = self.folder / "tree"
        (self.tree / "scripts").mkdir(parents=True)
        shutil.copy(SCRIPT, self.tree / "scripts")
        (self.tree / "dev").write_text(self.DEV)
        (self.tree / "dev").chmod(0o755)
        self.home = self.folder / "home"

    def script(self, command: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "GREENBENCH_CI_HOME": str(self.home),
            "DEV_SKIP_SETUP": "1",
            "BUILDS": str(self.folder / "builds"),
            "GITHUB_OUTPUT": str(self.folder / "outputs"),
        }
        command = [str(self.tree / "scripts" / "ci_action.sh"), command]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    def builds(self) -> int:
        return len((self.folder / "builds").read_text().splitlines())

    def installed(self) -> str:
        result = self.script("install")
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout.strip()

    def test_it_is_built_once_for_the_same_sources(self) -> None:
        places = self.script("place").stdout.splitlines()
        program = self.installed()
        self.assertEqual(places[0], f"place={Path(program).parents[2]}")
        self.assertEqual(subprocess.run([program], capture_output=True, text=True, check=True).stdout, "1.0\n")
        (self.tree / "build").mkdir()
        (self.tree / "build" / "made").touch()
        self.assertEqual(self.installed(), program)
        self.assertEqual(self.builds(), 1)
        self.assertEqual(
            (self.folder / "outputs").read_text().splitlines(),
            [*places, f"program={program}", f"program={program}"],
        )

    def test_other_sources_are_another_key(self) -> None:
        before = self.script("place").stdout
        self.assertEqual(self.script("place").stdout, before)
        (self.tree / "more.cpp").write_text("int x;\n")
        self.assertNotEqual(self.script("place").stdout, before)

    def test_what_was_cached_elsewhere_or_does_not_start_is_built_anew(self) -> None:
        self.installed()
        self.home.rename(self.folder / "moved")
        self.home = self.folder / "moved"
        program = Path(self.installed())
        self.assertEqual(self.builds(), 2)
        program.write_text("#!/bin/sh\nexit 127\n")
        self.installed()
        self.assertEqual(self.builds(), 3)

    def test_a_build_that_fails_is_not_taken_for_one(self) -> None:
        (self.tree / "broken").touch()
        for _ in range(2):
            result = self.script("install")
            self.assertNotEqual(result.returncode, 0)
            self.assertEqual(result.stdout, "")


@needs_yaml
class CommandsOfThePage(ToyRepository):
    """Two rounds each, on a machine with counters; the budgets are those of the page."""

    def setUp(self) -> None:
        super().setUp()
        self.wrapper = self.folder / "bin" / "greenbench"
        flags = (self.emulate(), [*SURROUNDINGS, *TWO_ROUNDS])
        machine, limits = (" ".join(f"'{flag}'" for flag in each) for each in flags)
        self.wrapper.write_text(WRAPPER.format(program=PROGRAM, machine=machine, limits=limits))
        self.wrapper.chmod(0o755)

    def environment_of_measure(self, given: dict) -> dict[str, str]:
        """What action.yml hands to its script, with its defaults."""
        values = {name: entry.get("default", "") for name, entry in action()["inputs"].items()} | given
        (measure,) = [step for step in action()["runs"]["steps"] if step.get("id") == "measure"]
        found = {}
        for name, text in measure["env"].items():
            (inputs,) = re.fullmatch(r"\$\{\{ inputs\.([\w-]+)(?: \|\| [\w.]+)? \}\}", text).groups()
            found[name] = values[inputs].replace("${{ github.base_ref }}", "main")
        return found

    def test_the_action_measures_what_its_inputs_say(self) -> None:
        for number, (step, budgets) in enumerate(uses_of_action()):
            with self.subTest(step=step):
                (self.top / "energy.toml").write_text(budgets)
                environment = self.environment_of_measure(step["with"] | {"out": f"run-{number}"})
                result = self.execute(str(SCRIPT), "measure", **(environment | {"GREENBENCH": str(self.wrapper)}))
                self.assertEqual(result.returncode, 0, result.stderr)
                report = f"run-{number}/budgets.md"
                self.assert_outputs(run=f"run-{number}", exit_code="4", report=report)
                self.assertIn("undecided", (self.top / report).read_text())
                self.outputs.unlink()

    def test_scripts_of_gitlab_end_with_the_code_that_is_allowed(self) -> None:
        for job, budgets in jobs_of_gitlab():
            with self.subTest(job=job):
                (self.top / "energy.toml").write_text(budgets)
                shutil.rmtree(self.top / "energy-run", ignore_errors=True)
                result = self.execute("bash", "-e", "-c", "\n".join(job["script"]))
                self.assertIn(result.returncode, job["allow_failure"]["exit_codes"], result.stderr)
                self.assertTrue((self.top / job["artifacts"]["paths"][0] / "budgets.md").is_file())
                self.assertIn("<skipped", (self.top / job["artifacts"]["reports"]["junit"]).read_text())

    def test_lines_for_a_shell_work(self) -> None:
        (self.top / "energy.toml").write_text(blocks("toml")[0])
        found = blocks("sh")
        self.assertEqual(len(found), 3)
        of_a_step, set_up, repeated = found
        result = self.execute("bash", "-e", "-c", of_a_step.replace("HEAD^1", "origin/main"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("::warning title=greenbench::", result.stdout)
        result = self.execute("bash", "-e", "-c", set_up)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("powercap", result.stdout)
        attempts = "1 2 3 4 5 6 7 8 9 10"
        self.assertIn(attempts, repeated)
        result = self.execute("bash", "-c", repeated.replace(attempts, "1 2"))
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertEqual(len(list((self.folder / "aa").glob("*/run.json"))), 2)

    def test_the_comment_is_made_once_and_then_updated(self) -> None:
        (script,) = [step for job, _ in jobs_of_github() for step in job["steps"] if "COMMENTS" in step.get("env", {})]
        (self.top / "budgets.md").write_text("## report\n")
        names = {"COMMENTS": "repos/me/toy/issues/7/comments", "REPOSITORY": "me/toy"}
        for found, asked in (
            ("", "api --method POST repos/me/toy/issues/7/comments --field body=@comment.md"),
            ("11\n12\n", "api --method PATCH repos/me/toy/issues/comments/12 --field body=@comment.md"),
        ):
            result = self.execute("bash", "-e", "-c", script["run"], FOUND_COMMENTS=found, **names)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual((self.top / "asked.txt").read_text().strip(), asked)
        self.assertEqual((self.top / "comment.md").read_text(), "<!-- greenbench -->\n## report\n")


if __name__ == "__main__":
    unittest.main()
