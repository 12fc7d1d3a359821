"""Costs over the problem's size, and where the cheaper variant changes."""

from page import Page, finished, number


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
