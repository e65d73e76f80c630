// What a presenter chooses in each act. A form says which request its choices make: null when something is missing, with a hint.
import { el, keyed, setText } from "./dom.js";
import { FEDERATED, OWN, isFederated, repairable, serves } from "./acts.js";
import { breakLabel, pageSentence } from "./words.js";

/** changed() is called when a choice has changed. A form: { element, show(feed), request(), label(), hint() }. */
export function createForm(act, changed) {
  return (FORMS[act] ?? FORMS.watch)(changed);
}

const FORMS = { break: breakForm, federate: federateForm, repair: repairForm, reset: resetForm, healthy: watchForm, watch: watchForm };

function breakForm(changed) {
  const clusters = choices("Clusters to break", "checkbox", changed);
  const how = choices("How", "radio", changed);
  const WORDS = { recovery: "put into recovery", 1: "kill 1 pod", 2: "kill 2 pods", 3: "kill 3 pods" };
  const WAYS = ["recovery", "1", "2", "3"];
  let first = true;
  how.show(WAYS, ["recovery"], (way) => WORDS[way]);
  const pods = () => (how.chosen()[0] === "recovery" ? null : Number(how.chosen()[0]));
  return {
    element: el("div.act-fields", {}, clusters.element, how.element),
    show(feed) {
      const all = feed.clusters.map((cluster) => cluster.name);
      const chosen = first && all.length > 0 ? [(feed.clusters.find((cluster) => cluster.home) ?? feed.clusters[0]).name] : clusters.chosen();
      first &&= all.length === 0;
      clusters.show(all, chosen);
      how.show(WAYS.filter((way) => way === "recovery" || Number(way) <= nodesOf(feed)), how.chosen(), (way) => WORDS[way]);
    },
    request() {
      const chosen = clusters.chosen();
      if (chosen.length === 0) return null;
      if (pods() === null) return { kind: "break", clusters: chosen };
      return chosen.length === 1 ? { kind: "killPods", cluster: chosen[0], pods: pods() } : null;
    },
    hint: () => (clusters.chosen().length === 0 ? "Choose at least one cluster." : "Pods are killed in one cluster at a time. Choose one."),
    label: () => (pods() === null ? breakLabel(clusters.chosen()) : `Kill ${pods()} of ${clusters.chosen()[0] ?? "a cluster"}`),
  };
}

function federateForm(changed) {
  const what = choices("What", "radio", changed);
  const service = select("Through", changed), page = select("Page of", changed);
  const route = el("div.act-row", {}, page.element, service.element);
  const WORDS = { federate: "Federate testdb", route: "Route a page", unfederate: "Take the federation away" };
  const ALL = "every cluster";
  let first = true;
  return {
    element: el("div.act-fields", {}, what.element, route),
    show(feed) {
      const federated = isFederated(feed.clusters);
      const home = feed.clusters.find((cluster) => cluster.home) ?? feed.clusters[0];
      what.show(Object.keys(WORDS), first ? [federated ? "route" : "federate"] : what.chosen(), (word) => WORDS[word]);
      page.show([...feed.clusters.map((cluster) => cluster.name), ALL], first ? home?.name : page.value());
      service.show([OWN, FEDERATED, "group"], first ? FEDERATED : service.value());
      first &&= feed.clusters.length === 0;
      route.hidden = what.chosen()[0] !== "route";
    },
    request() {
      const kind = what.chosen()[0];
      if (kind !== "route") return { kind };
      return page.value() === ALL ? { kind, service: service.value() } : { kind, cluster: page.value(), service: service.value() };
    },
    hint: () => "",
    label: () => (what.chosen()[0] === "route" ? `Route ${page.value() === ALL ? "every page" : page.value()} through ${service.value()}` : WORDS[what.chosen()[0]]),
  };
}

function repairForm(changed) {
  const cluster = choices("Database to recover", "radio", changed);
  return {
    element: el("div.act-fields", {}, cluster.element),
    show(feed) {
      const all = feed.clusters.map((one) => one.name);
      const worst = repairable(feed.clusters)[0] ?? feed.clusters.find((one) => !serves(one)) ?? feed.clusters[0];
      cluster.show(all, cluster.byHand() ? cluster.chosen() : worst ? [worst.name] : []);
    },
    request: () => (cluster.chosen().length === 0 ? null : { kind: "repair", cluster: cluster.chosen()[0] }),
    hint: () => "Choose a cluster.",
    label: () => `Repair ${cluster.chosen()[0] ?? "a database"}`,
  };
}

function resetForm() {
  return { element: el("p.soft", {}, "From whatever state, back to the start. What was written stays."), show() {}, request: () => ({ kind: "reset" }), hint: () => "", label: () => "Reset everything" };
}

/** Nothing to press: what a refresh gets now, cluster by cluster. */
function watchForm() {
  const list = el("ul.watch-list");
  return {
    element: el("div.act-fields", {}, el("h3", {}, "What a refresh gets now"), list),
    show(feed) {
      const rows = keyed(list, feed.clusters.map((cluster) => cluster.name), (name) => el("li", {}, el("code", {}, name), el("span")));
      rows.forEach(({ node }, i) => setText(node.lastChild, pageSentence(feed.clusters[i])));
    },
    request: () => null,
    hint: () => "",
    label: () => null,
  };
}

function nodesOf(feed) {
  return Math.max(1, ...feed.clusters.map((cluster) => (cluster.pods ?? []).filter((pod) => pod.name.startsWith(`${cluster.rec?.name}-`) && /-\d+$/.test(pod.name)).length));
}

let groups = 0;

function choices(legend, type, changed) {
  const box = el("div.choices"), group = `choice-${++groups}`;
  let byHand = false;
  return {
    element: el("fieldset", {}, el("legend", {}, legend), box),
    show(all, chosen, word = (value) => value) {
      keyed(box, all, (value) => el("label", {}, el("input", { type, name: group, value, onchange: () => { byHand = true; changed(); } }), el("span", {}, word(value))));
      for (const label of box.children) label.firstChild.checked = chosen.includes(label.dataset.key);
    },
    chosen: () => Array.from(box.children).filter((label) => label.firstChild.checked).map((label) => label.dataset.key),
    byHand: () => byHand,
  };
}

function select(label, changed) {
  const list = el("select", { onchange: changed });
  return {
    element: el("label.field", {}, el("span", {}, label), list),
    show(all, chosen) {
      keyed(list, all, (value) => el("option", { value }, value));
      if (list.value !== chosen && all.includes(chosen)) list.value = chosen;
    },
    value: () => list.value,
  };
}
