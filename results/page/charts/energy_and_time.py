"""Joules against seconds, with lines of equal power."""

from page import Page, finished, number


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
