/**
 * Draws the charts and maps of a plain document from the data that stand in it.
 * Works served and opened from disk: nothing is fetched, no script stands in the page itself.
 */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);

  function drawChart(box, settings) {
    const chart = read(box.dataset.chart);
    const layout = { template: window.atlasTemplate, ...chart.layout };
    return Plotly.newPlot(box, chart.data, layout, settings);
  }

  function drawMap(box) {
    const shared = { layers: window.atlasLayers, places: window.atlasPlaces };
    const data = { ...read(box.dataset.map), ...shared, mode: box.dataset.mode };
    const shadow = box.attachShadow({ mode: "open" });
    return window.mountAtlas({ data, parentElement: shadow });
  }

  const charts = document.querySelectorAll("[data-chart]");
  const settings = charts.length ? read("chart-settings") : null;
  const drawn = [...charts].map((box) => drawChart(box, settings));
  drawn.push(...[...document.querySelectorAll("[data-map]")].map(drawMap));
  Promise.all(drawn).then(() => { document.documentElement.dataset.drawn = "yes"; });
})();
