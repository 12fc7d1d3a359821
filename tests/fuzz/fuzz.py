"""Mutates what the program reads, and sees that each text is taken or refused with a sentence.

    python -I tests/fuzz/fuzz.py --driver BUILD/tests/fuzz/greenbench_fuzz_driver --program BUILD/greenbench \\
        --seconds 20

Most texts go to the driver, which takes many in one process; some to the program itself. A finding is saved, with the
numbers that make it again: --seed S --only KIND/NUMBER.
"""

import argparse
import os
import resource
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
from mutations import mutated
from seeds import SEPARATOR, seeds

TESTS = Path(__file__).resolve().parent.parent
MOST_BYTES = 1_000_000_000
"""Of memory, whatever is read."""
MEASURES_MEMORY = not os.environ.get("SANITIZER")
MOST_SECONDS = 10
SLOW_SECONDS = 1
EXIT_CODES = (0, 1, 2, 3, 4, 130)
FORBIDDEN = ("std::", "basic_string", "Unable to cast", "boost::", "json.exception", "Traceback", "Sanitizer")
FORMATS = ("terminal", "markdown", "json", "csv")
WORDS = (
    "generate",
    *(
        "run",
        "list",
        "report",
        "compare",
        "claims",
        "check",
        "docs",
        "resume",
        "doctor",
        "--help",
        "--version",
        "--json",
    ),
    *("--suite", "--hotspot", "--precision", "--min-rounds", "--max-rounds", "--time-limit", "--seed", "--size"),
    *("--baseline", "--carbon", "--pue", "--rate", "--margin", "--level", "--format", "--file", "--out", "--check"),
    *("strings", "python:join", "2%", "-1", "", "1e308", "nan", "9" * 30, "\udcff", "x" * 5000, "%n", "DEU"),
)
SPEAK = """
import os

for number in range(1, 30):
    try:
        os.write(number, WORDS)
    except OSError:
        pass
"""


class FindingError(Exception):
    """What is wrong, in a line."""


class Driver:
    """The process that takes texts, started anew after it has died."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        def limit_memory() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        return subprocess.Popen(
            [self.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            preexec_fn=limit_memory if MEASURES_MEMORY else None,
        )

    def take(self, kind: str, text: bytes) -> bool:
        """Whether it was not refused."""
        if self.process is None:
            self.process = self.start()
        process = self.process
        try:
            process.stdin.write(f"{kind} {len(text)}\n".encode() + text)
            process.stdin.flush()
            ready = select.select([process.stdout], [], [], MOST_SECONDS)[0]
            answer = process.stdout.readline().decode(errors="replace") if ready else ""
        except BrokenPipeError:
            ready, answer = [process.stdout], ""
        if answer in ("taken\n", "refused\n"):
            return answer == "taken\n"
        if answer:
            raise FindingError(answer.strip())
        if not ready:
            process.kill()
        status = process.wait()
        self.process = None
        raise FindingError(f"ended with {status}" if ready else f"took more than {MOST_SECONDS} s")

    def close(self) -> None:
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()


class Program:
    """The real program, a process for each text."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder

    def run(self, *arguments: str) -> None:
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                [self.path, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
            )
            usage = self.wait(process)
            errors.seek(0)
            said = errors.read().decode(errors="replace")
        if process.returncode not in EXIT_CODES:
            raise FindingError(f"{arguments}: ended with {process.returncode}: {said[-200:]}")
        if any(part in said for part in FORBIDDEN):
            raise FindingError(f"{arguments}: said {said[:300]}")
        if MEASURES_MEMORY and usage.ru_maxrss * 1024 > MOST_BYTES:
            raise FindingError(f"{arguments}: used {usage.ru_maxrss // 1024} MiB")

    @staticmethod
    def wait(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
        """Its own usage, which subprocess does not tell."""
        end = time.monotonic() + 3 * MOST_SECONDS  # it starts processes of its own
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                return usage
            if time.monotonic() > end:
                process.kill()
                process.wait()
                raise FindingError(f"{process.args[1:]}: took more than {3 * MOST_SECONDS} s")
            time.sleep(0.002)

    def write_run(self, name: str, text: bytes) -> None:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        document, _, samples = text.partition(SEPARATOR)
        (folder / "run.json").write_bytes(document)
        (folder / "samples.csv").write_bytes(samples)

    def take(self, kind: str, text: bytes, right_run: bytes, random: Random) -> None:
        getattr(self, kind)(text, right_run, random)

    def report(self, text: bytes, _: bytes, random: Random) -> None:
        self.write_run("run", text)
        carbon = ("--carbon", "DEU") if len(text) % 2 else ()
        self.run("report", "run", "--format", random.choice(FORMATS), *carbon)

    def compare(self, text: bytes, right_run: bytes, random: Random) -> None:
        self.write_run("run", text)
        self.write_run("right", right_run)
        self.run("compare", *random.sample(("run", "right"), 2), "--fail-on-regression", "5%")

    def checked_claims(self, text: bytes, right_run: bytes, _: Random) -> None:
        self.write_run("right", right_run)
        (self.folder / "claims.toml").write_bytes(text)
        self.run("claims", "right", "--file", "claims.toml", "--strict")

    def checked_budgets(self, text: bytes, right_run: bytes, random: Random) -> None:
        self.write_run("right", right_run)
        (self.folder / "energy.toml").write_bytes(text)
        self.run("check", "right", "--format", random.choice(("terminal", "markdown", "json", "junit", "github")))

    def docs(self, text: bytes, right_run: bytes, random: Random) -> None:
        self.write_run("right", right_run)
        name = random.choice(("page.md", "page.rst"))
        (self.folder / name).write_bytes(text)
        self.run("docs", name, "--run", "right", "--check")

    def resume(self, text: bytes, _: bytes, random: Random) -> None:
        """Of a run whose header is wrong, so that nothing is measured."""
        folder = self.folder / "journal"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "journal.jsonl").write_bytes(text[: random.randrange(1000)] + b"\n")
        self.run("resume", "journal")

    def hotspot_file(self, text: bytes, _: bytes, random: Random) -> None:
        """A file that speaks for its worker: whatever is open is written to."""
        words = random.choice((text, text * 2, text.rstrip(b"\n")))
        (self.folder / "mine.py").write_text(f"WORDS = {words!r}\n{SPEAK}")
        self.run("list", "--file", "mine.py")

    def model_file(self, text: bytes, _: bytes, __: Random) -> None:
        (self.folder / "model.toml").write_bytes(text)
        self.run("doctor", "--json", "--power-model", "model.toml")

    def command_line(self, _: bytes, __: bytes, random: Random) -> None:
        """Nothing that measures or calibrates for long: an impossible flag stands at the end."""
        words = random.choices(WORDS, k=random.randrange(6))
        self.run(*(word.replace("\0", "") for word in words), "--no-such-flag")


TEXTS_OF = {
    "report": "run",
    "compare": "run",
    "checked_claims": "claims",
    "checked_budgets": "budgets",
    "docs": "page",
    "resume": "journal",
    "hotspot_file": "message",
    "model_file": "power_model",
    "command_line": "value",
}
"""What the program is given: texts of which kind."""


@dataclass
class Fuzzer:
    driver: Driver
    program: Program
    seed: int
    save: Path
    texts: dict[str, list[bytes]] = field(default_factory=lambda: seeds(TESTS))
    counts: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "none")

    def take(self, kind: str, number: int) -> None:
        """One text, which depends on nothing but the seed, the kind and the number."""
        random = Random(f"{self.seed}/{kind}/{number}")
        text = mutated(random.choice(self.texts[TEXTS_OF.get(kind, kind)]), random)
        begin = time.monotonic()
        try:
            if kind in TEXTS_OF:
                self.program.take(kind, text, self.texts["run"][0], random)
            else:
                self.taken[kind] += self.driver.take(kind, text)
        except FindingError as finding:
            self.save.mkdir(parents=True, exist_ok=True)
            (self.save / f"{kind}-{self.seed}-{number}").write_bytes(text)
            self.findings.append(f"--seed {self.seed} --only {kind}/{number}: {finding}")
            print(f"finding: {self.findings[-1]}", flush=True)
        self.counts[kind] += 1
        seconds = time.monotonic() - begin
        self.slowest = max(self.slowest, (seconds, f"{kind}/{number}"))
        if seconds > SLOW_SECONDS and kind not in TEXTS_OF:
            print(f"slow: {kind}/{number} took {seconds:.1f} s", flush=True)

    def run(self, kinds: list[str], seconds: float, count: int) -> None:
        """Of 100 texts one goes to the program: it costs as much as dozens in the driver."""
        end = time.monotonic() + seconds
        inside = [kind for kind in kinds if kind not in TEXTS_OF]
        outside = [kind for kind in kinds if kind in TEXTS_OF]
        for number in range(count):
            if time.monotonic() > end or len(self.findings) >= 20:
                break
            turn = outside if not inside or (number % 100 == 99 and outside) else inside
            self.take(turn[(number // 100 if turn is outside and inside else number) % len(turn)], number)

    def summary(self) -> str:
        inside = (f"{kind} {self.counts[kind]}, of which taken {self.taken[kind]}" for kind in sorted(self.taken))
        outside = (f"{kind} {self.counts[kind]}" for kind in sorted(self.counts) if kind in TEXTS_OF)
        seconds, which = self.slowest
        slowest = f"the slowest, {which}, took {seconds:.2f} s"
        kinds = "\n".join(("to the driver:", *inside, "to the program:", *outside))
        return f"{kinds}\n{sum(self.counts.values())} texts; {slowest}; {len(self.findings)} findings"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--driver", type=Path, required=True)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--count", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--kinds", type=lambda text: text.split(","), help="as in run,claims,report (all)")
    parser.add_argument("--without", type=lambda text: text.split(","), default=[], help="kinds to leave out")
    parser.add_argument("--only", help="KIND/NUMBER of one text")
    parser.add_argument("--save", type=Path, default=Path("fuzz-findings"), help="folder for the texts of findings")
    given = parser.parse_args()
    if given.seconds == float("inf") and given.count == sys.maxsize and not given.only:
        parser.error("name --seconds or --count")
    folder = Path(tempfile.mkdtemp(prefix="greenbench-fuzz-"))
    driver = Driver(given.driver.resolve())
    fuzzer = Fuzzer(driver, Program(given.program.resolve(), folder), given.seed, given.save)
    print(f"seed {given.seed}", flush=True)
    try:
        if given.only:
            kind, _, number = given.only.partition("/")
            fuzzer.take(kind, int(number))
        else:
            kinds = given.kinds or [*fuzzer.texts, *TEXTS_OF]
            fuzzer.run([kind for kind in kinds if kind not in given.without], given.seconds, given.count)
    finally:
        driver.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(fuzzer.summary())
    return 1 if fuzzer.findings else 0


if __name__ == "__main__":
    sys.exit(main())
