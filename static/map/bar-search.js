import { h } from "./dom.js";
import { createSearch } from "./search.js";

const KREIS_PAGE = "kreisprofil";
const INITIATIVE_PAGE = "initiativen";

/**
 * The field of the bar: whatever is chosen opens its page. A Gemeinde opens the profile of its Kreis, which the list
 * names beside it.
 *
 * `start` is the address of the start page, `source` the one of places and initiatives, `ui` the words by language.
 */
export default function createBarSearch({ start, source, ui, lang }, onLeave) {
  const search = createSearch(ui, async () => readSubjects(await (await fetch(source)).json(), ui), (subject) => open(subject));

  async function open(subject) {
    const page = new URL(subject.initiative ? INITIATIVE_PAGE : KREIS_PAGE, start);
    page.search = new URLSearchParams({
      ...(subject.initiative ? { initiative: subject.initiative } : { kreis: subject.kreis_ags }),
      ...(lang === "de" ? {} : { lang }),
    });
    onLeave();
    // What was typed or pressed before reaches the server first, as with every link.
    await window.atlasDelivery?.deliver();
    window.location.assign(page);
  }
  return search;
}

/** Places and, after them, initiatives, as the search reads them. */
function readSubjects({ places, initiatives }, ui) {
  const members = initiatives.map(({ member_id, name, keys, place }) => (
    { initiative: member_id, name, keys, lat: null, quiet: `${ui.initiative}, ${place}` }));
  return [...places, ...members];
}
