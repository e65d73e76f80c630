// The stage: what everyone in the room is to see of the feed, and of what their own refreshes got.
import { subscribe } from "./live.js";
import { el, keyed, setText } from "./dom.js";
import { actNow, story } from "./acts.js";
import { linkWords, stageSentence } from "./words.js";

const WALL_EVERY_MS = 1000, TILES = 400;
const BADGES = { lab: "LAB", real: "REAL" };
const SHAPES = {
  Serving: '<circle cx="10" cy="10" r="8" stroke="none"/>',
  Recovering: '<circle cx="10" cy="10" r="7" fill="none" stroke-width="2"/><path d="M10 3a7 7 0 0 0 0 14z" stroke="none"/>',
  Down: '<rect x="2.5" y="2.5" width="15" height="15" stroke="none"/>',
  Silent: '<path d="M10 2l8 8-8 8-8-8z" fill="none" stroke-width="2"/>',
  Unknown: '<circle cx="10" cy="10" r="7" fill="none" stroke-width="1.6" stroke-dasharray="3 2"/>',
};

const sites = document.getElementById("sites"), link = document.getElementById("link"), act = document.getElementById("act");
const badge = document.getElementById("badge"), wall = document.getElementById("wall"), wallWords = document.getElementById("wall-words");
let live = null, stale = false;

live = subscribe({
  onSnapshot: show,
  onChange: (_message, feed) => show(feed),
  onStatus(status) {
    stale = status.link === "stale";
    link.classList.toggle("is-stale", stale);
    setText(link, linkWords(status));
    if (live && live.feed.sequence !== null) show(live.feed);
  },
});

function show(feed) {
  sites.removeAttribute("aria-busy");
  badge.hidden = !feed.mode;
  badge.dataset.mode = feed.mode ?? "";
  setText(badge, BADGES[feed.mode] ?? feed.mode);
  setText(act, story(feed).find((one) => one.id === actNow(feed)).title);
  const rows = keyed(sites, feed.clusters.map((cluster) => cluster.name), makeSite);
  rows.forEach(({ node }, i) => showSite(node, feed.clusters[i]));
}

function makeSite(name) {
  return el("section.site", { "aria-label": name }, el("h2", {}, name), el("div.site-shape", { "aria-hidden": "true" }), el("p.site-word", { role: "status" }), el("p.site-truth"));
}

function showSite(node, cluster) {
  const state = stale || !cluster.connected ? "Unknown" : cluster.state;
  const [, shape, word, truth] = node.children;
  if (node.dataset.state !== state) {
    node.dataset.state = state;
    shape.replaceChildren(drawn(SHAPES[state] ?? SHAPES.Unknown));
  }
  setText(word, state === "Unknown" && cluster.state !== "Unknown" ? `${cluster.state}, stale` : cluster.state);
  setText(truth, stageSentence(cluster));
}

/** Only our own drawings come here. */
function drawn(markup) {
  const parsed = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">${markup}</svg>`, "image/svg+xml");
  return document.importNode(parsed.documentElement, true);
}

async function showWall() {
  try {
    const response = await fetch(`/api/v1/audience?tiles=${TILES}`, { cache: "no-store", headers: { Accept: "application/json" } });
    if (response.ok) tile(await response.json());
  } catch {
    // The link's own words say that nothing comes.
  }
  setTimeout(showWall, WALL_EVERY_MS);
}

function tile({ attendees, outcomes, tiles }) {
  const parts = [[outcomes.ok, "see the shop"], [outcomes.refused, "see 500"], [outcomes.silent, "see 504"], [outcomes.other, "something else"]];
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`).join(" · ");
  setText(wallWords, attendees === 0 ? "Nobody has refreshed the page yet." : `${attendees} ${attendees === 1 ? "attendee" : "attendees"}: ${said}`);
  while (wall.children.length > tiles.length) wall.lastChild.remove();
  while (wall.children.length < tiles.length) wall.append(el("li"));
  tiles.forEach((outcome, i) => { wall.children[i].dataset.outcome = outcome; });
}

fetch("/stage/address").then((response) => response.text()).then((address) => setText(document.getElementById("address"), address.replace(/^https?:\/\//, "").replace(/\/$/, ""))).catch(() => {});
void showWall();
