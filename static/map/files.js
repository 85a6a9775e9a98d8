import { h } from "./dom.js";

const fetched = new Map();

/** JSON of a versioned address, fetched once per page however often the element is drawn again. */
export function fetchOnce(address) {
  if (!fetched.has(address)) {
    fetched.set(address, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    }));
    fetched.get(address).catch(() => fetched.delete(address));
  }
  return fetched.get(address);
}

/** Leaflet as served by ourselves; as a module it leaves its namespace on the window. */
export async function loadLeaflet(data) {
  if (!window.L?.map) await import(new URL(data.urls.leaflet, document.baseURI).href);
  return window.L;
}

/** The style sheets belong into the shadow root; drawing before they are there would measure wrong sizes. */
export function loadStyles(shadow, addresses) {
  return Promise.all(addresses.map((href) => new Promise((done) => {
    shadow.append(h("link", { rel: "stylesheet", href, onload: done, onerror: done }));
  })));
}
