"""Draws the charts of a report: reads what they show as JSON on standard input, writes Vega-Lite on standard output.

    charts.py < chart_data.json > drawn_charts.json

Each chart comes with a title, a caption and its content in words. Without Altair or vl-convert nothing is drawn and
`missing` says what is needed. All costs are per operation; all ratios are baseline / variant, so that more is better.
"""

import json
import math
import statistics
import sys

# After Okabe and Ito's colours for all kinds of sight, made to stand out from white and from black, and four more.
COLOURS = ("#1F83C9", "#DC6414", "#0F9E74", "#CC6FA5", "#CF8F00", "#4AA8DF", "#9673C4", "#8A8F94", "#A6761D", "#66A61E")
COLOURS += ("#E2488F", "#2AA79B")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
VERDICTS = ("saves", "costs", "equivalent", "inconclusive")
VERDICT_COLOURS = ("#0F9E74", "#DC6414", "#8A8F94", "#1F83C9")
VERDICT_SHAPES = ("triangle-right", "triangle-left", "square", "circle")
DENSITY_POINTS = 48
# How far the ratios of a hotspot go, and the factors that are then written along the axis.
FACTORS = (
    (1.06, (1.01, 1.02, 1.05)),
    (1.3, (1.05, 1.1, 1.2)),
    (2.2, (1.2, 1.5, 2.0)),
    (4, (1.5, 2.0, 3.0)),
    (12, (2.0, 5.0, 10.0)),
    (150, (3.0, 10.0, 30.0, 100.0)),
)


def number(value: float) -> str:
    return f"{value:.3g}"


def ticks_between(low: float, high: float) -> list[float]:
    """Round numbers for a logarithmic axis: powers of ten, with steps between them where those are few."""
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for digits in ((1,), (1, 3), (1, 2, 5)):
        ticks = [digit * 10.0**exponent for exponent in exponents for digit in digits]
        inside = [tick for tick in ticks if low <= tick <= high]
        if len(inside) >= 3:
            return inside[:: 1 + len(inside) // 10]
    if low == high:
        return [low]
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough)
    return [step * i for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def factors_between(low: float, high: float) -> list[float]:
    """Round factors on both sides of 1, as many as are read without crowding."""
    widest = max(high, 1 / low)
    steps = next((steps for limit, steps in FACTORS if widest <= limit), [10.0**i for i in range(1, 12)])
    ends = [factor for step in steps for factor in (step, 1 / step) if low <= factor <= high]
    return sorted([*ends, 1.0])


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
            return "time per operation"
        return "energy per operation (estimated)" if self.estimated else "energy per operation"

    def dash(self, energy: bool) -> list[int]:
        """Lines of estimates are broken."""
        return [1, 0] if self.filled(energy) else [5, 2]

    def colour(self, names: list[str]):
        scale = self.alt.Scale(domain=names, range=[COLOURS[i % len(COLOURS)] for i in range(len(names))])
        return self.alt.Color("variant:N", scale=scale, title=None)

    def shape(self, names: list[str]):
        scale = self.alt.Scale(domain=names, range=[SHAPES[i % len(SHAPES)] for i in range(len(names))])
        return self.alt.Shape("variant:N", scale=scale, title=None)

    def log_axis(self, field: str, title: str, unit: str, values: list[float], domain: list[float] | None = None):
        """Labels with their units: 30m of seconds would be read as minutes."""
        alt = self.alt
        label = f"replace(format(datum.value, '~s'), regexp('([^0-9.]?)$'), ' $1{unit}')"
        axis = alt.Axis(values=ticks_between(*(domain or (min(values), max(values)))), labelExpr=label)
        axis.labelOverlap = "greedy"
        ends = {"domain": domain} if domain else {"padding": 8}
        return {
            "shorthand": f"{field}:Q",
            "scale": alt.Scale(type="log", nice=False, **ends),
            "title": title,
            "axis": axis,
        }

    def factor_axis(self, field: str, title: str, values: list[float]):
        """Of baseline / variant, in words that cannot be read the wrong way round."""
        alt = self.alt
        room = max(1.005, (max(values) / min(values)) ** 0.06)
        low, high = min(values) / room, max(values) * room
        words = "datum.value > 1 ? format(datum.value, ',.3~r') + 'x less' : "
        words += "datum.value < 1 ? format(1 / datum.value, ',.3~r') + 'x more' : 'same'"
        axis = alt.Axis(values=factors_between(low, high), labelExpr=words, labelFlush=24)
        axis.labelOverlap = "greedy"
        scale = alt.Scale(type="log", nice=False, domain=[low, high])
        return alt.X(f"{field}:Q", scale=scale, axis=axis, title=title)

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
    energy = hotspot["compares_energy"]
    kind = "energy" if energy else "time"
    least, most = 1 / (1 + page.data["margin"]), 1 + page.data["margin"]
    ends = [value for row in rows for value in (row["ratio"], row["low"], row["high"]) if value]
    x = page.factor_axis("ratio", f"← more {kind}  |  less {kind} →", [*ends, least, most])
    y = alt.Y("variant:N", sort=None, title=None)
    colour = alt.Color("verdict:N", scale=alt.Scale(domain=VERDICTS, range=VERDICT_COLOURS), title=None)
    shape = alt.Shape("verdict:N", scale=alt.Scale(domain=VERDICTS, range=VERDICT_SHAPES), title=None)
    band = alt.Chart(page.rows([{"from": least, "to": most}])).mark_rect(opacity=0.25, color="#888888")
    band = band.encode(x=alt.X("from:Q"), x2="to:Q")
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(x="one:Q")
    known = [row for row in rows if row["low"] and row["high"]]
    intervals = alt.Chart(page.rows(known)).mark_rule(strokeWidth=2, strokeDash=page.dash(energy))
    intervals = intervals.encode(x="low:Q", x2="high:Q", y=y, color=colour)
    points = alt.Chart(page.rows(rows)).mark_point(size=80, filled=page.filled(energy), opacity=1)
    tooltip = [alt.Tooltip("variant:N"), alt.Tooltip("baseline:N"), alt.Tooltip("text:N", title="ratio"), "verdict:N"]
    points = points.encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip)
    words = "; ".join(f"{row['variant']} against {row['baseline']}: {row['text']}, {row['verdict']}" for row in rows)
    return {
        "title": f"How much less {kind}",
        "alternative": f"Ratios of {kind} with intervals. {words}.",
        "caption": f"The baseline's {kind} divided by the variant's. Lines: {page.data['level']:.0%} intervals. "
        f"Grey band: within {number(100 * page.data['margin'])}% of the same. {page.note(energy)}",
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
    # The shape does not need them all.
    logs = logs[:: max(1, len(logs) // 400)]
    first, last = logs[0] - 2 * bandwidth, logs[-1] + 2 * bandwidth
    grid = [first + (last - first) * i / (DENSITY_POINTS - 1) for i in range(DENSITY_POINTS)]
    heights = [sum(math.exp(-0.5 * ((x - log) / bandwidth) ** 2) for log in logs) for x in grid]
    highest = max(heights)
    return [(math.exp(x), height / highest) for x, height in zip(grid, heights, strict=True)]


def costs_of(hotspot: dict, variant: int) -> list[float]:
    samples = hotspot["samples"]
    return [cost for cost, one in zip(samples["cost"], samples["variant"], strict=True) if one == variant]


def see_through(hotspot: dict) -> float:
    """The opacity of single repetitions: the more there are, the fainter, so that crowds are told from single ones."""
    each = len(hotspot["samples"]["cost"]) / len(hotspot["variants"])
    return max(0.3, min(0.6, 60 / each))


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
    unit = "J" if energy else "s"
    x = page.log_axis("cost", page.cost_title(energy), unit, hotspot["samples"]["cost"])
    y = page.names_axis(names)
    colour = page.colour(names).legend(None)
    areas = alt.Chart(page.rows(outlines)).mark_area(opacity=0.25).encode(x=alt.X(**x), y=y, y2="to:Q", color=colour)
    shapes = [areas] if outlines else []
    samples = alt.Chart(alt.NamedData(name="samples")).mark_point(
        size=8, opacity=see_through(hotspot), filled=page.filled(energy)
    )
    samples = samples.encode(x=alt.X(**x), y=y, color=colour)
    centres = [{"variant": v["name"], "cost": v["centre"], "row": row} for row, v in enumerate(hotspot["variants"])]
    middle = alt.Chart(page.rows(centres)).mark_point(size=90, shape="diamond", filled=True, opacity=1, stroke="white")
    middle = middle.encode(x=alt.X(**x), y=y, color=colour, tooltip=["variant:N", alt.Tooltip("cost:Q", format=".3~s")])
    mark = page.mark if energy else ""
    words = ", ".join(f"{row['variant']} {mark}{number(row['cost'])} {unit}" for row in centres)
    return {
        "title": "Single repetitions",
        "alternative": f"Distribution of the repetitions of each variant on a logarithmic axis. Centres: {words}.",
        "caption": f"{thinned(page, hotspot)} Diamonds: centres over workers. {page.note(energy)}",
        "spec": finished(alt.layer(*shapes, samples, middle), 44 * len(names) + 20),
        "uses_samples": True,
    }


def powers_between(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, ... in the range and next to it."""
    steps = [digit * 10.0**exponent for exponent in range(-6, 7) for digit in (1, 2, 5)]
    inside = [step for step in steps if low / 2.6 <= step <= high * 2.6]
    return inside[:: max(1, len(inside) // 7)]


def with_room(values: list[float]) -> list[float]:
    """The ends of a logarithmic axis: a sixth of its length is free on each side, so that labels find a place."""
    room = 1.4 * (max(values) / min(values)) ** 0.25
    return [min(values) / room, max(values) * room]


def same_power_lines(page: Page, x: dict, y: dict, watts: list[float]) -> list:
    """Dotted lines of equal power across the chart, each with its power where it ends."""
    alt = page.alt
    (left, right), (bottom, top) = x["scale"].domain, y["scale"].domain
    powers = powers_between(min(watts), max(watts))
    lines = [{"power": power, "seconds": at, "joules": power * at} for power in powers for at in (left, right)]
    layers = [alt.Chart(page.rows(lines)).mark_line(clip=True, strokeDash=[2, 3], strokeWidth=1, color="#888888")]
    layers[0] = layers[0].encode(x=alt.X(**x), y=alt.Y(**y), detail="power:N")
    at_the_right = {"align": "right", "dx": -4, "dy": -7}
    at_the_top = {"align": "left", "dx": 3, "dy": 9}
    for reaches_right, place in ((True, at_the_right), (False, at_the_top)):
        ends = [
            {"power": f"{power:g} W", "seconds": min(right, top / power), "joules": min(power * right, top)}
            for power in powers
            if (power * right <= top) == reaches_right and power * right > bottom and power * left < top
        ]
        text = alt.Chart(page.rows(ends)).mark_text(fontSize=11, color="#888888", **place)
        if ends:
            layers.append(text.encode(x=alt.X(**x), y=alt.Y(**y), text="power:N"))
    return layers


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
    seconds, joules = [row["seconds"] for row in rows], [row["joules"] for row in rows]
    x = page.log_axis("seconds", page.cost_title(False), "s", seconds, with_room(seconds))
    y = page.log_axis("joules", page.cost_title(True), "J", joules, with_room(joules))
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
        "spec": finished(alt.layer(*same_power_lines(page, x, y, [row["watts"] for row in rows]), points), 320),
    }


def typical_by_worker(hotspot: dict) -> list[float]:
    """Each worker's median of cost / the variant's centre, in the order of the workers."""
    samples = hotspot["samples"]
    relative: dict[int, list[float]] = {}
    for variant, worker, cost in zip(samples["variant"], samples["worker"], samples["cost"], strict=True):
        relative.setdefault(worker, []).append(cost / hotspot["variants"][variant]["centre"])
    return [statistics.median(relative[worker]) for worker in sorted(relative)]


def over_time(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    energy = hotspot["energy"]
    kind = "energy" if energy else "time"
    names = [variant["name"] for variant in hotspot["variants"]]
    if not hotspot["samples"]["cost"]:
        return None
    points = alt.Chart(alt.NamedData(name="samples")).mark_point(size=20, opacity=0.6, filled=page.filled(energy))
    axis = alt.Axis(format=".3~f", labelOverlap="greedy")
    scale = alt.Scale(type="log", nice=False, padding=8)
    points = points.encode(
        x=alt.X("minutes:Q", title="minutes since the hotspot's first worker began"),
        y=alt.Y(
            "relative:Q",
            scale=scale,
            axis=axis,
            title=f"{kind} / the variant's centre",
        ),
        color=page.colour(names),
        shape=page.shape(names),
        tooltip=["variant:N", "worker:Q", alt.Tooltip("relative:Q", format=".3f")],
    )
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(y="one:Q")
    workers = typical_by_worker(hotspot)
    typical = ", ".join(number(value) for value in workers)
    return {
        "title": "The same over time",
        "alternative": f"Each repetition's {kind} divided by its variant's centre, over the time of {len(workers)} "
        f"workers. The workers' medians in their order: {typical}.",
        "caption": f"{thinned(page, hotspot)} Each cluster is one worker, a fresh process. A drift of the machine "
        f"would be a slope. {page.note(energy)}",
        "spec": finished(alt.layer(line, points), 300),
        "uses_samples": True,
    }


def counters(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    rows = [row | {"factor": 1 / row["ratio"]} for row in hotspot["counters"]]
    if not rows:
        return None
    names = [variant["name"] for variant in hotspot["variants"]]
    used = [name for name in names if any(row["variant"] == name for row in rows)]
    kinds = list(dict.fromkeys(row["counter"] for row in rows))
    points = alt.Chart(page.rows(rows)).mark_point(size=70, filled=True, opacity=0.85)
    colours = page.colour(names)
    points = points.encode(
        x=page.factor_axis("factor", "← needs more  |  needs less →", [1, *(row["factor"] for row in rows)]),
        y=alt.Y("counter:N", sort=kinds, title=None, axis=alt.Axis(grid=True)),
        color=colours,
        shape=page.shape(names),
        tooltip=["variant:N", "counter:N", alt.Tooltip("ratio:Q", format=".3~g", title="of the baseline's")],
    )
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(x="one:Q")
    words = "; ".join(f"{row['counter']} of {row['variant']}: {number(row['ratio'])} times" for row in rows)
    return {
        "title": "Why: counters against the baseline's",
        "alternative": f"Counters of {', '.join(used)} as multiples of their baseline's. {words}.",
        "caption": "Right of the line the variant needs less than its baseline. Counters that are 0 on one side are in "
        "the table only. Correlation is not cause.",
        "spec": finished(alt.layer(line, points), 34 * len(kinds) + 20),
    }


def sweep_curves(page: Page, sweep: dict) -> dict | None:
    alt = page.alt
    energy = sweep["energy"]
    names = list(dict.fromkeys(row["variant"] for row in sweep["points"]))
    rows = [row | {"language": row["variant"].split(":")[0]} for row in sweep["points"]]
    languages = list(dict.fromkeys(row["language"] for row in rows))
    sizes = sorted({row["size"] for row in rows})
    axis = alt.Axis(values=sizes, format="~s", labelOverlap="greedy")
    x = alt.X("size:Q", scale=alt.Scale(type="log", nice=False), axis=axis, title="problem size n")
    y = page.log_axis("cost", page.cost_title(energy), "J" if energy else "s", [row["cost"] for row in rows])
    dashes = alt.StrokeDash("language:N", scale=alt.Scale(domain=languages, range=[[1, 0], [6, 3], [2, 2]]), title=None)
    lines = alt.Chart(page.rows(rows)).mark_line(strokeWidth=2)
    lines = lines.encode(x=x, y=alt.Y(**y), color=page.colour(names), strokeDash=dashes)
    points = alt.Chart(page.rows(rows)).mark_point(size=45, filled=page.filled(energy), opacity=1)
    tooltip = ["variant:N", alt.Tooltip("size:Q", format=","), alt.Tooltip("cost:Q", format=".3~s")]
    points = points.encode(x=x, y=alt.Y(**y), color=page.colour(names), shape=page.shape(names), tooltip=tooltip)
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


# The page shows them in pairs: what differs and why, then the costs; the course of the run is wide.
HOTSPOT_CHARTS = (forest, counters, energy_and_time, violins, over_time)


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
