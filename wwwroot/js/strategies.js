// The ways to reach a broken database, side by side, as the application's own comparison sees them.
import { el, setText } from "./dom.js";
import { createTable } from "./table.js";
import { duration, latency, timeOfDay } from "./format.js";

const WHILE_RUNNING_MS = 1000, WHILE_QUIET_MS = 5000;
const COLUMNS = ["WAY", "SUCCESS", "REQUESTS", "FAILED", "P50", "P99", "OUTAGE", "NOW"];

export function createStrategies() {
  const table = createTable("Ways to reach testdb, compared");
  const about = el("p.soft.small"), empty = el("p.empty.small", {}, "No comparison yet. A break begins one: the three routes and the client's defaults, each asked five times a second.");
  const element = el("section.record", { "aria-labelledby": "strategies-title" }, el("h2", { id: "strategies-title" }, "Ways compared"), about, table.element, empty);
  let timer = 0;
  show({ strategies: [] });

  async function ask() {
    clearTimeout(timer);
    const view = document.visibilityState === "visible" ? await read() : null;
    if (view) show(view);
    timer = setTimeout(ask, view?.running ? WHILE_RUNNING_MS : WHILE_QUIET_MS);
  }

  function show(view) {
    const all = view.strategies ?? [];
    empty.hidden = all.length > 0;
    about.hidden = table.element.hidden = all.length === 0;
    setText(about, aboutOf(view));
    table.show(COLUMNS, all.map((one) => ({ key: one.name, cells: cellsOf(one) })), COLUMNS.map((_, i) => i));
  }

  document.addEventListener("visibilitychange", ask);
  void ask();
  return { element, ask };
}

async function read() {
  try {
    const response = await fetch("/api/v1/strategies", { cache: "no-store", headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch {
    return null; // The link's own sign says that the application does not answer; the last table stays.
  }
}

function aboutOf(view) {
  if (!view.site) return "";
  const since = `Page of ${view.site}, asked since ${timeOfDay(view.startedAt)}`;
  return view.running ? `${since}, five times a second each.` : `${since} until ${timeOfDay(view.endedAt)}.`;
}

export function cellsOf(one) {
  const share = one.success === null ? "" : `${one.success === 1 ? "100" : (Math.floor(one.success * 1000) / 10).toFixed(1)} %`;
  const outage = one.outageMs === null ? "none" : duration(one.outageMs);
  return [one.name, share, String(one.requests), String(one.failed), latency(one.p50Ms), latency(one.p99Ms), outage, one.requests === 0 ? "" : one.down ? "fails" : "answers"];
}
