"""Counters of the variants as multiples of their baseline's."""

from page import Page, finished, number


def counter_ratios(page: Page, hotspot: dict) -> dict | None:
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
