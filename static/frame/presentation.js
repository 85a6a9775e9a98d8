/**
 * Keeps the presentation in the browser's local storage, on this device only.
 *
 * The record carries the mark of its state and the marks of the states before it. What the server sends is written
 * when it builds on the record; when the record is unknown to the server (after a reload, or written by another tab),
 * the server is told and answers with a state that holds both.
 */
const MARKS_KEPT = 30;
const ASK_AGAIN_MS = 2500;
const DAY_MS = 86_400_000;
const tab = (window.atlasPresentation ??= { data: null, send: null, told: "", toldAt: 0, taken: "" });

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
      return null;
    }
    return record && typeof record.word === "string" && typeof record.revision === "string" ? record : null;
  } catch (error) {
    return error instanceof SyntaxError ? null : undefined;
  }
}

function write({ key, word, revision, history }, seen) {
  const marks = [...new Set([...history.slice().reverse(), ...seen])].filter(Boolean).slice(0, MARKS_KEPT);
  try {
    localStorage.setItem(key, JSON.stringify({ word, revision, seen: marks, at: Date.now() }));
  } catch {
    tell({ refused: true }, "refused");
  }
}

/** Tells the server, and once more when it has not answered: a message can be overtaken by a change of page. */
function tell(found, mark) {
  if (tab.told === mark && Date.now() - tab.toldAt < ASK_AGAIN_MS) return;
  Object.assign(tab, { told: mark, toldAt: Date.now() });
  tab.send(found);
  if (!found.refused) setTimeout(settle, ASK_AGAIN_MS + 50);
}

function settle() {
  const { data } = tab;
  const record = read(data);
  if (record === undefined) {
    if (data.word && tab.told !== "refused") tell({ refused: true }, "refused");
  } else if (data.linked) tell(record ?? { revision: "" }, record?.revision || "nothing");
  else if (!record || data.history.includes(record.revision)) { if (data.revision) write(data, record?.seen ?? []); }
  else if (record.revision !== data.revision) tell(record, record.revision);
}
