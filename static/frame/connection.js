/**
 * Says at once, and in the page's language, that the connection is lost. Streamlit itself waits for a second failure
 * before it shows a dialog, and shows nothing at all while a cut line only hangs.
 */
(() => {
  const PATIENCE_MS = 2500;
  const WATCH_MS = 3000;
  const RETRY_MS = 1000;
  /** Nobody looks at a page that was left alone for longer, so it asks the server nothing. */
  const IDLE_MS = 120_000;
  const { lost, back, waiting } = JSON.parse(document.getElementById("frame-words").textContent).connection;
  const notice = document.createElement("div");
  notice.id = "connection-notice";
  notice.className = "frame-notice";
  notice.setAttribute("role", "alert");
  let timer = 0;
  let asking = false;
  let answered = true;
  let lastAct = performance.now();
  let lastAsked = 0;
  let wasLost = false;
  let isWaiting = false;
  let wasConnected = false;

  const app = () => document.querySelector('[data-testid="stApp"]');

  /** Streamlit's socket, once it had been open. */
  function isSocketOpen() {
    const state = app()?.dataset.testConnectionState;
    wasConnected ||= state === "CONNECTED";
    return !wasConnected || state === undefined || state === "CONNECTED";
  }

  function show() {
    const isLost = !navigator.onLine || !answered || !isSocketOpen();
    const { lang } = document.documentElement;
    if (isLost) notice.textContent = lost[lang] ?? lost.en;
    else if (isWaiting) notice.textContent = waiting[lang] ?? waiting.en;
    else if (wasLost) {
      notice.textContent = back[lang] ?? back.en;
      setTimeout(() => { if (!wasLost) notice.textContent = ""; }, 4000);
    }
    notice.classList.toggle("lost", isLost);
    wasLost = isLost;
  }

  /** Asks the server whether it is there; a line that hangs is found by its silence. */
  async function ask() {
    if (asking) return;
    asking = true;
    lastAsked = performance.now();
    const address = new URL("/healthz", window.location.origin);
    const options = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) };
    answered = await fetch(address, options).then(() => true, () => false);
    asking = false;
    show();
    plan();
  }

  function plan() {
    clearTimeout(timer);
    const isWatched = !document.hidden && performance.now() - lastAct < IDLE_MS;
    if (!answered) timer = setTimeout(ask, RETRY_MS);
    else if (isWatched) timer = setTimeout(ask, WATCH_MS);
  }

  /** Whoever presses something wants an answer: the line is looked at now. */
  function act() {
    lastAct = performance.now();
    if (performance.now() - lastAsked > PATIENCE_MS) ask();
  }

  for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) window.addEventListener(name, act, { capture: true, passive: true });
  for (const name of ["online", "offline"]) window.addEventListener(name, () => { show(); ask(); });
  // A click is held back until what was typed before it has arrived (delivery.js).
  document.addEventListener("atlas:waiting", ({ detail }) => {
    if (isWaiting && !detail && !wasLost) notice.textContent = "";
    isWaiting = detail;
    show();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) act(); });
  new MutationObserver(show).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["data-test-connection-state", "lang"] });
  document.body.append(notice);
  plan();
})();
