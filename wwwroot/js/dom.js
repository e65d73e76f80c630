// The few verbs the console needs of the document. Text only ever enters as text.

/** el("p.soft", { id: "x", title: "…", onclick }, "text", node, …): the classes ride on the tag name. */
export function el(tagAndClasses, attributes = {}, ...children) {
  const [tag, ...classes] = tagAndClasses.split(".");
  const node = document.createElement(tag);
  if (classes.length > 0) node.classList.add(...classes);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets the text and says whether it was another before. */
export function setText(node, text) {
  const next = text ?? "";
  if (node.textContent === next) return false;
  node.textContent = next;
  return true;
}

const MARK_MS = 300;
const calm = typeof matchMedia === "function" ? matchMedia("(prefers-reduced-motion: reduce)") : { matches: true };

/** A short light on what has just changed; none for those who asked for no motion. */
export function mark(node) {
  if (calm.matches) return;
  for (const running of node.getAnimations()) running.cancel();
  node.animate([{ backgroundColor: getComputedStyle(node).getPropertyValue("--mark") || "transparent" }, { backgroundColor: "transparent" }],
    { duration: MARK_MS, easing: "ease-out" });
}

/** Makes parent hold one child per key, in order, keeping the nodes of keys it had. make(key) builds a new one. */
export function keyed(parent, keys, make) {
  const old = new Map(Array.from(parent.children, (child) => [child.dataset.key, child]));
  const nodes = keys.map((key) => {
    const node = old.get(key) ?? make(key);
    node.dataset.key = key;
    return node;
  });
  const same = nodes.length === parent.children.length && nodes.every((node, i) => node === parent.children[i]);
  if (!same) parent.replaceChildren(...nodes);
  return nodes.map((node, i) => ({ node, isNew: !old.has(keys[i]) }));
}

/** state: one of the words the feed uses, or one this page has never heard: shown as it is, in grey. */
export function setState(node, state) {
  const changed = node.dataset.state !== state;
  if (changed) node.dataset.state = state;
  return setText(node, state) || changed;
}
