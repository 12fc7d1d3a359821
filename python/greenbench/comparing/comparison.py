"""What compare() returns: each function's cost, its ratios against the first, and their verdicts.

result = compare(concat, join)
result["join"].energy.value, result["join"].energy_verdict    # 1.6 times less, "saves"
result.save("strings-run")                                    # for greenbench report, claims and docs
"""

import html
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from greenbench import _native

if TYPE_CHECKING:
    import pandas

FILE_NAME = "compare.py"
CONTROL = "control/"


class Estimate(NamedTuple):
    """A value and the interval that it lies in with the confidence of the run, 95%. Too few rounds give none."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FunctionCost:
    """One function. Joules, seconds and watts are those of one call; None where they are not known.

    The ratios are baseline / function: 1.6 means that the function uses 1.6 times less. The baseline has none. Where
    joules are estimated, the interval of `energy` has the model's error in it. Verdicts are "saves", "costs",
    "equivalent" or "inconclusive".
    """

    name: str
    is_baseline: bool
    joules: Estimate | None
    seconds: Estimate | None
    watts: Estimate | None
    cpu_seconds: float | None
    energy: Estimate | None
    time: Estimate | None
    energy_verdict: str | None
    time_verdict: str | None


class Comparison(Mapping[str, FunctionCost]):
    """The functions by their names, in the order in which they were given. str() of it is the report."""

    def __init__(self, folder: tempfile.TemporaryDirectory[str], report: str) -> None:
        self._folder = folder
        self._report = report
        run = json.loads((Path(folder.name) / "run" / "run.json").read_text(encoding="utf-8"))
        self._analysis: dict[str, Any] = run["analysis"]
        self._notes: list[str] = run["plan"]["notes"]
        self._hotspot: dict[str, Any] = next(
            one for one in self._analysis["hotspots"] if not one["id"].startswith(CONTROL)
        )
        self._costs = costs_of(self._hotspot)

    def __getitem__(self, name: str) -> FunctionCost:
        return self._costs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._costs)

    def __len__(self) -> int:
        return len(self._costs)

    def __str__(self) -> str:
        return self._report.rstrip("\n")

    def __repr__(self) -> str:
        verdicts = ", ".join(f"{one.name}: {one.energy_verdict or 'baseline'}" for one in self._costs.values())
        return f"<Comparison {verdicts}; {self.provenance}>"

    @property
    def baseline(self) -> FunctionCost:
        return next(one for one in self._costs.values() if one.is_baseline)

    @property
    def provenance(self) -> str:
        """ "measured" or "estimated": what the joules are."""
        return str(self._analysis["provenance"])

    @property
    def rounds(self) -> int:
        return int(self._hotspot["rounds"])

    @property
    def warnings(self) -> list[str]:
        """What there is to know about these numbers, each with what to do."""
        return [*self._notes, *(f"{one['text']} {one['remedy']}".strip() for one in self._analysis["warnings"])]

    def to_dict(self) -> dict[str, Any]:
        """The analysis of the functions with the keys of run.json."""
        found: dict[str, Any] = json.loads(json.dumps(self._hotspot))
        return found

    def to_pandas(self) -> "pandas.DataFrame":
        """A row for each function. Raises ImportError without pandas."""
        import pandas

        return pandas.DataFrame([flat(one) for one in self._costs.values()]).set_index("name")

    def save(self, folder: str | Path) -> Path:
        """Copies the run to a folder that does not exist yet, for `greenbench report`, `claims`, `docs`, `compare` and
        `check`. Raises FileExistsError and OSError."""
        target = Path(folder).absolute()
        own = Path(self._folder.name)
        shutil.copytree(own / "run", target)
        shutil.copy(own / FILE_NAME, target / FILE_NAME)
        # The run was made in a folder that ends with this object.
        for name in ("run.json", "report.md"):
            file = target / name
            text = file.read_text(encoding="utf-8")
            for encoded in (str, lambda path: json.dumps(str(path))[1:-1]):
                text = text.replace(encoded(own / FILE_NAME), encoded(target / FILE_NAME))
            file.write_text(text, encoding="utf-8")
        return target

    def _repr_html_(self) -> str:
        """A table for notebooks."""
        mark = "~" if self.provenance == "estimated" else ""
        rows = "".join(row_of(one, mark) for one in self._costs.values())
        head = "".join(
            f"<th>{name}</th>" for name in ("function", "energy", "time", "energy ratio", "verdict", "in time")
        )
        notes = "".join(f"<li>{html.escape(text)}</li>" for text in self.warnings)
        caption = f"Joules {self.provenance}; ratios are baseline / function, with 95% intervals; {self.rounds} rounds."
        return (
            f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"{f'<ul>{notes}</ul>' if notes else ''}"
        )


def costs_of(hotspot: Mapping[str, Any]) -> dict[str, FunctionCost]:
    ratios = {one["variant"]: one for one in hotspot["comparisons"]}
    costs = [cost_of(variant, ratios.get(variant["variant"])) for variant in hotspot["variants"]]
    return {one.name: one for one in costs}


def cost_of(variant: Mapping[str, Any], ratio: Mapping[str, Any] | None) -> FunctionCost:
    return FunctionCost(
        name=variant["variant"].partition(":")[2],
        is_baseline=bool(variant["baseline"]),
        joules=estimate_of(variant["joules"]),
        seconds=estimate_of(variant["seconds"]),
        watts=estimate_of(variant["watts"]),
        cpu_seconds=variant["cpu_seconds"],
        energy=estimate_of(ratio and ratio["energy"]),
        time=estimate_of(ratio and ratio["time"]),
        energy_verdict=ratio["energy_verdict"] if ratio else None,
        time_verdict=ratio["time_verdict"] if ratio else None,
    )


def estimate_of(found: Mapping[str, Any] | None) -> Estimate | None:
    """With the model's error where that is known."""
    if not found or found["value"] is None:
        return None
    interval = found.get("model_interval") or found["interval"] or {}
    return Estimate(found["value"], interval.get("low"), interval.get("high"))


def flat(cost: FunctionCost) -> dict[str, Any]:
    """An interval becomes three columns."""
    row: dict[str, Any] = {}
    for name, value in asdict(cost).items():
        estimate = getattr(cost, name)
        if name in ("joules", "seconds", "watts", "energy", "time"):
            names = (name, f"{name}_low", f"{name}_high")
            row.update(zip(names, estimate or (None, None, None), strict=True))
        else:
            row[name] = value
    return row


def row_of(cost: FunctionCost, mark: str) -> str:
    ratio = "" if cost.energy is None else ratio_text(cost.energy, mark)
    cells = (
        cost.name,
        "" if cost.joules is None else f"{mark}{amount(cost.joules.value, 'J')}",
        "" if cost.seconds is None else amount(cost.seconds.value, "s"),
        ratio,
        cost.energy_verdict or "baseline",
        cost.time_verdict or "",
    )
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def ratio_text(ratio: Estimate, mark: str) -> str:
    interval = "" if ratio.low is None or ratio.high is None else f" ({ratio.low:.3g} to {ratio.high:.3g})"
    return f"{mark}{ratio.value:.3g}{interval}"


def amount(value: float, unit: str) -> str:
    """ "31.1 mJ": three digits, as everywhere in a report."""
    (text,), unit = _native.quantity_texts([value], unit)
    return f"{text} {unit}"
