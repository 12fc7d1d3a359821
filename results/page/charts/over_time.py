"""The repetitions in the order in which they ran: a drift of the machine would be a slope."""

import statistics

from page import Page, finished, number, thinned


def typical_by_round(hotspot: dict) -> list[float]:
    """Each round's median of cost / the variant's centre, in the order of the rounds."""
    samples = hotspot["samples"]
    relative: dict[int, list[float]] = {}
    for variant, index, cost in zip(samples["variant"], samples["round"], samples["cost"], strict=True):
        relative.setdefault(index, []).append(cost / hotspot["variants"][variant]["centre"])
    return [statistics.median(relative[index]) for index in sorted(relative)]


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
        x=alt.X("minutes:Q", title="minutes since the hotspot's first round began"),
        y=alt.Y(
            "relative:Q",
            scale=scale,
            axis=axis,
            title=f"{kind} / the variant's centre",
        ),
        color=page.colour(names),
        shape=page.shape(names),
        tooltip=["variant:N", "round:Q", alt.Tooltip("relative:Q", format=".3f")],
    )
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(y="one:Q")
    rounds = typical_by_round(hotspot)
    typical = ", ".join(number(value) for value in rounds)
    return {
        "title": "The same over time",
        "alternative": f"Each repetition's {kind} divided by its variant's centre, over the time of {len(rounds)} "
        f"rounds. The rounds' medians in their order: {typical}.",
        "caption": f"{thinned(page, hotspot)} Each cluster is one round, a fresh process. A drift of the machine "
        f"would be a slope. {page.note(energy)}",
        "spec": finished(alt.layer(line, points), 300),
        "uses_samples": True,
    }
