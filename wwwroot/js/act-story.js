// The acts in a row: where the room is, which may start, and the one that is open. Opening an act does nothing else.
import { el, keyed, setText } from "./dom.js";
import { actNext, story } from "./acts.js";
import { createActPanel } from "./act-panel.js";

export function createStory({ onSignedOut }) {
  const tabs = el("div.acts", { role: "tablist", "aria-label": "Acts of the story" });
  const reason = el("p.act-reason.soft", { hidden: true });
  const room = el("div.act-room", { role: "tabpanel", id: "act-room", tabindex: "-1" });
  const element = el("section.act", { "aria-label": "The story" }, tabs, reason, room);
  const panels = new Map();
  let open = null, feed = null;

  tabs.addEventListener("keydown", (event) => walk(event, { ArrowRight: 1, ArrowLeft: -1 }[event.key], true));

  // A clicker's keys walk the acts. None of them starts anything: that takes the button.
  document.addEventListener("keydown", (event) => {
    if (element.isConnected && !event.target.closest("input, select, textarea")) walk(event, { PageDown: 1, PageUp: -1 }[event.key], false);
  });

  function walk(event, step, focus) {
    const all = Array.from(tabs.children);
    if (!step || all.length === 0) return;
    const next = all[(all.findIndex((tab) => tab.dataset.key === open) + step + all.length) % all.length];
    event.preventDefault();
    show(next.dataset.key);
    if (focus) next.focus();
  }

  function showFeed(next) {
    feed = next;
    open ??= feed.clusters.length > 0 ? actNext(feed) : null;
    const acts = story(feed);
    const rows = keyed(tabs, acts.map((act) => act.id), (id) =>
      el("button.act-tab", { type: "button", role: "tab", id: `act-${id}`, "aria-controls": "act-room", onclick: () => show(id) },
        el("span.act-number"), el("span.act-title"), el("span.act-mark")));
    rows.forEach(({ node }, i) => {
      const act = acts[i];
      setText(node.children[0], String(i + 1));
      setText(node.children[1], act.title);
      setText(node.children[2], act.now ? "now" : act.reason === null ? "" : "not yet");
      node.toggleAttribute("data-now", act.now);
      node.toggleAttribute("data-closed", act.reason !== null);
      node.setAttribute("aria-selected", String(act.id === open));
      node.tabIndex = act.id === open ? 0 : -1;
    });
    if (open === null) return;
    const why = acts.find((act) => act.id === open).reason;
    reason.hidden = why === null;
    setText(reason, why);
    if (!panels.has(open)) panels.set(open, createActPanel(open, { onSignedOut }));
    const panel = panels.get(open);
    if (room.firstChild !== panel.element) room.replaceChildren(panel.element);
    room.setAttribute("aria-labelledby", `act-${open}`);
    panel.show(feed);
  }

  function show(id) {
    open = id;
    showFeed(feed);
  }

  return { element, show: showFeed };
}
