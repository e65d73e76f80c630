// The timeline: what the feed told this page, newest first, kept until the page is closed.
import { el } from "./dom.js";
import { timeOfDay } from "./format.js";
import { changesOf, TIMELINE_KEPT } from "./timeline.js";

export function createTimeline() {
  const list = el("ol.timeline");
  const empty = el("p.empty.small", {}, "Nothing has changed since this page was opened. Every change of state is written here with its time.");
  const element = el("section.record", { "aria-labelledby": "timeline-title" }, el("h2", { id: "timeline-title" }, "Timeline"), list, empty);
  let known = new Map();

  function observe(clusters, at) {
    for (const cluster of clusters) {
      for (const change of changesOf(known.get(cluster.name), cluster, at)) list.prepend(line(change));
      known.set(cluster.name, cluster);
    }
    while (list.children.length > TIMELINE_KEPT) list.lastChild.remove();
    list.hidden = list.children.length === 0;
    empty.hidden = !list.hidden;
  }

  return { element, observe };
}

function line({ at, cluster, text, state }) {
  const words = state ? el("span.state", { data: { state } }, text) : el("span", {}, text);
  return el("li", {}, el("time", { datetime: at, title: at }, timeOfDay(at)), el("code", {}, cluster), words);
}
