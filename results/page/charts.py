"""Draws the charts of a report: reads what they show as JSON on standard input, writes Vega-Lite on standard output.

    charts.py < chart_data.json > drawn_charts.json

Each chart comes with a title, a caption and its content in words. Without Altair or vl-convert nothing is drawn and
`missing` says what is needed. All costs are per operation; all ratios are baseline / variant, so that more is better.
"""

import json
import math
import sys

# After Okabe and Ito's colours for all kinds of sight, made to stand out from white and from black, and four more.
COLOURS = ("#1F83C9", "#DC6414", "#0F9E74", "#CC6FA5", "#CF8F00", "#4AA8DF", "#9673C4", "#8A8F94", "#A6761D", "#66A61E")
COLOURS += ("#E2488F", "#2AA79B")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
VERDICTS = ("saves", "costs", "equivalent", "inconclusive")
VERDICT_COLOURS = ("#0F9E74", "#DC6414", "#8A8F94", "#1F83C9")
VERDICT_SHAPES = ("triangle-right", "triangle-left", "square", "circle")
DENSITY_POINTS = 48


def number(value: float) -> str:
    return f"{value:.3g}"


class Page:
    """What all charts of one report have in common."""

    def __init__(self, altair, data: dict) -> None:
        self.alt = altair
        self.data = data
        self.estimated = data["estimated"]
        self.mark = "~" if self.estimated else ""
        self.provenance = "Joules are estimated, not measured." if self.estimated else "Joules are measured."

    def note(self, energy: bool) -> str:
        return self.provenance if energy else "Joules are unknown here; seconds are shown."

    def filled(self, energy: bool) -> bool:
        """Marks of estimates are hollow."""
        return not (energy and self.estimated)

    def cost_title(self, energy: bool) -> str:
        if not energy:
            return "seconds per operation"
        return "joules per operation (estimated)" if self.estimated else "joules per operation"

    def colour(self, names: list[str]):
        scale = self.alt.Scale(domain=names, range=[COLOURS[i % len(COLOURS)] for i in range(len(names))])
        return self.alt.Color("variant:N", scale=scale, title=None)

    def shape(self, names: list[str]):
        scale = self.alt.Scale(domain=names, range=[SHAPES[i % len(SHAPES)] for i in range(len(names))])
        return self.alt.Shape("variant:N", scale=scale, title=None)

    def log_axis(self, field: str, title: str, **scale):
        alt = self.alt
        axis = alt.Axis(format="~s", labelOverlap="greedy", tickCount=6)
        return {
            "shorthand": f"{field}:Q",
            "scale": alt.Scale(type="log", nice=False, **scale),
            "title": title,
            "axis": axis,
        }

    def names_axis(self, names: list[str]):
        """Names along a numbered axis, so that shapes may lie between them."""
        alt = self.alt
        axis = alt.Axis(
            values=list(range(len(names))),
            labelExpr=f"{json.dumps(names)}[datum.value]",
            grid=False,
            ticks=False,
            domain=False,
        )
        return alt.Y("row:Q", scale=alt.Scale(domain=[-0.6, len(names) - 0.4], reverse=True), axis=axis, title=None)

    def rows(self, rows: list[dict]):
        return self.alt.Data(values=rows)


def finished(chart, height: int) -> dict:
    """As wide as the page allows."""
    spec = chart.properties(width="container", height=height).to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec.get("config", {}).pop("view", None)
    return spec


def forest(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    rows = hotspot["comparisons"]
    if not rows:
        return None
    energy = hotspot["energy"]
    kind = "energy" if energy else "time"
    margin = page.data["margin"]
    ends = [value for row in rows for value in (row["ratio"], row["low"], row["high"]) if value]
    domain = [min([*ends, 1 - margin]) * 0.95, max([*ends, 1 + margin]) * 1.05]
    title = f"← more {kind}  |  less {kind} →"
    x = page.log_axis("ratio", title, domain=domain)
    y = alt.Y("variant:N", sort=None, title=None)
    colour = alt.Color("verdict:N", scale=alt.Scale(domain=VERDICTS, range=VERDICT_COLOURS), title=None)
    shape = alt.Shape("verdict:N", scale=alt.Scale(domain=VERDICTS, range=VERDICT_SHAPES), title=None)
    band = alt.Chart(page.rows([{"from": 1 - margin, "to": 1 + margin}])).mark_rect(opacity=0.15, color="#888888")
    band = band.encode(x=alt.X("from:Q"), x2="to:Q")
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(x="one:Q")
    known = [row for row in rows if row["low"] and row["high"]]
    intervals = alt.Chart(page.rows(known)).mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q", y=y, color=colour)
    points = alt.Chart(page.rows(rows)).mark_point(size=80, filled=page.filled(energy), opacity=1)
    tooltip = [alt.Tooltip("variant:N"), alt.Tooltip("baseline:N"), alt.Tooltip("text:N", title="ratio"), "verdict:N"]
    points = points.encode(x=alt.X(**x), y=y, color=colour, shape=shape, tooltip=tooltip)
    words = "; ".join(f"{row['variant']} against {row['baseline']}: {row['text']}, {row['verdict']}" for row in rows)
    return {
        "title": f"How much less {kind}",
        "alternative": f"Ratios of {kind} with intervals. {words}.",
        "caption": f"The baseline's {kind} divided by the variant's. Lines: {page.data['level']:.0%} intervals. "
        f"Grey band: within {margin:.0%} of no difference. {page.note(energy)}",
        "spec": finished(alt.layer(band, line, intervals, points), max(80, 26 * len(rows) + 20)),
    }


def density(costs: list[float]) -> list[tuple[float, float]]:
    """A Gaussian kernel's density of the logarithms, Silverman's bandwidth; empty when nothing varies."""
    logs = sorted(math.log(cost) for cost in costs if cost > 0)
    if len(logs) < 5 or logs[0] == logs[-1]:
        return []
    mean = sum(logs) / len(logs)
    deviation = math.sqrt(sum((x - mean) ** 2 for x in logs) / (len(logs) - 1))
    spread = logs[(3 * len(logs)) // 4] - logs[len(logs) // 4]
    bandwidth = 0.9 * (min(deviation, spread / 1.34) if spread > 0 else deviation) * len(logs) ** -0.2
    first, last = logs[0] - 2 * bandwidth, logs[-1] + 2 * bandwidth
    grid = [first + (last - first) * i / (DENSITY_POINTS - 1) for i in range(DENSITY_POINTS)]
    heights = [sum(math.exp(-0.5 * ((x - log) / bandwidth) ** 2) for log in logs) for x in grid]
    highest = max(heights)
    return [(math.exp(x), height / highest) for x, height in zip(grid, heights, strict=True)]


def costs_of(hotspot: dict, variant: int) -> list[float]:
    samples = hotspot["samples"]
    return [cost for cost, one in zip(samples["cost"], samples["variant"], strict=True) if one == variant]


def thinned(page: Page, hotspot: dict) -> str:
    shown, measured = len(hotspot["samples"]["cost"]), hotspot["samples"]["measured"]
    if shown == measured:
        return f"All {measured:,} valid repetitions."
    return (
        f"{shown:,} of {measured:,} valid repetitions, at most {page.data['most_samples']} of a variant, evenly taken."
    )


def violins(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    energy = hotspot["energy"]
    names = [variant["name"] for variant in hotspot["variants"]]
    if not hotspot["samples"]["cost"]:
        return None
    outlines = [
        {"variant": name, "cost": cost, "row": row - 0.42 * height, "to": row + 0.42 * height}
        for row, name in enumerate(names)
        for cost, height in density(costs_of(hotspot, row))
    ]
    x = page.log_axis("cost", page.cost_title(energy))
    y = page.names_axis(names)
    colour = page.colour(names).legend(None)
    areas = alt.Chart(page.rows(outlines)).mark_area(opacity=0.25).encode(x=alt.X(**x), y=y, y2="to:Q", color=colour)
    samples = alt.Chart(alt.NamedData(name="samples")).mark_point(size=8, opacity=0.5, filled=page.filled(energy))
    samples = samples.encode(x=alt.X(**x), y=y, color=colour)
    centres = [{"variant": v["name"], "cost": v["centre"], "row": row} for row, v in enumerate(hotspot["variants"])]
    middle = alt.Chart(page.rows(centres)).mark_point(size=90, shape="diamond", filled=True, opacity=1, stroke="white")
    middle = middle.encode(x=alt.X(**x), y=y, color=colour, tooltip=["variant:N", alt.Tooltip("cost:Q", format=".3~s")])
    unit = "J" if energy else "s"
    mark = page.mark if energy else ""
    words = ", ".join(f"{row['variant']} {mark}{number(row['cost'])} {unit}" for row in centres)
    return {
        "title": "Single repetitions",
        "alternative": f"Distribution of the repetitions of each variant on a logarithmic axis. Centres: {words}.",
        "caption": f"{thinned(page, hotspot)} Diamonds: centres over workers. {page.note(energy)}",
        "spec": finished(alt.layer(areas, samples, middle), 44 * len(names) + 20),
        "uses_samples": True,
    }


def powers_between(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, ... in the range and next to it."""
    steps = [digit * 10.0**exponent for exponent in range(-6, 7) for digit in (1, 2, 5)]
    inside = [step for step in steps if low / 2.6 <= step <= high * 2.6]
    return inside[:: max(1, len(inside) // 7)]


def energy_and_time(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    variants = [variant for variant in hotspot["variants"] if variant["joules"]]
    if not hotspot["energy"] or not variants:
        return None
    names = [variant["name"] for variant in variants]
    rows = [
        {
            "variant": variant["name"],
            "joules": variant["joules"],
            "seconds": variant["seconds"],
            "watts": variant["joules"] / variant["seconds"],
        }
        for variant in variants
    ]
    seconds = [row["seconds"] for row in rows]
    joules = [row["joules"] for row in rows]
    watts = [row["watts"] for row in rows]
    left, right = min(seconds) * 0.7, max(seconds) * 1.5
    lines = [
        {"power": f"{power:g} W", "seconds": at, "joules": power * at}
        for power in powers_between(min(watts), max(watts))
        for at in (left, right)
    ]
    x = page.log_axis("seconds", "seconds per operation", domain=[left, right])
    y = page.log_axis("joules", page.cost_title(True), domain=[min(joules) * 0.6, max(joules) * 1.7])
    same_power = alt.Chart(page.rows(lines)).mark_line(clip=True, strokeDash=[2, 3], strokeWidth=1, color="#888888")
    same_power = same_power.encode(x=alt.X(**x), y=alt.Y(**y), detail="power:N")
    ends = [
        line for line in lines if line["seconds"] == right and min(joules) * 0.6 <= line["joules"] <= max(joules) * 1.7
    ]
    labels = alt.Chart(page.rows(ends)).mark_text(align="right", dx=-4, dy=-6, fontSize=11, color="#888888")
    labels = labels.encode(x=alt.X(**x), y=alt.Y(**y), text="power:N")
    points = alt.Chart(page.rows(rows)).mark_point(size=110, filled=page.filled(True), opacity=1, strokeWidth=2)
    tooltip = ["variant:N", *(alt.Tooltip(f"{name}:Q", format=".3~s") for name in ("joules", "seconds", "watts"))]
    points = points.encode(
        x=alt.X(**x), y=alt.Y(**y), color=page.colour(names), shape=page.shape(names), tooltip=tooltip
    )
    words = "; ".join(
        f"{row['variant']}: {page.mark}{number(row['joules'])} J in {number(row['seconds'])} s, "
        f"{page.mark}{number(row['watts'])} W"
        for row in rows
    )
    return {
        "title": "Energy and time",
        "alternative": f"Joules against seconds of one operation. {words}.",
        "caption": "Along a dotted line the power is the same: who moves along it saves time only, who leaves it "
        f"changes the power. {page.provenance}",
        "spec": finished(alt.layer(same_power, labels, points), 320),
    }


def over_time(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    energy = hotspot["energy"]
    names = [variant["name"] for variant in hotspot["variants"]]
    if not hotspot["samples"]["cost"]:
        return None
    points = alt.Chart(alt.NamedData(name="samples")).mark_point(size=12, opacity=0.6, filled=page.filled(energy))
    axis = alt.Axis(format=".2~f", labelOverlap="greedy")
    points = points.encode(
        x=alt.X("minutes:Q", title="minutes since the hotspot's first worker began"),
        y=alt.Y("relative:Q", scale=alt.Scale(type="log", nice=False), axis=axis, title="cost / the variant's centre"),
        color=page.colour(names),
        shape=page.shape(names),
        tooltip=["variant:N", "worker:Q", alt.Tooltip("relative:Q", format=".3f")],
    )
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(y="one:Q")
    workers = len(set(hotspot["samples"]["worker"]))
    return {
        "title": "The same over time",
        "alternative": f"Each repetition's cost against the centre of its variant, over the time of {workers} workers. "
        "A drift of the machine would be seen as a slope, a disturbance as a column of high points.",
        "caption": f"{thinned(page, hotspot)} Each cluster is one worker, a fresh process. {page.note(energy)}",
        "spec": finished(alt.layer(line, points), 300),
        "uses_samples": True,
    }


def counters(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    rows = hotspot["counters"]
    if not rows:
        return None
    names = [variant["name"] for variant in hotspot["variants"]]
    used = [name for name in names if any(row["variant"] == name for row in rows)]
    kinds = list(dict.fromkeys(row["counter"] for row in rows))
    axis = alt.Axis(format="~g", labelOverlap="greedy", tickCount=6)
    points = alt.Chart(page.rows(rows)).mark_point(size=70, filled=True, opacity=0.85)
    colours = page.colour(names)
    points = points.encode(
        x=alt.X("ratio:Q", scale=alt.Scale(type="log"), axis=axis, title="the variant's / the baseline's"),
        y=alt.Y("counter:N", sort=kinds, title=None, axis=alt.Axis(grid=True)),
        color=colours,
        shape=page.shape(names),
        tooltip=["variant:N", "counter:N", alt.Tooltip("ratio:Q", format=".3~g")],
    )
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(x="one:Q")
    words = "; ".join(f"{row['counter']} of {row['variant']}: {number(row['ratio'])} times" for row in rows)
    return {
        "title": "Why: counters against the baseline's",
        "alternative": f"Counters of {', '.join(used)} as multiples of their baseline's. {words}.",
        "caption": "Left of the line the variant needs less. Counters that are 0 on one side are in the table only. "
        "Correlation is not cause.",
        "spec": finished(alt.layer(line, points), 34 * len(kinds) + 20),
    }


def sweep_curves(page: Page, sweep: dict) -> dict | None:
    alt = page.alt
    energy = sweep["energy"]
    names = list(dict.fromkeys(row["variant"] for row in sweep["points"]))
    rows = [row | {"language": row["variant"].split(":")[0]} for row in sweep["points"]]
    languages = list(dict.fromkeys(row["language"] for row in rows))
    x = page.log_axis("size", "problem size n")
    y = page.log_axis("cost", page.cost_title(energy))
    dashes = alt.StrokeDash("language:N", scale=alt.Scale(domain=languages, range=[[1, 0], [6, 3], [2, 2]]), title=None)
    lines = alt.Chart(page.rows(rows)).mark_line(strokeWidth=2)
    lines = lines.encode(x=alt.X(**x), y=alt.Y(**y), color=page.colour(names), strokeDash=dashes)
    points = alt.Chart(page.rows(rows)).mark_point(size=45, filled=page.filled(energy), opacity=1)
    tooltip = ["variant:N", alt.Tooltip("size:Q", format=","), alt.Tooltip("cost:Q", format=".3~s")]
    points = points.encode(
        x=alt.X(**x), y=alt.Y(**y), color=page.colour(names), shape=page.shape(names), tooltip=tooltip
    )
    layers = [lines, points]
    if sweep["crossovers"]:
        rules = alt.Chart(page.rows(sweep["crossovers"])).mark_rule(strokeDash=[3, 3], strokeWidth=1.5)
        rules = rules.encode(x="size:Q", color=page.colour(names), tooltip=["variant:N", "baseline:N", "size:Q"])
        layers.insert(0, rules)
    words = "; ".join(
        f"{row['variant']} is cheaper than {row['baseline']} "
        f"{'from' if row['above'] else 'up to'} n = {number(row['size'])}"
        for row in sweep["crossovers"]
    )
    return {
        "title": "Cost over the problem's size",
        "alternative": f"Cost of {', '.join(names)} over sizes, on logarithmic axes. {words or 'No crossover seen'}.",
        "caption": "Upright lines: sizes at which the cheaper one of a variant and its baseline changes. "
        + page.note(energy),
        "spec": finished(alt.layer(*layers), 380),
    }


HOTSPOT_CHARTS = (forest, energy_and_time, violins, over_time, counters)


def draw(altair, data: dict) -> list[dict]:
    page = Page(altair, data)
    drawn = []
    for place, parts, charts in (
        ("hotspot", data["hotspots"], HOTSPOT_CHARTS),
        ("sweep", data["sweeps"], (sweep_curves,)),
    ):
        for index, part in enumerate(parts):
            for chart in charts:
                found = chart(page, part)
                if found:
                    drawn.append({"uses_samples": False, **found, "place": place, "index": index})
    return drawn


def main() -> None:
    data = json.load(sys.stdin)
    result = {"library": "", "missing": "", "charts": []}
    try:
        import altair
        import vl_convert
    except ImportError as why:
        result["missing"] = f"needs {'vl-convert-python' if why.name == 'vl_convert' else 'altair'}"
    else:
        result["charts"] = draw(altair, data)
        # A closing tag inside the library would end the page's script.
        result["library"] = vl_convert.javascript_bundle().replace("</script", "<\\/script")
    json.dump(result, sys.stdout)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
