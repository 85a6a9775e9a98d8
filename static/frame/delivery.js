/**
 * A link to another page, Back and Forward wait until the server has what was pressed or typed before it.
 *
 * Streamlit sends a change of page at once, and the server then drops a press or a text it has not read yet. Here
 * every press, every choice and every finished text gets a number, which travels in the same message; the page repeats the number at
 * the end of its run. A click on a link that comes earlier is held back and made good when the number has come back;
 * history.js does the same for Back and Forward.
 * A file that the server writes on demand has a new address after each run; a download pressed while a page is being
 * run waits for that address in the same way, because the server no longer knows the old one. So does a link to a file,
 * whose address says what is in it, and a button pressed while a cell of a table is still on its way.
 * The second press of a double click asks for nothing.
 */
(() => {
  const LONGEST_WAIT_MS = 30000;
  /** A wait that lasts longer than this is said in words. */
  const SILENT_WAIT_MS = 1000;
  const LOOK_EVERY_MS = 20;
  /** A pointer that moves no further has not left what it presses. */
  const STILL_PX = 10;
  const LONGEST_SHOWING_MS = 3000;
  /** The table editor passes a cell on a moment after it was left. */
  const GRID_PAUSE_MS = 300;
  const PRESSED = `:is(${["stButton", "stButtonGroup", "stMultiSelect"].map((name) => `[data-testid="${name}"]`)}) button, [data-testid="stCheckbox"] label`;
  /** Chosen as the pointer is let go; a slider also when it is let go beside it. */
  const LET_GO = '[role="option"], [data-testid="stSlider"]';
  const CHOICE = '[role="combobox"]';
  /** What a key chooses without any click: the place of a slider, and a word taken out of a list. */
  const KEYED = {
    '[data-testid="stSlider"]': ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"],
    '[data-testid="stMultiSelect"]': ["Backspace", "Delete"],
  };
  const BUTTON = '[data-testid="stButton"] button';
  /** Pressed as often as there are steps to take back. */
  const REPEATED = ".st-key-presentation_undo";
  const DOWNLOAD = '[data-testid="stDownloadButton"] button';
  const GRID = '[data-testid="stDataFrame"], #portal';
  const UPLOAD = '[data-testid="stFileUploader"]';
  const CHIP = '[data-testid="stFileChip"]';
  const SENDING = '[data-testid="stFileChipIconSpinner"]';

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const within = (path, selector) => path.some((node) => node instanceof Element && node.closest(selector));
  const isOwnElement = (path) => path.some((node) => node instanceof ShadowRoot);

  /** `send` hands a number to the server; it comes with the first drawn page, which one can type into before that. */
  const delivery = { send: null, number: 0, sent: 0, later: 0, cells: 0, pressed: null, down: null, behind: new Set(), uploads: 0, files: [], typed: new Set(), isHeld: false, unsaid: false, passing: false, click: 0 };
  window.atlasDelivery = delivery;

  delivery.connect = (send) => {
    delivery.send = send;
    pass();
  };

  function pass() {
    if (!delivery.send || delivery.sent === delivery.number) return;
    delivery.sent = delivery.number;
    delivery.send(delivery.number);
  }

  function count() {
    delivery.number += 1;
    pass();
  }

  function countLater(pause) {
    delivery.later += 1;
    setTimeout(() => { delivery.later -= 1; count(); }, pause);
  }

  function finish(field, path) {
    if (!delivery.typed.has(field)) return;
    // Not before the field itself has sent its words, which it does in this same turn of the browser.
    if (within(path, GRID)) countCell();
    else countLater(0);
  }

  function countCell() {
    delivery.cells += 1;
    setTimeout(() => { delivery.cells -= 1; }, GRID_PAUSE_MS);
    countLater(GRID_PAUSE_MS);
  }

  /** Until the field shows a file that was given, which takes a while on a busy machine. */
  function shown(uploader) {
    const isChip = (node) => node instanceof Element && (node.matches(CHIP) || node.querySelector(CHIP));
    return new Promise((done) => {
      const watch = new MutationObserver((changes) => {
        if (changes.some(({ addedNodes }) => [...addedNodes].some(isChip))) done();
      });
      watch.observe(uploader, { childList: true, subtree: true });
      setTimeout(() => { watch.disconnect(); done(); }, LONGEST_SHOWING_MS);
    });
  }

  async function countUpload(uploader, files) {
    delivery.files = [...(isDelivered() ? [] : delivery.files), ...[...files].map(({ name }) => name)];
    delivery.later += 1;
    delivery.uploads += 1;
    await shown(uploader);
    do await wait(100); while (uploader.isConnected && uploader.querySelector(SENDING));
    delivery.later -= 1;
    delivery.uploads -= 1;
    count();
  }

  /** Whether a run has received everything, and the browser has taken up the presentation as that run left it. */
  function isDelivered() {
    const { delivered = 0, kept } = document.querySelector("[data-delivered]")?.dataset ?? {};
    return delivery.later === 0 && Number(delivered) >= delivery.number && (!kept || kept === window.atlasPresentation?.taken);
  }

  /** Whether elements of ours also show what the server made of it: `behind` says of each whether it does not yet. */
  const isDrawn = () => isDelivered() && ![...delivery.behind].some((isBehind) => isBehind());

  /** Elements of ours report what is still being typed; other fields do so when they lose the focus. */
  function leaveFields(link) {
    delivery.unsaid = false;
    document.dispatchEvent(new CustomEvent("atlas:leave", { detail: link }));
    if (delivery.typed.size) document.activeElement?.blur();
  }

  async function waitFor(isReady) {
    const start = performance.now();
    const say = setTimeout(sayWaiting, SILENT_WAIT_MS, true);
    // A large file on a slow line takes as long as it takes; whoever wants to go can take it out of its field.
    while (!isReady() && (delivery.uploads || performance.now() - start < LONGEST_WAIT_MS)) await wait(LOOK_EVERY_MS);
    clearTimeout(say);
    sayWaiting(false);
  }

  const sayWaiting = (isWaiting) => document.dispatchEvent(new CustomEvent("atlas:waiting", { detail: isWaiting }));

  delivery.isDelivered = isDelivered;

  /** Names of the files that end with this document: on their way, or with the visit and not taken over. */
  delivery.passingFiles = () => {
    const { heldFiles = "[]" } = document.querySelector("[data-held-files]")?.dataset ?? {};
    return [...new Set([...JSON.parse(heldFiles), ...(isDelivered() ? [] : delivery.files)])];
  };

  /** Whether the server has everything that was pressed and typed. */
  delivery.isDone = () => !delivery.unsaid && isDelivered();

  /** Leaves the fields and waits until the server has everything; false when another click came in between. */
  delivery.deliver = async () => {
    const click = ++delivery.click;
    leaveFields(null);
    await waitFor(isDelivered);
    return click === delivery.click;
  };

  /** The same for what is taken from the page itself, which is drawn a moment after the server has everything. */
  delivery.draw = () => {
    leaveFields(null);
    return waitFor(isDrawn);
  };

  /** A choice made just before is sent, but the run it asks for need not have begun: its number tells. */
  const isSettled = () => isDelivered() && document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning";

  /** The class that a part of the page keeps when it is drawn anew. */
  const placeOf = (target) => [...(target.closest('[class*="st-key-"]')?.classList ?? [])].find((name) => name.startsWith("st-key-"));

  /** Waits for `isReady` and then clicks `target`, unless another click came in between. */
  async function clickLater(target, isReady) {
    const click = ++delivery.click;
    const place = placeOf(target);
    await waitFor(isReady);
    if (click !== delivery.click) return;
    if (!target.isConnected && target.href) { window.location.assign(target.href); return; }
    delivery.passing = true;
    // A run may have put another button in its place, for a file of another name.
    (target.isConnected ? target : document.querySelector(`.${place} button`))?.click();
    delivery.passing = false;
  }

  function hold(event, target, isReady) {
    event.preventDefault();
    event.stopImmediatePropagation();
    clickLater(target, isReady);
  }

  /** Whether this press on a button is not one: the second of a double click, or held until a cell has been sent. */
  function press(event) {
    const button = event.target instanceof Element && event.target.closest(BUTTON);
    const isSecond = button && event.detail > 1 && button === delivery.pressed && !button.closest(REPEATED);
    delivery.pressed = button || null;
    if (!button || delivery.passing) return false;
    if (isSecond) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (delivery.cells) {
      hold(event, button, isDelivered);
    }
    return isSecond || delivery.cells > 0;
  }

  function leadsAway(link, event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
    if (link.target && link.target !== "_self") return false;
    return new URL(link.href).origin === window.location.origin;
  }

  document.addEventListener("click", (event) => {
    const path = event.composedPath();
    const link = path.find((node) => node instanceof HTMLAnchorElement && node.href);
    if (!link) {
      if (press(event)) return;
      if (within(path, PRESSED)) countLater(0);
      const download = event.target instanceof Element && event.target.closest(DOWNLOAD);
      if (download && !delivery.passing && !isSettled()) hold(event, download, isSettled);
      return;
    }
    if (delivery.passing || !leadsAway(link, event)) return;
    leaveFields(link);
    const isReady = link.hasAttribute("download") ? isDrawn : isDelivered;
    if (!isReady()) hold(event, link, isReady);
  }, { capture: true });

  document.addEventListener("pointerdown", (event) => {
    delivery.isHeld = Boolean(within(event.composedPath(), LET_GO));
    const button = event.target instanceof Element && event.target.closest(BUTTON);
    delivery.down = button && event.button === 0 ? { button, place: placeOf(button), x: event.clientX, y: event.clientY } : null;
  }, { capture: true });

  document.addEventListener("pointerup", (event) => {
    if (delivery.isHeld) countLater(0);
    delivery.isHeld = false;
    pressMoved(event);
  }, { capture: true });

  /** A button that was drawn anew, or moved away, between finger down and finger up has been pressed all the same. */
  function pressMoved(event) {
    const { down } = delivery;
    delivery.down = null;
    if (!down || event.composedPath().includes(down.button)) return;
    if (Math.hypot(event.clientX - down.x, event.clientY - down.y) > STILL_PX) return;
    const button = down.button.isConnected ? down.button : document.querySelector(`.${down.place} button`);
    button?.click();
  }

  document.addEventListener("input", (event) => {
    delivery.unsaid = true;
    if (!isOwnElement(event.composedPath())) delivery.typed.add(event.target);
  }, { capture: true });

  document.addEventListener("focusout", (event) => {
    finish(event.target, event.composedPath());
    delivery.typed.delete(event.target);
  }, { capture: true });

  document.addEventListener("keydown", (event) => {
    const path = event.composedPath();
    if (Object.entries(KEYED).some(([field, keys]) => keys.includes(event.key) && within(path, field))) countLater(0);
    else if (event.key === "Enter" && within(path, CHOICE)) countLater(0);
    else if (event.key === "Enter" || event.key === "Tab") finish(event.target, path);
  }, { capture: true });

  for (const kind of ["change", "drop"]) {
    document.addEventListener(kind, (event) => {
      const uploader = event.target instanceof Element && event.target.closest(UPLOAD);
      if (uploader) countUpload(uploader, event.target.files ?? event.dataTransfer?.files ?? []);
    }, { capture: true });
  }

  // What has not arrived would be lost: the browser asks whether to leave all the same, and who stays has it sent.
  window.addEventListener("beforeunload", (event) => {
    leaveFields(null);
    if (delivery.uploads || !isDelivered()) event.preventDefault();
  });

  // An element of ours holds something back that it will send in a moment; it has just sent something.
  document.addEventListener("atlas:unsaid", () => { delivery.unsaid = true; });
  document.addEventListener("atlas:sent", count);
})();
