"""What each of the three conditions does: measures with all of them, and with one left out at a time.

    .venv/bin/python docs/evidence/conditions.py >docs/evidence/conditions.txt

Builds the program from the commit checked out here, as it is and with each patch of conditions/ in turn, in a worktree
of its own. Every program is asked two questions, alone and with all rivals of the language, on the machine as it is
and with a busy loop on one of its CPUs. Raw results go to conditions/raw.jsonl, one line per run; what is there is not
measured again.
"""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import asking

HERE = Path(__file__).parent
PATCHES = HERE / "conditions"
RAW = PATCHES / "raw.jsonl"

AS_IT_IS = "as it is"
CONDITIONS = [AS_IT_IS, "one process for all", "started one by one", "the kernel's choice of CPU", "no untimed calls"]
ROUNDS = "8"


@dataclass(frozen=True)
class Question:
    hotspot: str
    variant: str

    @property
    def language(self) -> str:
        return self.variant.partition(":")[0]


QUESTIONS = [Question("strings/build", "python:join"), Question("strings/csv_export", "cpp:append")]


def patch_of(condition: str) -> Path:
    return PATCHES / (condition.replace(" ", "-").replace("'", "") + ".patch")


def build(source: Path, condition: str) -> Path:
    """The program with one condition left out; the next one takes the patch back."""
    subprocess.run(["git", "-C", source, "checkout", "-q", "--", "."], check=True)
    if condition != AS_IT_IS:
        subprocess.run(["git", "-C", source, "apply", patch_of(condition)], check=True)
    folder = source / "build" / "release"
    if not (folder / "build.ninja").exists():
        python = f"-DGREENBENCH_PYTHON={sys.executable}"
        configure = ["cmake", "-S", source, "-B", folder, "--preset", "release", python, "-DGREENBENCH_TESTS=OFF"]
        subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
    command = ["cmake", "--build", folder, "--target", "greenbench"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "greenbench"


def spread_of_rounds(folder: Path, hotspot: str, variant: str, baseline: str) -> float:
    """Standard deviation over the rounds of the mean ln(baseline / variant) of their blocks, in seconds."""
    blocks: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for sample in asking.read_samples(folder):
        if f"{sample['suite']}/{sample['hotspot']}" != hotspot or sample["void_reason"]:
            continue
        place = int(sample["round"]), int(sample["block"])
        seconds = float(sample["wall_seconds"]) / int(sample["iterations"])
        blocks[place][f"{sample['language']}:{sample['variant']}"] = math.log(seconds)
    rounds: dict[int, list[float]] = defaultdict(list)
    for (number, _), costs in blocks.items():
        if variant in costs and baseline in costs:
            rounds[number].append(costs[baseline] - costs[variant])
    return statistics.stdev(statistics.fmean(values) for values in rounds.values())


def ask(program: Path, question: Question, with_rivals: bool) -> asking.Record:
    """The ratio of times with its interval and the spread of its rounds, and the spread of identical code."""
    arguments = ["--hotspot", question.hotspot, "--language", question.language, "--min-rounds", ROUNDS,
                 "--max-rounds", ROUNDS, "--max-other-load", "1000%"]  # fmt: skip
    if not with_rivals:
        arguments += ["--variant", question.variant]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "run"
        run = asking.measure(str(program), arguments, folder)
        comparison = asking.comparison_of(run, question.hotspot, question.variant)
        low, high = asking.interval_of(comparison["time"])
        control = asking.comparison_of(run, "control/aa", f"{question.language}:same")
        return {
            "ratio": comparison["time"]["value"],
            "low": low,
            "high": high,
            "spread": spread_of_rounds(folder, question.hotspot, question.variant, comparison["baseline"]),
            "aa_ratio": control["time"]["value"],
            "aa_spread": spread_of_rounds(folder, "control/aa", control["variant"], control["baseline"]),
            "wall_seconds": run["wall_seconds"],
        }


def measured() -> dict[tuple, asking.Record]:
    lines = [json.loads(line) for line in RAW.read_text().splitlines()] if RAW.exists() else []
    return {(line["condition"], line["machine"], line["hotspot"], line["way"]): line for line in lines}


def measure_all(source: Path) -> None:
    busy_loop = [sys.executable, "-c", "while True: pass"]
    for condition in CONDITIONS:
        todo = [
            (machine, question, way)
            for machine in ("quiet", "busy")
            for question in QUESTIONS
            for way in ("alone", "rivals")
            if (condition, machine, question.hotspot, way) not in measured()
        ]
        if not todo:
            continue
        program = build(source, condition)
        for machine, question, way in todo:
            other = subprocess.Popen(busy_loop) if machine == "busy" else None
            try:
                answer = ask(program, question, way == "rivals")
            finally:
                if other is not None:
                    other.kill()
                    other.wait()
            line = {"condition": condition, "machine": machine, "hotspot": question.hotspot, "way": way} | answer
            with RAW.open("a") as file:
                file.write(json.dumps(line) + "\n")
            print(json.dumps(line), file=sys.stderr, flush=True)


def print_tables() -> None:
    found = measured()
    for question in QUESTIONS:
        for machine in ("quiet", "busy"):
            print(f"\n{question.hotspot} {question.variant}, {machine} machine: ratio of times (95% interval), spread")
            print("of rounds; the difference between the two ways of asking; ratio and spread of identical code\n")
            for condition in CONDITIONS:
                answers = {way: found.get((condition, machine, question.hotspot, way)) for way in ("alone", "rivals")}
                if any(answer is None for answer in answers.values()):
                    continue
                texts = [
                    f"{way} {one['ratio']:.3f} ({one['low']:.3f} to {one['high']:.3f}) {one['spread']:.1%}"
                    for way, one in answers.items()
                ]
                apart = math.log(answers["rivals"]["ratio"] / answers["alone"]["ratio"])
                same = ", ".join(f"{one['aa_ratio']:.3f} {one['aa_spread']:.1%}" for one in answers.values())
                print(f"{condition:27} {'; '.join(texts)}; apart {apart:+.1%}; identical {same}")


def main() -> None:
    repository = HERE.parent.parent
    commit = subprocess.run(["git", "-C", repository, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        worktree = ["git", "-C", repository, "worktree", "add", "-q", "--detach", source, commit.stdout.strip()]
        subprocess.run(worktree, check=True)
        try:
            facts = None
            load = os.getloadavg()
            if any(condition not in {key[0] for key in measured()} for condition in CONDITIONS):
                program = build(source, AS_IT_IS)
                facts = asking.machine_facts(str(program)) | {"load_before": f"{load[0]:.2f}"}
                time.sleep(5)
                measure_all(source)
            if facts is not None:
                print(asking.facts_text(facts))
            print(f"{ROUNDS} rounds of about 0.3 s each, blocks of every load kept; built from this commit")
            print_tables()
        finally:
            subprocess.run(["git", "-C", repository, "worktree", "remove", "--force", source], check=True)


if __name__ == "__main__":
    main()
