// One cluster on the console: state, database, what a person does now, rec, pods, endpoints. The rows of all columns align.
import { el, keyed, mark, setState, setText } from "./dom.js";
import { createTable } from "./table.js";
import { createCopyLine } from "./copy-line.js";
import { kubectlAge, latency, timeOfDay } from "./format.js";
import { clusterStaleness, databaseSentence, needsRepair, refusedRoute, repairCommand } from "./words.js";

const POD_COLUMNS = ["NAME", "READY", "STATUS", "RESTARTS", "AGE"];
const POD_AGE = POD_COLUMNS.length - 1;

export function createClusterColumn(name) {
  const id = `cluster-${name}`;
  const state = el("span.state.cluster-state");
  const note = el("p.cluster-note.small", { hidden: true });
  const status = el("span.state");
  const sentence = el("span.database-words");
  const database = el("section.cluster-database", { "aria-label": "Database" }, el("span", { "aria-live": "polite" }, status), sentence);
  const repair = createCopyLine(`the line that recovers the data of ${name}`);
  const next = el("section.cluster-next", { hidden: true }, el("h3", {}, "What a person does now"),
    el("p.small", {}, "The operator is done; it never recovers databases. Run this, and testdb answers again:"), repair.element);
  const rec = block("rec", `rec of ${name}`, "rec-block");
  const pods = block("pods", `Pods of ${name}`);
  const endpoints = el("p.endpoints");
  const federated = el("ul.federated", { hidden: true });
  const route = el("code.route-service");
  const routeState = el("span.state");
  const routeRefused = el("p.small", { hidden: true });
  const element = el("article.cluster", { "aria-labelledby": id },
    el("header.cluster-head", {}, el("h2", { id }, el("code", {}, name)), el("span", { "aria-live": "polite" }, state), note),
    database, el("div", {}, next), rec.element, pods.element,
    el("section.block", {}, el("h3", {}, "endpoints"), endpoints, federated),
    el("section.block", {}, el("h3", {}, "route"), el("p.route", {}, route, routeState), routeRefused));
  let cluster = null;

  /** A new observation, or a second has passed. since(iso): age by the server's clock, in ms or null. linkStale: nothing from the app itself. */
  function show(observed, since, linkStale) {
    cluster = observed;
    const staleness = clusterStaleness(cluster, since(cluster.observedAt));
    const stale = linkStale || (staleness !== null && since(cluster.observedAt) > 5000);
    element.classList.toggle("is-stale", stale);
    showState(state, cluster.state, stale);
    const words = [linkStale ? null : staleness, cluster.error].filter(Boolean).join(" ");
    setText(note, words);
    note.hidden = words === "";
    showDatabase(since, stale);
    next.hidden = !needsRepair(cluster);
    if (!next.hidden) repair.show(repairCommand(cluster));
    showRec(since);
    showPods(since);
    showEndpoints();
    showRoute(stale);
  }

  function showDatabase(since, stale) {
    const observed = cluster.database;
    const shown = observed?.status ?? "Unknown";
    showState(status, shown, stale);
    database.dataset.state = stale ? "Unknown" : shown;
    setText(sentence, databaseSentence(observed, cluster.route, since(observed?.since)));
    const exact = [observed?.since ? `since ${timeOfDay(observed.since)}` : "", observed?.detail ?? ""].filter(Boolean).join(" · ");
    if (sentence.title !== exact) sentence.title = exact;
  }

  function showRec(since) {
    const { columns = [], rows = [] } = cluster.recTable ?? {};
    rec.empty(rows.length > 0 ? null : cluster.connected === false
      ? "Nothing read yet. The rec appears here once the API server answers."
      : "No rec in this namespace. It appears here as soon as someone creates one.");
    const age = columns.indexOf("AGE");
    const lived = since(cluster.rec?.createdAt);
    const aged = (cells) => (lived === null ? cells : cells.map((cell, c) => (c === age ? kubectlAge(lived) : cell)));
    rec.table.show(columns, rows.map((cells, i) => ({ key: cells[0] ?? String(i), cells: aged(cells) })), [age]);
  }

  function showPods(since) {
    const list = cluster.pods ?? [];
    pods.empty(list.length > 0 ? null : "No pods. The StatefulSet brings them back one by one.");
    pods.table.show(POD_COLUMNS, list.map((pod) => {
      const age = since(pod.createdAt);
      return { key: `${pod.name} ${pod.createdAt ?? ""}`, cells: [pod.name, pod.ready, pod.status, String(pod.restarts ?? ""), age === null ? pod.age : kubectlAge(age)] };
    }), [POD_AGE]);
  }

  function showEndpoints() {
    const list = cluster.database?.endpoints ?? [];
    const text = list.length > 0 ? list.join("\n") : "<none>";
    if (setText(endpoints, text)) mark(endpoints);
    endpoints.classList.toggle("is-none", list.length === 0);
    showFederated();
  }

  /** Behind testdb-federated each endpoint by its name, and whether it answers: a dead one among them is the half-healed trap. */
  function showFederated() {
    const all = cluster.federated ?? [];
    federated.hidden = !cluster.federated;
    const rows = keyed(federated, ["", ...all.map((one) => one.address)], (key) => (key === ""
      ? el("li.soft", {}, el("code", {}, "testdb-federated"), el("span"))
      : el("li", {}, el("code"), el("span.state"), el("span.soft.small"))));
    setText(rows[0].node.lastChild, all.length === 0 ? " has no endpoint yet" : all.some((one) => one.status !== "Serving") ? " spreads over a dead endpoint too" : "");
    rows.slice(1).forEach(({ node }, i) => {
      const one = all[i], [name, state, detail] = node.children;
      setText(name, one.target ?? one.address);
      name.title = one.address;
      if (setState(state, one.status)) mark(state);
      setText(detail, one.status === "Serving" ? latency(one.latencyMs) ?? "" : one.detail);
    });
  }

  function showRoute(stale) {
    if (setText(route, cluster.route?.service ?? "")) mark(route);
    showState(routeState, cluster.route?.status ?? "Unknown", stale);
    const refused = refusedRoute(cluster.route);
    setText(routeRefused, refused ?? "");
    routeRefused.hidden = refused === null;
  }

  return { element, show, get name() { return name; } };
}

function showState(node, word, stale) {
  const shape = stale ? "Unknown" : word;
  const text = stale ? `${word}, stale` : word;
  const changed = setState(node, shape);
  setText(node, text);
  if (changed && !stale) mark(node);
}

function block(title, label, kind = "") {
  const table = createTable(label);
  const emptyText = el("p.empty.small", { hidden: true });
  return {
    table,
    element: el(`section.block${kind && `.${kind}`}`, {}, el("h3", {}, title), table.element, emptyText),
    /** text: what would fill the table, or null to show it. */
    empty(text) {
      table.element.hidden = text !== null;
      emptyText.hidden = text === null;
      setText(emptyText, text);
    },
  };
}
