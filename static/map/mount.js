const instances = new WeakMap();

/**
 * What Streamlit calls at every change of an element's data: it draws the element, or hands the new data to the one
 * already there. `start(data, parentElement, report)` gives `{lang, update(data), remove()}`.
 */
export function mountWith(start) {
  return async function mountElement({ data, parentElement, setTriggerValue }) {
    const known = instances.get(parentElement);
    if (known) {
      const element = await known;
      if (instances.get(parentElement) !== known) return mountElement({ data, parentElement, setTriggerValue });
      if (element.lang === data.lang) {
        element.update(data);
        return () => dismantle(parentElement);
      }
      // In another language every word is another: the element is built anew, from the address that holds its state.
      dismantle(parentElement);
    }
    const started = start(data, parentElement, (event, value) => {
      setTriggerValue(event, value);
      document.dispatchEvent(new Event("atlas:sent"));
    });
    instances.set(parentElement, started);
    await started;
    return () => dismantle(parentElement);
  };
}

async function dismantle(parentElement) {
  const known = instances.get(parentElement);
  instances.delete(parentElement);
  (await known)?.remove();
}
