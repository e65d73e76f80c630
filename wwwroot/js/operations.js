// Operations as the feed tells them: what runs, what ran, each with its steps.
import { el, keyed, setText } from "./dom.js";
import { duration, timeOfDay } from "./format.js";

const DONE = { succeeded: "done", failed: "failed", cancelled: "cancelled", running: "running", pending: "waiting" };
const word = (status) => DONE[status] ?? status ?? "";

/** "break demo-clustera and demo-clusterb" */
export function operationTitle(operation) {
  return `${operation.kind} ${(operation.clusters ?? []).join(" and ")}`.trim();
}

export function showSteps(list, steps) {
  const rows = keyed(list, steps.map((step, i) => `${i} ${step.name}`), () =>
    el("li", {}, el("span.step-status"), el("span.step-name"), el("span.step-detail.soft")));
  rows.forEach(({ node }, i) => {
    const [status, name, detail] = node.children;
    node.dataset.status = steps[i].status ?? "";
    setText(status, word(steps[i].status));
    setText(name, steps[i].name);
    setText(detail, steps[i].detail);
  });
}

export function createOperations() {
  const list = el("ol.operations");
  const empty = el("p.empty.small", {}, "None yet. What is begun here or by the HTTP API is listed with its steps.");
  const element = el("section.record", { "aria-labelledby": "operations-title" }, el("h2", { id: "operations-title" }, "Operations"), list, empty);
  return {
    element,
    show(operations, since) {
      empty.hidden = operations.length > 0;
      list.hidden = operations.length === 0;
      const rows = keyed(list, operations.map((operation) => operation.id), make);
      rows.forEach(({ node }, i) => update(node, operations[i], since));
    },
  };
}

function make() {
  return el("li", {}, el("details", {}, el("summary", {}, el("time"), el("span.operation-title"), el("span.operation-status.soft")), el("ol.steps")));
}

function update(node, operation, since) {
  const [summary, steps] = node.firstChild.children;
  const [time, title, status] = summary.children;
  setText(time, timeOfDay(operation.startedAt));
  if (time.dateTime !== operation.startedAt) time.dateTime = time.title = operation.startedAt ?? "";
  setText(title, operationTitle(operation));
  const took = operation.finishedAt ? Date.parse(operation.finishedAt) - Date.parse(operation.startedAt) : since(operation.startedAt);
  const by = operation.by ? ` by ${operation.by}` : "";
  setText(status, `${word(operation.status)}${took === null || Number.isNaN(took) ? "" : operation.finishedAt ? ` after ${duration(took)}` : ` for ${duration(took)}`}${by}`);
  showSteps(steps, operation.steps ?? []);
}
