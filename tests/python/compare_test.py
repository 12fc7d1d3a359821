"""greenbench.compare(): functions by import and by fork, what is refused, and what a result can do."""

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

from package import PACKAGE, TOTAL_WATTS, PackageTest, wait_until

WORDS = """
    def make(size):
        return [str(number) for number in range(size)]

    def concat(words):
        text = ""
        for word in words:
            text += word
        return text

    def join(words):
        return "".join(words)

    def wrong(words):
        return "x"

    def sort(words):
        words.sort()
        return len(words)

    def read_sorted(words):
        return len(sorted(words))

    def lazy(words):
        return (word for word in words)

    def eager(words):
        return list(words)

    class Parsers:
        @staticmethod
        def first(words):
            return words[0]

    async def coroutine(words):
        return words[0]

    def busy_twice(size):
        return busy(2 * size) // 2

    def busy(size):
        total = 0
        for number in range(size):
            total += 1
        return total
"""
QUICK = "setup=words.make, size=2_000, quick=True, seed=1, flags=['--min-region', '1ms', '--max-other-load=10000%']"


class Comparing(PackageTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("words.py", WORDS)

    def answer(self, expression: str, prelude: str = "", **options: object) -> subprocess.CompletedProcess[str]:
        """Of a script that evaluates the expression and prints it, or what it raises."""
        return self.run_python(
            f"""\
import json
import sys

import greenbench
import words
{prelude}
if __name__ == "__main__":
    try:
        print({expression})
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
""",
            **options,
        )


class ByImport(Comparing):
    def test_costs_ratios_and_verdicts_of_functions_of_a_module(self) -> None:
        environment = self.emulated_environment()
        # Twice the work, so that the verdict is not a close one.
        prelude = """
def shown(result):
    one = result["busy"]
    return json.dumps({
        "names": list(result), "baseline": result.baseline.name, "provenance": result.provenance,
        "verdict": [one.energy_verdict, one.time_verdict], "energy": one.energy, "time": one.time,
        "watts": one.watts, "first": result["busy_twice"].energy, "warnings": result.warnings,
    })
"""
        done = self.answer(
            "shown(greenbench.compare(words.busy_twice, words.busy, setup=int, size=30_000, seed=1))",
            prelude,
            environment=environment,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        self.assertEqual(found["names"], ["busy_twice", "busy"])
        self.assertEqual((found["baseline"], found["first"], found["provenance"]), ("busy_twice", None, "measured"))
        self.assertEqual(found["verdict"][1], "saves")
        self.assertIn(found["verdict"][0], ("saves", "inconclusive"))
        self.assert_about_twice(found["time"])
        with self.unless_starved():
            if found["energy"] is None:
                self.assertRegex("\n".join(found["warnings"]), "(?m)^Below resolution: .* busy")
                self.skipTest("an emulated counter stood still for a whole repetition")
            self.assert_about_twice(found["energy"])
            self.assertAlmostEqual(found["watts"][0], TOTAL_WATTS, delta=0.02 * TOTAL_WATTS)

    def assert_about_twice(self, ratio: tuple[float, float, float]) -> None:
        value, low, high = ratio
        self.assertLess(low, value)
        self.assertLess(value, high)
        self.assertTrue(1.2 < value < 4, value)

    def test_what_is_refused_and_what_to_do(self) -> None:
        for call, expected in (
            ("words.concat, words.wrong", r"ComparisonFailed: .*concat and .*wrong give different answers: "),
            ("words.read_sorted, words.sort", r"ComparisonFailed: .*sort changes its argument so .*pass fresh=True$"),
            ("words.eager, words.lazy", r"ComparisonFailed: .*lazy returns a generator, .*pass consume=list$"),
            ("words.join, words.Parsers", r"ComparisonFailed: .*Parsers.*takes no arguments"),
        ):
            with self.subTest(call):
                done = self.answer(f"greenbench.compare({call}, {QUICK})")
                self.assertRegex(done.stdout.strip(), expected, done.stderr)
        self.assertEqual(list(self.folder.glob("greenbench-*")), [])

    def test_a_static_method_a_check_a_mapping_and_functions_of_the_script_itself(self) -> None:
        prelude = """
def last(words):
    return words[-1]

def length(text):
    return 1
"""
        call = f"greenbench.compare({{'first': words.Parsers.first, 'last': last}}, check=length, {QUICK})"
        done = self.answer(f"list({call})", prelude)
        self.assertEqual(done.stdout, "['first', 'last']\n", done.stderr)

    def test_fresh_arguments_and_consumed_generators(self) -> None:
        for call in ("words.read_sorted, words.sort, fresh=True", "words.eager, words.lazy, consume=list"):
            with self.subTest(call):
                done = self.answer(f"list(greenbench.compare({call}, {QUICK}))")
                self.assertTrue(done.stdout.startswith("['"), done.stdout + done.stderr)

    def test_a_script_without_a_guard_is_told_to_have_one(self) -> None:
        done = self.run_python("""
            import greenbench

            def one():
                return 1

            def other():
                return 1

            greenbench.compare(one, other, quick=True)
        """)
        self.assertEqual(done.returncode, 1)
        self.assertIn('call it below if __name__ == "__main__":', done.stderr)

    def test_wrong_arguments(self) -> None:
        for call, expected in (
            ("words.join", "ValueError: compare() compares 2 to 100 functions; it was given 1"),
            (
                "words.join, words.coroutine",
                "TypeError: coroutine is a coroutine function: compare a function that runs",
            ),
            ("words.join, 'words'", "TypeError: str is str, which cannot be called"),
            ("{'a b': words.join, 'c': words.concat}", "ValueError: 'a b' cannot name a function"),
            ("{'setup': words.join, 'c': words.concat}", "ValueError: setup is a name of a hotspot's own methods"),
            ("words.join, words.concat, size=3", "ValueError: size is what setup(size) gets: give setup, too"),
            ("words.join, words.concat, fresh=True", "ValueError: fresh calls setup() before every call"),
            ("words.join, words.concat, source='foo'", "ValueError: --source: unknown source 'foo'"),
            ("words.join, words.concat, source='nvml'", "CannotMeasure: no energy source can be read here; nvml: "),
            (
                "words.join, words.concat, flags='--quick'",
                'TypeError: flags: a list of texts, as in ["--min-region", "20ms"], not',
            ),
            ("words.join, words.concat, flags=['--min-regoin=1s']", "ValueError: unknown flag --min-regoin; did you"),
            ("words.join, words.concat, flags=['--help']", "ValueError: flags: with --help nothing is measured"),
            (
                "words.join, words.concat, name='Words'",
                "HotspotError: the id 'Words' must be \"suite/name\" in lower-case",
            ),
        ):
            with self.subTest(call):
                done = self.answer(f"greenbench.compare({call})")
                self.assertTrue(done.stdout.startswith(expected), done.stdout + done.stderr)

    def test_ctrl_c_leaves_no_process_and_no_folder(self) -> None:
        script = self.write(
            "program.py",
            """
            import greenbench
            import words

            if __name__ == "__main__":
                greenbench.compare(words.concat, words.join, setup=words.make, size=20_000, precision=0.0001)
        """,
        )
        environment = {"PYTHONPATH": PACKAGE, "TMPDIR": str(self.folder), "PATH": "/usr/bin:/bin"}
        process = subprocess.Popen(
            [sys.executable, str(script)],
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=environment,
            text=True,
            start_new_session=True,
        )
        self.addCleanup(process.kill)
        wait_until(lambda: any(self.folder.glob("greenbench-compare-*/run/journal.jsonl")))
        time.sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        error = process.communicate(timeout=60)[1]
        self.assertIn("KeyboardInterrupt", error)
        self.assertEqual(process.returncode, -signal.SIGINT, error)
        wait_until(lambda: not processes_of_session(process.pid), seconds=20)
        self.assertEqual(list(self.folder.glob("greenbench-*")), [])


def processes_of_session(session: int) -> list[str]:
    """The command lines of those that are left; each has its session in the sixth field of proc(5)'s stat."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, its_session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append((stat.parent / "cmdline").read_text())
    return found


class ByFork(Comparing):
    def test_lambdas_and_closures(self) -> None:
        prelude = """
def closure(count):
    return lambda: sum(range(count))

def shown(result):
    return json.dumps([list(result), [text for text in result.warnings if "fork" in text]])
"""
        done = self.answer(
            "shown(greenbench.compare(closure(1000), lambda: sum(number for number in range(1000)), quick=True))",
            prelude,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        names, warnings = json.loads(done.stdout)
        self.assertEqual(names, ["function_1", "function_2"])
        self.assertEqual(len(warnings), 1, "the layout of memory is that of one process")

    def test_what_the_callers_program_has_left_to_do_is_done_once(self) -> None:
        done = self.run_python("""
            import atexit
            import sys

            import greenbench

            atexit.register(print, "at exit")
            sys.stdout.write("buffered, ")
            greenbench.compare({"a": lambda: 1, "b": lambda: 1}, quick=True)
            print("done")
        """)
        self.assertEqual(done.stdout, "buffered, done\nat exit\n", done.stderr)

    def test_a_failing_lambda_is_named_with_its_error(self) -> None:
        done = self.answer("greenbench.compare({'a': lambda: 1, 'b': lambda: 1 / 0}, quick=True)")
        self.assertRegex(done.stdout, "^ComparisonFailed: .*b: ZeroDivisionError: division by zero")

    def test_a_process_with_other_threads_is_not_forked(self) -> None:
        prelude = """
import threading
threading.Thread(target=threading.Event().wait, name="waiter", daemon=True).start()
"""
        done = self.answer("greenbench.compare({'a': lambda: 1, 'b': lambda: 1}, quick=True)", prelude)
        self.assertEqual(
            done.stdout,
            "RuntimeError: a, b cannot be imported by another process, and this one cannot be forked: this process has "
            "2 threads (waiter). Define the functions in a module or a file\n",
        )

    def test_threads_are_no_matter_where_functions_are_imported(self) -> None:
        prelude = """
import threading
threading.Thread(target=threading.Event().wait, name="waiter", daemon=True).start()
"""
        done = self.answer(f"list(greenbench.compare(words.concat, words.join, {QUICK}))", prelude)
        self.assertEqual(done.stdout, "['concat', 'join']\n", done.stderr)


HAS_PANDAS = importlib.util.find_spec("pandas") is not None
WHAT_A_RESULT_GIVES = """
import html.parser

class Rows(html.parser.HTMLParser):
    count = 0
    def handle_starttag(self, tag, attributes):
        self.count += tag == "tr"

def saved(result):
    result.save("kept")
    try:
        result.save("kept")
    except FileExistsError:
        return "kept once"

def frame(result):
    frame, join = result.to_pandas(), result["join"]
    first = frame.loc["concat"]
    return [
        list(frame.index), bool(first["is_baseline"]), bool(first.isna()["energy"]),
        bool(frame.loc["join", "joules_low"] == join.joules.low),
        frame.loc["join", "energy_verdict"] == join.energy_verdict,
    ]

def given(result):
    rows = Rows()
    rows.feed(result._repr_html_())
    return json.dumps({
        "saved": saved(result), "rows": rows.count, "text": str(result), "shown": repr(result),
        "frame": frame(result) if HAS_PANDAS else None,
    })
"""


class Results(Comparing):
    """One comparison serves them all: each takes seconds."""

    def test_what_a_result_gives_and_the_run_that_it_saves(self) -> None:
        call = f"greenbench.compare(words.concat, words.join, name='strings/words', {QUICK})"
        done = self.answer(f"given({call})", f"HAS_PANDAS = {HAS_PANDAS}\n{WHAT_A_RESULT_GIVES}")
        self.assertEqual(done.returncode, 0, done.stderr)
        given = json.loads(done.stdout)
        self.assertEqual((given["saved"], given["rows"]), ("kept once", 3))
        self.assertTrue(given["text"].startswith("greenbench 0."), given["text"])
        self.assertRegex(given["shown"], r"^<Comparison concat: baseline, join: \w+; estimated>$")
        if HAS_PANDAS:
            self.assertEqual(given["frame"], [["concat", "join"], True, True, True, True])
        self.assert_kept_is_a_run_for_every_command()

    def assert_kept_is_a_run_for_every_command(self) -> None:
        claims = self.write(
            "claims.toml",
            """
            [[claim]]
            id = "join_time"
            sentence = "join takes less time."
            source = "A test"
            hotspot = "strings/words"
            variant = "python:join"
            baseline = "python:concat"
            metric = "time"
            order = "less"
        """,
        )
        page = self.write("page.md", '<!-- greenbench:table hotspot="strings/words" -->\n<!-- greenbench:end -->\n')
        report = self.run_program("report", "kept")
        self.assertEqual(report.returncode, 0, report.stderr)
        self.assertIn("strings/words, n = 2,000", report.stdout)
        for arguments in (("compare", "kept", "kept"), ("docs", page, "--run", "kept")):
            with self.subTest(arguments):
                result = self.run_program(*arguments)
                self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        result = self.run_program("claims", "kept", "--file", claims)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        again = self.run_program("run", "--file", "kept/compare.py", "--quick", "--no-page", "--out", "again")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.saved_run("again")["hotspots"][0]["id"], "strings/words")
        self.assertNotIn("/greenbench-compare-", (self.folder / "kept" / "run.json").read_text())
        self.assertNotIn("/greenbench-compare-", (self.folder / "kept" / "report.md").read_text())


if __name__ == "__main__":
    unittest.main()
