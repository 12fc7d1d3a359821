"""The text of company.txt, made from the lines of company/raw.jsonl.

machines, answers = read_raw(Path("company/raw.jsonl"))
print(summary(machines, answers, expected=80))
"""

import itertools
import json
import math
from collections import Counter
from pathlib import Path

from asking import Record, facts_text
from scipy import stats

TOLERANCE = 1.03
"""pyperf's ratio may lie this factor outside greenbench's interval."""
ALLOWED_APART = 2
"""So many of 150 pairs of intervals may not overlap."""
ALLOWED_FAR = 1
"""In so many of ten questions pyperf may be further away."""
PYPERF_WAYS = {
    "pyperf": "pyperf in the program python3",
    "library": "pyperf in the shared library that greenbench embeds",
}


def read_raw(path: Path) -> tuple[list[Record], list[Record]]:
    """The machines of its sessions, and the answers. A line that was being written when the script was stopped is
    left out."""
    machines: list[Record] = []
    answers: list[Record] = []
    for text in path.read_text().splitlines() if path.exists() else []:
        try:
            line = json.loads(text)
        except json.JSONDecodeError:
            continue
        if "machine" in line:
            machines.append(line["machine"])
        else:
            answers.append(line)
    return machines, answers


def questions_of(answers: list[Record]) -> dict[tuple[str, str], list[Record]]:
    """The answers to each question, in the order in which they were first asked."""
    questions: dict[tuple[str, str], list[Record]] = {}
    for answer in answers:
        questions.setdefault((answer["hotspot"], answer["variant"]), []).append(answer)
    return questions


def of_way(answers: list[Record], way: str) -> list[Record]:
    return sorted((one for one in answers if one["way"] == way), key=lambda one: one["repeat"])


def intervals_of(answers: list[Record]) -> list[Record]:
    return of_way(answers, "alone") + of_way(answers, "rivals")


def pairs_of(answers: list[Record]) -> list[tuple[str, bool]]:
    """For every pair of a question's intervals: the ways it was asked in, and whether the two do not overlap."""
    pairs = itertools.combinations(intervals_of(answers), 2)
    return [(f"{a['way']}-{b['way']}", a["low"] > b["high"] or b["low"] > a["high"]) for a, b in pairs]


def log_difference(answers: list[Record]) -> float | None:
    """ln(ratio alone) - ln(ratio with rivals), each averaged over the repeats."""
    means = []
    for way in ("alone", "rivals"):
        logs = [math.log(one["ratio"]) for one in of_way(answers, way)]
        if not logs:
            return None
        means.append(sum(logs) / len(logs))
    return means[0] - means[1]


def hull_alone(answers: list[Record]) -> tuple[float, float] | None:
    """From the lowest to the highest end of the intervals alone: in pyperf a function has no rivals either."""
    alone = of_way(answers, "alone")
    return (min(one["low"] for one in alone), max(one["high"] for one in alone)) if alone else None


def pyperf_is_near(answers: list[Record], way: str) -> bool | None:
    hull, timed = hull_alone(answers), of_way(answers, way)
    if hull is None or not timed:
        return None
    return hull[0] / TOLERANCE <= timed[0]["ratio"] <= hull[1] * TOLERANCE


def milliseconds(timed: Record, side: str) -> str:
    median, deviation = timed[f"{side}_median_seconds"] * 1e3, timed[f"{side}_deviation_seconds"] * 1e3
    return f"{median:.4g} ms (deviation {deviation:.2g} ms)"


def answer_line(answer: Record) -> str:
    line = f"  {answer['way']:7} {answer['repeat']} {answer['ratio']:10.4f}  "
    if answer["way"] in PYPERF_WAYS:
        return line + f"medians {milliseconds(answer, 'baseline')} and {milliseconds(answer, 'variant')}"
    line += f"{answer['low']:9.4f} to {answer['high']:9.4f}  {answer['rounds']:6}  {answer['blocks']:6}"
    return line + f"  {answer['variants']:8}  {answer['wall_seconds']:7.1f}  {answer['seed']:4}  {answer['stop']}"


def pyperf_line(answers: list[Record], way: str) -> str:
    near = pyperf_is_near(answers, way)
    if near is None:
        return f"  {way}: not asked yet"
    low, high = hull_alone(answers)
    (timed,) = of_way(answers, way)
    beyond = max(low / timed["ratio"], timed["ratio"] / high, 1.0) - 1.0
    place = "inside" if beyond == 0.0 else f"{beyond:.1%} outside"
    verdict = "within 3%" if near else "NOT within 3%"
    return f"  {way}, {timed['wall_seconds']:.1f} s: {place} the intervals alone, {low:.4f} to {high:.4f}: {verdict}"


def question_text(answers: list[Record]) -> list[str]:
    first = answers[0]
    apart = [is_apart for _, is_apart in pairs_of(answers)]
    difference = log_difference(answers)
    lines = [
        f"{first['hotspot']}, n = {first['size']}: time of {first['baseline']} / time of {first['variant']}",
        "  way and repeat   ratio         95% interval    rounds  blocks  variants  seconds  seed  stop",
        *[answer_line(one) for one in intervals_of(answers)],
        *[answer_line(one) for way in PYPERF_WAYS for one in of_way(answers, way)],
        f"  {sum(apart)} of {len(apart)} pairs of intervals apart",
    ]
    if difference is not None:
        lines.append(f"  ln(alone) - ln(rivals), means over repeats: {difference:+.4f}")
    return [*lines, *[pyperf_line(answers, way) for way in PYPERF_WAYS], ""]


def pairs_text(questions: list[list[Record]]) -> str:
    pairs = [pair for answers in questions for pair in pairs_of(answers)]
    count, apart = Counter(ways for ways, _ in pairs), Counter(ways for ways, is_apart in pairs if is_apart)
    kinds = ", ".join(f"{ways} {apart[ways]} of {count[ways]}" for ways in count)
    total = apart.total()
    return f"{total} of {count.total()} pairs of intervals do not overlap ({kinds}); {ALLOWED_APART} may: " + (
        "passed" if total <= ALLOWED_APART else "FAILED"
    )


def difference_text(questions: list[list[Record]]) -> str:
    differences = [one for one in map(log_difference, questions) if one is not None]
    if len(differences) < 2:
        return "mean difference: too few questions"
    count = len(differences)
    mean = sum(differences) / count
    deviation = math.sqrt(sum((one - mean) ** 2 for one in differences) / (count - 1))
    reach = float(stats.t.ppf(0.975, count - 1)) * deviation / math.sqrt(count)
    low, high = mean - reach, mean + reach
    return (
        f"mean of ln(alone) - ln(rivals) over {count} questions: {mean:+.4f}, "
        f"95% t interval {low:+.4f} to {high:+.4f}; it should contain 0: {'passed' if low <= 0.0 <= high else 'FAILED'}"
    )


def nearness_text(questions: list[list[Record]], way: str) -> str:
    near = [one for one in (pyperf_is_near(answers, way) for answers in questions) if one is not None]
    return f"{PYPERF_WAYS[way]} within 3% of the intervals alone: {sum(near)} of {len(near)}: " + (
        "passed" if len(near) - sum(near) <= ALLOWED_FAR else "FAILED"
    )


def summary(machines: list[Record], answers: list[Record], expected: int) -> str:
    questions = list(questions_of(answers).values())
    lines = [
        *[facts_text(facts) for facts in machines],
        "",
        "Does the answer depend on who asks? Ratios are times, baseline / variant.",
        "alone: --variant names the one variant. rivals: the whole hotspot, C++ included. Every run also measures",
        "control/aa, which is part of its seconds. pyperf: ratio of the medians of its values, compared with the hull",
        "of the three intervals alone, which it may leave by 3%: from the lowest end / 1.03 to the highest end x 1.03.",
        "library: pyperf once more, in the interpreter's shared library, which is compiled otherwise than python3.",
        "",
        *[line for answers_of_one in questions for line in question_text(answers_of_one)],
    ]
    if len(answers) < expected:
        lines.append(f"INCOMPLETE: {len(answers)} of {expected} answers")
    if questions:
        lines += [pairs_text(questions), difference_text(questions)]
        lines += [nearness_text(questions, way) for way in PYPERF_WAYS]
    return "\n".join(lines) + "\n"
