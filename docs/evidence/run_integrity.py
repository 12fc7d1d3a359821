"""Whether a finished run has every planned repetition exactly once.

kept = journaled_rounds(folder)        # before it is resumed: one dictionary for each whole round
problems_of(folder, kept[0])           # afterwards: one text for each thing that is wrong
"""

import json
from collections import Counter
from pathlib import Path

import asking

# hotspot, size, round, block, language, variant
Key = tuple[str, str, str, str, str, str]


def key_of(row: dict[str, str]) -> Key:
    hotspot = f"{row['suite']}/{row['hotspot']}"
    return hotspot, row["size"], row["round"], row["block"], row["language"], row["variant"]


def whole_lines(journal: Path) -> list[asking.Record]:
    """Without the last line where it was being written when the program died."""
    return [json.loads(line) for line in journal.read_text().split("\n")[:-1] if line]


def journaled_rounds(folder: Path) -> list[dict[Key, float]]:
    """The wall seconds of every repetition of every round whose end is in the journal, round by round."""
    lines = whole_lines(folder / "journal.jsonl")
    planned = lines[0]["run"]["plan"]["hotspots"]
    rounds: list[dict[Key, float]] = []
    index, samples = 0, []
    for line in lines[1:]:
        if "round" in line:
            index, samples = line["round"]["record"]["index"], []
        samples += line.get("block", [])
        if "end" not in line or not line["end"]["samples_count"]:
            continue
        hotspot = planned[line["end"]["hotspot"]]
        failed = {one["variant"] for one in line["end"]["failed_variants"]}
        rounds.append({})
        for sample in samples:
            variant = hotspot["variants"][sample["variant"]]
            place = hotspot["id"], str(hotspot["size"]), str(index), str(sample["block"])
            if sample["variant"] not in failed:
                rounds[-1][(*place, variant["language"], variant["name"])] = sample["wall_seconds"]
    return rounds


def problems_of(folder: Path, kept: dict[Key, float]) -> list[str]:
    """What is wrong with a run that has ended. `kept`: the repetitions that it had when it was killed."""
    run, samples = asking.read_run(folder), asking.read_samples(folder)
    problems = ["the journal is still there"] if (folder / "journal.jsonl").exists() else []
    times = Counter(map(key_of, samples))
    problems += [f"{count} times {' '.join(key)}" for key, count in times.items() if count > 1]
    seconds = {key_of(row): float(row["wall_seconds"]) for row in samples}
    problems += [f"lost: {' '.join(key)}" for key in kept if key not in seconds]
    problems += [f"changed: {' '.join(key)}" for key in kept if key in seconds and seconds[key] != kept[key]]
    for planned, measured in zip(run["plan"]["hotspots"], run["hotspots"], strict=True):
        own = [row for row in samples if key_of(row)[:2] == (planned["id"], str(planned["size"]))]
        problems += hotspot_problems(run["plan"]["limits"], measured)
        problems += repetition_problems(planned, measured, own)
    return problems


def hotspot_problems(limits: asking.Record, measured: asking.Record) -> list[str]:
    """Of the rounds: their numbers are 0, 1, 2 .. as far as planned. --quick plans exactly `max_rounds`."""
    name, indices = measured["id"], [one["index"] for one in measured["rounds"]]
    problems = []
    if measured["failure"] or measured["failed_variants"]:
        problems.append(f"{name}: something failed")
    if measured["stop"] not in ("precision_reached", "max_rounds"):
        problems.append(f"{name}: stopped by {measured['stop']}")
    if indices != list(range(len(indices))):
        problems.append(f"{name}: rounds {indices}")
    if not limits["min_rounds"] <= len(indices) <= limits["max_rounds"]:
        problems.append(f"{name}: {len(indices)} rounds of {limits['min_rounds']} to {limits['max_rounds']}")
    return problems


def repetition_problems(planned: asking.Record, measured: asking.Record, rows: list[dict[str, str]]) -> list[str]:
    """Of the repetitions: each round has all variants and blocks 0, 1, 2 .., each block has positions 0, 1, 2 .."""
    name = planned["id"]
    variants = {(one["language"], one["name"]) for one in planned["variants"]}
    problems = []
    rounds = {str(one["index"]) for one in measured["rounds"]}
    if {row["round"] for row in rows} != rounds:
        problems.append(f"{name}: samples.csv has other rounds than run.json")
    for index in sorted(rounds, key=int):
        own = [row for row in rows if row["round"] == index]
        if {(row["language"], row["variant"]) for row in own} != variants:
            problems.append(f"{name}: a variant is missing in round {index}")
        blocks: dict[int, list[int]] = {}
        for row in own:
            blocks.setdefault(int(row["block"]), []).append(int(row["position"]))
        if sorted(blocks) != list(range(len(blocks))):
            problems.append(f"{name}: a block is missing in round {index}")
        gaps = [block for block, positions in blocks.items() if sorted(positions) != list(range(len(positions)))]
        problems += [f"{name}: a repetition is missing in round {index}, block {block}" for block in gaps]
    return problems
