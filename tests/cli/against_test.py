"""The working tree against another revision of its repository, and what is left of that afterwards."""

import json
import os
import random
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path

from program import SMALL, ProgramTest, journal_entries, wait_until

FEW = [*SMALL, "--quick", "--min-rounds", "2", "--max-rounds", "2", "--out", "run"]

HOTSPOT = """\
import sys
from pathlib import Path

from greenbench import baseline, hotspot, variant

sys.path.append(str(Path(__file__).parents[1] / "lib"))
import steps

@hotspot("mine/count", default_size=2_000)
class Count:
    \"\"\"Numbers are counted. One after the other.\"\"\"

    def setup(self, n):
        self.n = n
        assert Path("data.txt").read_text() == "data\\n"

    @baseline
    def loop(self):
        return steps.loop(self.n)

    @variant
    def total(self):
        return sum(1 for _ in range(self.n))
"""

# Its answer does not change, but its cost does.
STEPS = """\
def loop(n):
    count = 0
    for _ in range({factor} * n):
        count += 1
    return count // {factor}
"""


class Repository(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        # A path with a link in it: git writes it without.
        self.top = self.folder / "real" / "toy"
        self.top.mkdir(parents=True)
        (self.folder / "link").symlink_to("real")
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self.environment = {**os.environ, "TMPDIR": str(self.temporary), "PYTHONDONTWRITEBYTECODE": "1"}
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Somebody")
        self.git("config", "user.email", "somebody@example.org")
        self.write("bench/mine.py", HOTSPOT)
        self.write("lib/steps.py", STEPS.format(factor=1))
        self.write("data.txt", "data\n")
        self.commit("first")

    def git(self, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=self.top, capture_output=True, text=True, check=True)
        return done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.top / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def here(self) -> Path:
        return self.folder / "link" / "toy"

    def greenbench(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [os.environ["GREENBENCH"], *arguments],
            cwd=self.here(),
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )

    def plan(self) -> dict:
        return json.loads((self.top / "run" / "run.json").read_text())["plan"]

    def hotspots(self) -> list[dict]:
        return json.loads((self.top / "run" / "run.json").read_text())["analysis"]["hotspots"]

    def assert_nothing_left(self) -> None:
        self.assertEqual(list(self.temporary.iterdir()), [])
        self.assertEqual(len(self.git("worktree", "list").splitlines()), 1)
        self.assertFalse((self.top / ".git" / "worktrees").exists())


class Commands(Repository):
    def test_old_and_new_take_turns_in_one_run(self) -> None:
        self.write("work.sh", "sleep 0.02\n")
        self.commit("work")
        self.write("work.sh", "sleep 0.06\n")
        result = self.greenbench("exec", *SMALL, "--quick", "--out", "run", "--against", "HEAD", "--", "sh", "work.sh")
        self.assertEqual(result.returncode, 0, result.stderr)
        (hotspot,) = self.hotspots()
        (comparison,) = hotspot["comparisons"]
        self.assertEqual(
            (comparison["baseline"], comparison["variant"], comparison["time_verdict"]),
            ("command:sh work.sh@HEAD", "command:sh work.sh", "costs"),
        )
        revisions = self.plan()["revisions"]
        head = self.git("rev-parse", "HEAD").strip()
        self.assertEqual((revisions["old_commit"], revisions["new_commit"], revisions["dirty"]), (head, head, True))
        self.assertIn("from the working tree at", result.stderr)
        self.assertIn("with changes that are not committed", (self.top / "run" / "report.md").read_text())
        self.assert_nothing_left()

    def test_each_command_is_compared_with_itself_below_the_current_folder(self) -> None:
        self.write("deep/tool", "#!/bin/sh\necho old > ../trace-of-old; exit 0\n")
        (self.top / "deep" / "tool").chmod(0o755)
        self.commit("tool")
        self.write("deep/tool", "#!/bin/sh\necho new > ../trace-of-new; exit 0\n")
        result = subprocess.run(
            [
                os.environ["GREENBENCH"],
                "exec",
                *FEW,
                "--against=main",
                "./tool",
                "./tool twice",
                'test "$PWD" = "$(pwd)"',
            ],
            cwd=self.here() / "deep",
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        run = json.loads((self.top / "deep" / "run" / "run.json").read_text())
        names = [[one["name"] for one in hotspot["variants"]] for hotspot in run["plan"]["hotspots"]]
        self.assertEqual(names[:2], [["./tool@main", "./tool"], ["./tool twice@main", "./tool twice"]])
        self.assertEqual(
            [hotspot["id"] for hotspot in run["plan"]["hotspots"]][1:], ["exec/commands/2", "exec/commands/3"]
        )
        self.assertTrue((self.top / "trace-of-new").exists())
        self.assertFalse((self.top / "trace-of-old").exists(), "the old one runs elsewhere")
        self.assert_nothing_left()

    def test_the_build_runs_in_both_with_paths_of_its_own(self) -> None:
        self.write("make.sh", 'cp data.txt built && chmod 500 . && echo "$PYTHONPATH"\n')
        self.write(".gitignore", "built\nrun\n")
        self.commit("build")
        self.write("data.txt", "other data\n")
        show = "import os; assert os.environ['PYTHONPATH'].startswith(os.getcwd()); print(open('built').read())"
        result = self.greenbench(
            "exec",
            *FEW,
            "--against=main",
            "--build=sh make.sh; chmod 700 .; mkdir -p keep && touch keep/x && chmod 500 keep",
            "--",
            "python3",
            "-c",
            show,
            PYTHONPATH=str(self.top / "lib"),
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual((self.top / "built").read_text(), "other data\n")
        (self.top / "keep").chmod(0o700)
        self.assert_nothing_left()
        failing = self.greenbench("exec", *FEW, "--against=main", "--build", "echo no compiler >&2; exit 3", "true")
        self.assertEqual(failing.returncode, 3)
        self.assertIn("--build at main exited with code 3, saying: no compiler", failing.stderr)
        self.assert_nothing_left()


class Hotspots(Repository):
    def measured(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.greenbench("run", *FEW, "bench/mine.py", "--against=main", *arguments, **more)

    def test_every_variant_is_compared_with_its_own_older_self(self) -> None:
        self.write("lib/steps.py", STEPS.format(factor=4))
        result = self.measured(PYTHONPATH=str(self.here() / "lib"))
        self.assertEqual(result.returncode, 0, result.stderr)
        loop, total, control = self.hotspots()
        self.assertEqual(
            (loop["id"], total["id"], control["id"]), ("mine/count/loop", "mine/count/total", "control/aa")
        )
        self.assertEqual(loop["comparisons"][0]["baseline"], "python:loop@main")
        self.assertEqual(loop["comparisons"][0]["variant"], "python:loop")
        # It is four times the work, and both import it from their own revision.
        self.assertLess(loop["comparisons"][0]["time"]["value"], 0.5)
        self.assertGreater(total["comparisons"][0]["time"]["value"], 0.5)
        again = (self.top / "run" / "report.md").read_text()
        head = self.git("rev-parse", "HEAD").strip()
        self.assertIn(f"--against {head}", again)
        self.assert_nothing_left()

    def test_another_answer_is_no_saving(self) -> None:
        self.write("lib/steps.py", STEPS.format(factor=1).replace("return count", "return 2 * count"))
        result = self.measured("--variant=loop")
        self.assertEqual(result.returncode, 3)
        self.assertIn(
            "mine/count/loop/python:loop@main and mine/count/loop/python:loop give different answers", result.stderr
        )
        self.assert_nothing_left()

    def test_a_package_that_would_be_the_new_one_on_both_sides_is_refused(self) -> None:
        text = HOTSPOT.replace('str(Path(__file__).parents[1] / "lib")', repr(str(self.top / "lib")))
        self.write("bench/mine.py", text)
        self.commit("search path")
        result = self.measured("--variant=loop")
        self.assertEqual(result.returncode, 3)
        self.assertIn("the old revision imports steps", result.stderr)
        self.assertIn("Path(__file__)", result.stderr)

    def test_what_is_new_is_a_note(self) -> None:
        self.write(
            "bench/mine.py", HOTSPOT + "\n    @variant\n    def length(self):\n        return len(range(self.n))\n"
        )
        result = self.measured("--variant=length,loop")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("mine/count: main has no python:length", result.stderr)
        self.write("bench/new.py", HOTSPOT.replace("mine/count", "mine/new"))
        nothing = self.greenbench("run", *FEW, "bench/new.py", "--against=main")
        self.assertEqual(nothing.returncode, 3)
        self.assertIn("mine/new: main has no such hotspot", nothing.stderr)
        self.assert_nothing_left()

    def test_it_cannot_be_continued(self) -> None:
        program = subprocess.Popen(
            [os.environ["GREENBENCH"], "run", *SMALL, "--out=run", "bench/mine.py", "--against=main"],
            cwd=self.here(),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: journal_entries(self.top / "run", "end") != [])
        program.send_signal(signal.SIGINT)
        self.assertEqual(program.wait(timeout=60), 130)
        self.assert_nothing_left()
        result = self.greenbench("resume", "run")
        self.assertEqual(result.returncode, 2)
        self.assertIn("the files of the other revision are gone", result.stderr)

    def test_wrong_words(self) -> None:
        run = ("run", *FEW, "bench/mine.py")
        cases = {
            "there is no such commit": (*run, "--against=nowhere"),
            "there is no such commit in": (*run, "--against=--upload-pack=x"),
            "--build: is for both revisions of --against": (*run, "--build=true"),
            "name one, as in mine.py": ("run", *FEW, "strings", "--against=main"),
            "--baseline: with --against": (*run, "--against=main", "--baseline=python:loop"),
            "--against: changes nothing with --once": ("exec", "--once", "--against=main", "true"),
        }
        for message, words in cases.items():
            with self.subTest(message=message):
                result = self.greenbench(*words)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertIn(message, result.stderr)
        outside = subprocess.run(
            [os.environ["GREENBENCH"], "exec", *FEW, "--against=main", "true"],
            cwd=self.temporary,
            env={**self.environment, "GIT_CEILING_DIRECTORIES": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        self.assertEqual(outside.returncode, 2)
        self.assertIn("is in no git repository", outside.stderr)
        self.assert_nothing_left()

    def test_a_branch_that_only_the_remote_has_is_named(self) -> None:
        head = self.git("rev-parse", "HEAD").strip()
        self.git("update-ref", "refs/remotes/origin/stable", head)
        result = self.greenbench("run", *FEW, "bench/mine.py", "--against=stable")
        self.assertEqual(result.returncode, 2)
        self.assertIn("do you mean origin/stable?", result.stderr)


LIBRARY = """\
#include <greenbench/hotspot.hpp>

#include "turns.hpp"

struct Work {
  explicit Work(std::uint64_t n) : n(n) {}
  std::uint64_t loop() const {
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < turns * n; ++i) sum = sum * 31 + (i ^ (sum >> 7));
    greenbench::do_not_optimize(sum);
    return n;
  }
  std::uint64_t n;
};

std::vector<greenbench::Hotspot> greenbench::hotspots() {
  return {greenbench::hotspot<Work>("mine/native", 20'000).baseline("loop", &Work::loop)};
}
"""
# As short as a run can be that may decide.
DECIDING = [*SMALL, "--min-rounds=6", "--max-rounds=6", "--out=run"]
BUDGET = """\
[[budget]]
hotspot = "mine/*"
against = "revision"
max_increase = { seconds = "400%" }
"""


class Gates(Repository):
    """Nothing here is close: what is dearer is 25 times as dear, and the budget allows five times as much."""

    def checked(self) -> tuple[int, list[str]]:
        (self.top / "energy.toml").write_text(BUDGET)
        result = self.greenbench("check", "run", "--json")
        return result.returncode, [one["outcome"] for one in json.loads(result.stdout)["findings"]]

    def test_a_dearer_revision_is_exceeded_a_comment_within_and_haste_undecided(self) -> None:
        self.write("lib/steps.py", "# a comment\n" + STEPS.format(factor=1))
        only = ["bench/mine.py", "--against=main", "--variant=loop"]
        self.assertEqual(self.greenbench("run", *DECIDING, *only).returncode, 0)
        self.assertEqual(self.checked(), (0, ["within"]))
        shutil.rmtree(self.top / "run")
        self.write("lib/steps.py", STEPS.format(factor=25))
        self.assertEqual(self.greenbench("run", *DECIDING, *only).returncode, 0)
        self.assertEqual(self.checked(), (1, ["exceeded"]))
        shutil.rmtree(self.top / "run")
        hasty = [*SMALL, "--min-rounds=2", "--max-rounds=2", "--out=run"]
        self.assertEqual(self.greenbench("run", *hasty, *only).returncode, 0)
        self.assertEqual(self.checked(), (4, ["undecided"]))

    def test_libraries_are_built_in_both(self) -> None:
        if os.environ.get("SANITIZER"):
            self.skipTest("the library is built without it")
        headers = Path(__file__).parents[2] / "workloads" / "library" / "include"
        build = f"c++ -O2 -std=c++17 -shared -fPIC -I '{headers}' native.cpp -o libnative.so"
        self.write("native.cpp", LIBRARY)
        self.write("turns.hpp", "constexpr int turns = 1;\n")
        self.write(".gitignore", "*.so\nrun\n")
        self.commit("library")
        self.write("turns.hpp", "constexpr int turns = 25;\n")
        result = self.greenbench("run", *DECIDING, "--file=libnative.so", "--against=main", f"--build={build}")
        self.assertEqual(result.returncode, 0, result.stderr)
        native = self.hotspots()[0]
        self.assertEqual((native["id"], native["comparisons"][0]["baseline"]), ("mine/native/loop", "cpp:loop@main"))
        self.assertLess(native["comparisons"][0]["time"]["value"], 0.5)
        self.assertEqual(self.checked(), (1, ["exceeded"]))
        self.assert_nothing_left()


class Endings(Repository):
    """Killed at moments drawn at random from the whole of a run, another seed each time."""

    def leavings(self) -> list[str]:
        found = subprocess.run(["pgrep", "-fx", "sleep 30[2-4]"], capture_output=True, text=True, check=False)
        left = [str(path) for path in self.temporary.iterdir() if "worker" not in path.name]
        if (self.top / ".git" / "worktrees").exists():
            left.append("worktree")
        return left + found.stdout.split()

    def test_killing_it_at_any_moment_leaves_nothing(self) -> None:
        seed = random.randrange(10**9)
        moments = random.Random(seed)
        parts = ["--setup=sleep 302 & sleep 0.1", "--build=sleep 0.1; sleep 0.2", "--prepare=sleep 0.1"]
        for attempt in range(12):
            ending = signal.SIGKILL if attempt % 3 else signal.SIGINT
            moment = moments.uniform(0.0, 2.0)
            with self.subTest(seed=seed, attempt=attempt, moment=moment, ending=ending):
                program = subprocess.Popen(
                    [
                        os.environ["GREENBENCH"],
                        "exec",
                        *FEW[:-1],
                        f"run{attempt}",
                        *parts,
                        "--against=main",
                        "sleep 303",
                    ],
                    cwd=self.here(),
                    env=self.environment,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                time.sleep(moment)
                program.send_signal(ending)
                program.wait(timeout=30)
                end = time.monotonic() + 20
                while self.leavings() and time.monotonic() < end:
                    time.sleep(0.05)
                self.assertEqual(self.leavings(), [])


if __name__ == "__main__":
    unittest.main()
