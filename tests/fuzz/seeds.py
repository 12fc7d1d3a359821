"""Right texts of every kind that the program reads, for mutations to begin with.

texts = seeds(Path("tests"))["claims"]
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

SEPARATOR = b"\x1e"
"""Stands between run.json and samples.csv, as targets.cpp wants it."""

POWER_MODEL = b"""# measured
name = "my server"
idle_watts_per_cpu = { value = 1.0, low = 0.8, high = 1.2 }
full_watts_per_cpu = 6.5
memory_watts_per_gib.value = 0.4
memory_watts_per_gib.low = 0.3
memory_watts_per_gib.high = 0.5
"""
CLAIM = b"""[[claim]]
id = "join"
sentence = "join uses less"
source = "an article"
hotspot = "strings/build"
variant = "python:join"
baseline = "python:concat"
metric = "energy"
size = 30_000
ratio = 4.3
tolerance = 0.2
"""
BUDGETS = b"""[[budget]]
name = "strings stay cheap"
hotspot = "strings/*"
variant = "python:*"
max_joules = "5 mJ"
max_seconds = 0.2
max_watts = 30
max_cpu_seconds = "20 ms"
max_peak_memory = "200 MiB"
estimated = true

[[budget]]
against = "baseline"
max_increase = { seconds = "5%", joules = "-10%" }

[[budget]]
against_run = "runs/main"
max_increase.cpu_seconds = "10%"

[[budget]]
against = "python:concat"
max_increase = { peak_memory = "5%" }
"""
PAGE = b"""# Page
<!-- greenbench:table hotspot="strings/*" columns="energy,time,verdict,ratio" -->
old
<!-- greenbench:end -->

.. greenbench:table hotspot="strings/build"
.. greenbench:end
"""
VALUES = (
    b"2%",
    b"10ms",
    b"1.5 h",
    b"250/s",
    b"1000/day",
    b"400g/kWh",
    b"state:CA",
    b"aws:eu-north-1",
    b"2KiB",
    b"1e-6s",
)
PROCESSES = (
    b"42 (sort) S 7 42 42 0 -1 4194560 100 200 0 0 250 30 1000 5 20 0 3 0 4321 228000000 512 18446744073709551615 1\n",
    b"1 (a) R (b) Z 0 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 9 0 0 18446744073709551615 1\n",
)


def run_files(golden: Path, name: str) -> tuple[dict[str, Any], bytes]:
    document = json.loads((golden / f"{name}.json").read_text())
    del document["analysis"]  # which is not read
    return document, (golden / f"{name}.csv").read_bytes()


def number(text: str) -> float | int | None:
    return json.loads(text) if text else None


def sample(row: dict[str, str], variants: list[dict[str, Any]]) -> dict[str, Any]:
    """As the protocol and the journal write it, of a row of samples.csv."""
    known = ("suite", "hotspot", "language", "variant", "size", "round", "power_watts", "provenance", "source")
    entry = {key: number(value) for key, value in row.items() if key not in known and key != "void_reason"}
    domains = [key for key in entry if key.startswith("energy_") and not key.startswith("energy_total")]
    entry["domain_joules"] = [entry.pop(key) for key in domains]
    entry["variant"] = [one["name"] for one in variants].index(row["variant"])
    return {**entry, "void_reason": row["void_reason"]}


def lines_of(*entries: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)


def protocol(document: dict[str, Any], samples: list[dict[str, Any]]) -> dict[str, list[bytes]]:
    hotspot = document["plan"]["hotspots"][0]
    variant = {
        **hotspot["variants"][0],
        "not_available": "",
        "needs": ["numpy"],
        "max_size": 5,
        "max_size_reason": "slow",
    }
    info = {key: hotspot[key] for key in ("id", "description", "relative_tolerance", "file")}
    info |= {"default_size": 10, "article_size": 10, "sizes": [1, 10], "not_available": "", "needs_server": False}
    info |= {"parallel": False, "needs": [], "variants": [variant]}
    failure = {"kind": "raised", "reason": "ValueError", "detail": "in join()", "round": 1}
    memory = {"resident_before_bytes": 1, "peak_resident_bytes": 2}
    meter = {"sources": ["auto"], "sysfs": "/sys", "procfs": "/proc", "devfs": "/dev"}
    meter |= {"update_periods_seconds": [0.001, None], "update_jitters_seconds": [None, 0.1]}
    messages = (
        {"turn": {"sample": samples[0], "cpu_seconds": 0.5}},
        {"ready": {"variant": 0, "iterations": 5, "turn_seconds": 0.1, "peak_memory": memory}},
        {"failed": {"failure": failure, "variant": 1}},
        {"gone": {"variant": 0, "signal": 9, "exit_code": 1}},
        {"described": {"python_version": "3.11", "python_packages": {"numpy": "2"}, "hotspots": [info]}},
        {"bad_file": "mine.py:3: no"},
        {"complaint": "no"},
        {"finished": {"variant": 0}},
        {"end": True},
    )
    round_request = {"hotspot": hotspot, "variants": [0, 1], "iterations": [5, 0], "iteration_seconds": [0.1, 0]}
    round_request |= {
        "limits": document["plan"]["limits"],
        "hash_seed": 1,
        "meter": meter,
        "prepared": "/tmp",
        "cpu": 1,
    }
    requests = (
        {"describe": {"files": ["mine.py"], "packages": ["numpy"]}},
        {"check": {"hotspot": hotspot, "variants": [0], "prepared": ""}},
        {"round": round_request},
    )
    return {
        "message": [lines_of(message) for message in messages],
        "command": [lines_of({"command": name, "variant": 0}) for name in ("set_up", "measure", "finish", "kill")],
        "request": [lines_of(request) for request in requests],
    }


def journal(document: dict[str, Any], samples: list[dict[str, Any]]) -> bytes:
    header = {
        key: document[key] for key in ("schema_version", "greenbench_version", "started_at", "plan", "environment")
    }
    entries = [{"run": {**header, "idle": document["idle"]}}]
    for record in document["hotspots"][0]["rounds"][:3]:
        end = {"hotspot": 0, "round_wall_seconds": 1.0, "run_wall_seconds": 2.0, "samples_count": True}
        entries += [{"round": {"hotspot": 0, "record": record}}, {"block": samples[:4]}]
        entries.append({"end": {**end, "failed_variants": []}})
    return lines_of(*entries)


def seeds(tests: Path) -> dict[str, list[bytes]]:
    """By the names of targets.cpp."""
    golden = tests / "golden"
    runs = [run_files(golden, name) for name in ("measured", "estimated-quick")]
    document, samples_csv = runs[0]
    first = document["plan"]["hotspots"][0]
    rows = [row for row in csv.DictReader(samples_csv.decode().splitlines()) if row["hotspot"] in first["id"]]
    samples = [sample(row, first["variants"]) for row in rows[:20]]
    return {
        "run": [json.dumps(one).encode() + b"\n" + SEPARATOR + samples for one, samples in runs],
        "journal": [journal(document, samples)],
        "claims": [CLAIM, (tests.parent / "claims" / "energy-article.toml").read_bytes()],
        "budgets": [BUDGETS],
        "power_model": [POWER_MODEL],
        "page": [PAGE],
        "value": list(VALUES),
        "process": list(PROCESSES),
        **protocol(document, samples),
    }


def main() -> None:
    """Each text becomes a file in the folder of its kind, where libFuzzer begins."""
    for kind, texts in seeds(Path(__file__).resolve().parent.parent).items():
        folder = Path(sys.argv[1]) / kind
        folder.mkdir(parents=True, exist_ok=True)
        for index, text in enumerate(texts):
            (folder / f"seed-{index}").write_bytes(text)


if __name__ == "__main__":
    main()
