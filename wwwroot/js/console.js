// The console: one feed, shown. Who may do what comes from /api/v1/me; everything else from the feed.
import { subscribe } from "./live.js";
import { keyed } from "./dom.js";
import { whoAmI } from "./api.js";
import { createHeader } from "./console-header.js";
import { createClusterColumn } from "./cluster-column.js";
import { createStory } from "./act-story.js";
import { createOperations } from "./operations.js";
import { createTimeline } from "./timeline-view.js";
import { createStrategies } from "./strategies.js";

const columnsRoot = document.getElementById("clusters");
const empty = document.getElementById("no-clusters");
const actRoot = document.getElementById("act");
const header = createHeader(document.querySelector("header"));
const operations = createOperations();
const timeline = createTimeline();
const strategies = createStrategies();
const columns = new Map();
let live = null, panel = null, linkStale = false;

document.getElementById("records").append(strategies.element, timeline.element, operations.element);

live = subscribe({
  onSnapshot(feed) {
    columnsRoot.removeAttribute("aria-busy");
    timeline.observe(feed.clusters, new Date(live?.now() ?? Date.now()).toISOString());
    show(feed);
  },
  onChange(message, feed) {
    if (message.kind === "operation" && message.operation.status === "running") void strategies.ask();
    if (message.kind === "cluster") timeline.observe([message.cluster], message.at);
    show(feed);
  },
  onStatus(status) {
    linkStale = status.link === "stale";
    header.showLink(status);
    if (live && live.feed.sequence !== null) tick(live.feed);
  },
});

function show(feed) {
  header.showFeed(feed);
  empty.hidden = feed.clusters.length > 0;
  keyed(columnsRoot, feed.clusters.map((cluster) => cluster.name), (name) => {
    columns.set(name, createClusterColumn(name));
    return columns.get(name).element;
  });
  panel?.show(feed);
  tick(feed);
}

/** What depends on the time as well as on the feed. */
function tick(feed) {
  for (const cluster of feed.clusters) columns.get(cluster.name)?.show(cluster, live.since, linkStale);
  operations.show(feed.operations, live.since);
}

async function showPresenter() {
  const me = await whoAmI();
  if (me === null) return void setTimeout(showPresenter, 2000);
  setPresenter(me.presenter === true);
}

function setPresenter(signedIn) {
  header.showPresenter(signedIn);
  if (signedIn === (panel !== null)) return;
  panel = signedIn ? createStory({ onSignedOut: () => setPresenter(false) }) : null;
  actRoot.replaceChildren(...(panel ? [panel.element] : []));
  actRoot.hidden = panel === null;
  if (panel && live && live.feed.sequence !== null) panel.show(live.feed);
}

document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") void showPresenter(); });
void showPresenter();
