import { fill, h } from "./dom.js";
import { roundedPoint, shiftedKm } from "./reach-distances.js";

const STEP_KM = 1;
const WIDE_STEP_KM = 5;
const ARROWS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * The new initiatives as buttons above the drawing: dragged with a pointer, moved with the arrow keys, removed with
 * the delete key. They lie outside the drawing, which assistive tools skip.
 */
export function createHandles(leaf, store, facts, words) {
  const nodes = [];

  function handle(index) {
    const node = h("button", {
      type: "button", class: "handle",
      onpointerdown: (event) => grab(event, index), onkeydown: (event) => press(event, index),
      onfocus: () => store.set({ active: index }),
    }, h("span", { class: "flag", "aria-hidden": "true" }));
    leaf.overlay.append(node);
    return node;
  }

  function move(index, point, resting) {
    const points = store.get().points.map((old, i) => (i === index ? roundedPoint(leaf.keepInside(point)) : old));
    store.set({ points, active: index, resting });
  }

  /** Dragging draws with every movement and tells the server only where it ends. */
  function grab(event, index) {
    event.preventDefault();
    const node = nodes[index];
    node.focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    const frame = leaf.root.getBoundingClientRect();
    const drag = (moved) => move(index, leaf.fromPixel([moved.clientX - frame.left, moved.clientY - frame.top]), false);
    const drop = () => {
      node.removeEventListener("pointermove", drag);
      store.set({ resting: true });
    };
    node.addEventListener("pointermove", drag);
    node.addEventListener("pointerup", drop, { once: true });
    node.addEventListener("pointercancel", drop, { once: true });
  }

  function press(event, index) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      store.set({ points: store.get().points.filter((_, i) => i !== index), active: 0, resting: true });
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = event.shiftKey ? WIDE_STEP_KM : STEP_KM;
    move(index, shiftedKm(store.get().points[index], arrow[0] * step, arrow[1] * step, facts.radius_km), true);
  }

  return {
    /** Puts the buttons where their points are now. */
    place() {
      if (!leaf.fitted) return;
      store.get().points.forEach((point, i) => {
        const { x, y } = leaf.toPixel(point);
        nodes[i].style.transform = `translate(${x}px, ${y}px)`;
      });
    },
    render(state, names) {
      while (nodes.length > state.points.length) nodes.pop().remove();
      while (nodes.length < state.points.length) nodes.push(handle(nodes.length));
      nodes.forEach((node, i) => {
        node.setAttribute("aria-label", fill(words().handle, { n: i + 1, place: names[i] }));
        node.firstChild.textContent = state.points.length > 1 ? String(i + 1) : "+";
      });
      this.place();
    },
    focus(index) { nodes[index]?.focus({ preventScroll: true }); },
  };
}
