// Draws the charts of the report when they come into view, in the colours of the page.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("chart-data").textContent);
  const specs = JSON.parse(document.getElementById("chart-specs").textContent);
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const rowsOfHotspot = new Map();
  const views = new Map();

  // The samples stand in the page once, in columns; every chart of a hotspot reads the same rows.
  function rowsOf(index) {
    if (!rowsOfHotspot.has(index)) rowsOfHotspot.set(index, makeRows(data.hotspots[index]));
    return rowsOfHotspot.get(index);
  }

  function makeRows(hotspot) {
    const samples = hotspot.samples;
    return samples.variant.map((variant, i) => {
      const cost = samples.cost[i];
      return {
        variant: hotspot.variants[variant].name,
        round: samples.round[i] + 1,
        minutes: samples.minutes[i],
        cost: cost,
        relative: cost / hotspot.variants[variant].centre,
        // Golden-ratio steps spread neighbours evenly, the same way each time.
        row: variant + (((i * 0.618034) % 1) - 0.5) * 0.5,
      };
    });
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function theme(narrow) {
    const text = colour("--text");
    const faint = colour("--faint");
    const line = colour("--line");
    return {
      background: "transparent",
      font: "system-ui, sans-serif",
      axis: { labelColor: faint, titleColor: text, gridColor: line, domainColor: line, tickColor: line,
        gridOpacity: 0.6, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelLimit: narrow ? 125 : 210 },
      legend: { labelColor: text, titleColor: faint, symbolOpacity: 1, orient: "bottom", columns: narrow ? 1 : 2,
        labelLimit: 260, labelFontSize: 12 },
      view: { stroke: "transparent" },
      text: { color: text },
      rule: { color: text },
    };
  }

  async function draw(figure) {
    const chart = specs[Number(figure.dataset.chart)];
    const spec = structuredClone(chart.spec);
    if (chart.samples_of !== null) spec.datasets = { ...spec.datasets, samples: rowsOf(chart.samples_of) };
    const plot = figure.querySelector(".plot");
    const narrow = plot.clientWidth < 480;
    if (views.has(figure)) views.get(figure).finalize();
    const result = await vegaEmbed(plot, spec, { actions: false, renderer: "canvas", config: theme(narrow), tooltip: true });
    views.set(figure, result);
    plot.classList.add("drawn");
  }

  function drawAgain() {
    return Promise.all([...views.keys()].map(draw));
  }

  // Paper is white, whatever the screen is. What draw() awaits is at hand, so that it is done before the page is printed.
  function drawForPaper() {
    document.documentElement.classList.add("paper");
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const figure of figures) draw(figure);
  }

  function drawForScreen() {
    document.documentElement.classList.remove("paper");
    drawAgain();
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || views.has(entry.target)) continue;
      seen.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "300px" });
  for (const figure of figures) seen.observe(figure);

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
  addEventListener("beforeprint", drawForPaper);
  addEventListener("afterprint", drawForScreen);
})();
