/**
 * The map of the first view answers before the page itself is there: a press on a Kreis, or on its name in the list,
 * shows its value. What is chosen stands in the address; the page that comes takes it over (`atlas:chosen`).
 */
(() => {
  const view = document.querySelector(".first-view");
  const areas = view?.querySelector(".areas");
  const place = view?.querySelector(".place");

  function answer(event) {
    const chosen = event.target.closest("[data-ags]");
    // With such a key the address of a link is opened elsewhere.
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { ags } = chosen.dataset;
    if (place) choose(areas.querySelector(`[data-ags="${ags}"]`));
    else window.location.assign(areas.dataset.address + ags);
  }

  function choose(area) {
    const { ags, name, value } = area.dataset;
    place.querySelector("h2").textContent = name;
    place.querySelector(".value").textContent = value;
    for (const outline of areas.querySelectorAll(".halo, .chosen")) outline.setAttribute("d", area.getAttribute("d"));
    // On a phone the card stands below the map.
    place.scrollIntoView({ block: "nearest" });
    const address = new URL(window.location.href);
    address.searchParams.set("kreis", ags);
    window.history.replaceState(window.history.state, "", address);
    view.dataset.kreis = ags;
    document.dispatchEvent(new CustomEvent("atlas:chosen", { detail: ags }));
  }

  if (areas) view.addEventListener("click", answer);
})();
