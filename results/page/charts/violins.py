"""Every repetition of a variant, and the shape of their distribution."""

import math

from page import Page, finished, number, thinned

DENSITY_POINTS = 48


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
        "caption": f"{thinned(page, hotspot)} Diamonds: centres over rounds. {page.note(energy)}",
        "spec": finished(alt.layer(*shapes, samples, middle), 44 * len(names) + 20),
        "uses_samples": True,
    }
