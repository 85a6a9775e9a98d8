/**
 * Keeps the presentation in the browser's local storage, on this device only.
 *
 * The record carries the mark of its state and the marks of the states before it. What the server sends is written
 * when it builds on the record; when the record is unknown to the server (after a reload, or written by another tab),
 * the server is told and answers with a state that holds both. Every visit begins the days of the record anew; one whose
 * days are over is deleted at the next visit, and the server is told so that the page can say it.
 */
const MARKS_KEPT = 30;
const ASK_AGAIN_MS = 2500;
const DAY_MS = 86_400_000;
const tab = (window.atlasPresentation ??= { data: null, send: null, told: "", toldAt: 0, taken: "", expired: false });

export default function ({ data, setTriggerValue }) {
  const first = tab.data === null;
  tab.data = data;
  tab.send = (found) => setTriggerValue("found", found);
  // Another tab has changed the presentation.
  if (first) window.addEventListener("storage", (event) => { if (!event.key || event.key === data.key) settle(); });
  settle();
  tab.taken = data.revision;
}

/** The record; null when there is none, undefined when the browser refuses to keep anything. */
function read({ key, days }) {
  try {
    const record = JSON.parse(localStorage.getItem(key) ?? "null");
    if (record && Date.now() - record.at > days * DAY_MS) {
      localStorage.removeItem(key);
      tab.expired = true;
      return null;
    }
    return record && typeof record.word === "string" && typeof record.revision === "string" ? record : null;
  } catch (error) {
    return error instanceof SyntaxError ? null : undefined;
  }
}

function write({ key, word, revision, history }, seen) {
  const marks = [...new Set([...history.slice().reverse(), ...seen])].filter(Boolean).slice(0, MARKS_KEPT);
  keep(key, { word, revision, seen: marks, at: Date.now() });
}

function keep(key, record) {
  try {
    localStorage.setItem(key, JSON.stringify(record));
  } catch {
    tell({ refused: true }, "refused");
  }
}

/** Tells the server, and once more when it has not answered: a message can be overtaken by a change of page. */
function tell(found, mark) {
  if (tab.told === mark && Date.now() - tab.toldAt < ASK_AGAIN_MS) return;
  Object.assign(tab, { told: mark, toldAt: Date.now() });
  tab.send({ ...found, expired: tab.expired });
  if (!found.refused) setTimeout(settle, ASK_AGAIN_MS + 50);
}

function settle() {
  const { data } = tab;
  const record = read(data);
  if (record === undefined) {
    if (data.word && tab.told !== "refused") tell({ refused: true }, "refused");
  } else if (data.linked) tell(record ?? { revision: "" }, record?.revision || "nothing");
  else if (!record || data.history.includes(record.revision)) {
    if (data.revision) write(data, record?.seen ?? []);
    if (tab.expired && !data.expired) tell({ revision: "" }, "expired");
  } else if (record.revision !== data.revision) tell(record, record.revision);
  else if (Date.now() - record.at > DAY_MS) keep(data.key, { ...record, at: Date.now() });
}
