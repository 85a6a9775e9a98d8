/** Search in the bar: a button with every page; the field and its list come when it is pressed. */
(() => {
  const files = new URL("../map/now/", document.currentScript.src);
  const start = new URL("../../", document.currentScript.src);
  const words = JSON.parse(document.getElementById("frame-words").textContent).search;
  const lang = () => (document.documentElement.lang in words ? document.documentElement.lang : "de");

  const place = document.createElement("div");
  place.id = "bar-search";
  place.setAttribute("role", "search");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  const label = document.createElement("span");
  button.append(magnifier(), label);
  place.append(button);

  function magnifier() {
    const draw = (name, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      return node;
    };
    const sign = draw("svg", { viewBox: "0 0 20 20", width: 20, height: 20, fill: "none", stroke: "currentColor", "stroke-width": 1.8, "aria-hidden": "true" });
    sign.append(draw("circle", { cx: 8.5, cy: 8.5, r: 5.5 }), draw("path", { d: "M13 13l5 5", "stroke-linecap": "round" }));
    return sign;
  }

  function speak() {
    label.textContent = words[lang()].search;
    place.setAttribute("aria-label", words[lang()].search);
    button.setAttribute("aria-label", words[lang()].search);
    close();
  }

  async function openField() {
    const { default: createBarSearch } = await import(new URL("search.js", files));
    const { root } = createBarSearch({ start, source: new URL("search.json", files), ui: words[lang()], lang: lang() }, close);
    place.append(root);
    place.classList.add("open");
    button.setAttribute("aria-expanded", "true");
    root.querySelector("input").focus();
  }

  function close() {
    // Taking the focused field away closes once more.
    if (!place.classList.contains("open")) return;
    place.classList.remove("open");
    place.querySelector(".search-box")?.remove();
    button.setAttribute("aria-expanded", "false");
  }

  button.addEventListener("click", openField);
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !place.classList.contains("open")) return;
    close();
    button.focus();
  });
  place.addEventListener("focusout", (event) => { if (!place.contains(event.relatedTarget)) close(); });

  // The header is drawn anew when a phone is turned, and what hangs in it with it.
  function hang() {
    const header = document.querySelector('[data-testid="stHeader"]');
    if (header && place.parentElement !== header) header.append(place);
  }
  new MutationObserver(hang).observe(document.body, { subtree: true, childList: true });
  new MutationObserver(speak).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  speak();
})();
