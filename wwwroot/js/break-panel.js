// The presenter's act: choose clusters, read what will happen, press. Nothing is painted from the answer: the feed shows what came of it.
import { el, keyed, setText } from "./dom.js";
import { planBreak, startBreak } from "./api.js";
import { showCopyLines } from "./copy-line.js";
import { showSteps, operationTitle } from "./operations.js";
import { breakLabel } from "./words.js";

const SETTLE_MS = 150;

/** onSignedOut: the application no longer knows this presenter. */
export function createBreakPanel({ onSignedOut }) {
  const choices = el("div.choices");
  const guard = el("input", { type: "text", id: "guard", autocomplete: "off", autocapitalize: "off", spellcheck: "false", oninput: () => replan(true) });
  const guardName = el("code");
  const guardLabel = el("label", { for: "guard" }, "This is the last healthy cluster. To break it, type ", guardName);
  const guardBox = el("div.guard", { hidden: true }, guardLabel, guard);
  const button = el("button.button", { type: "submit", disabled: true });
  const error = el("p.act-error", { role: "alert", hidden: true });
  const planTitle = el("h3", {}, "What will happen");
  const reasons = el("ul.plan-reasons", { hidden: true });
  const happenings = el("ol.plan-list");
  const steps = el("ol.steps", { hidden: true });
  const lines = el("div.copy-lines");
  const form = el("form.act-choose", { onsubmit: press },
    el("fieldset", {}, el("legend", {}, "Clusters to break"), choices), guardBox, button, error);
  const element = el("section.act", { "aria-label": "Break a cluster" }, form,
    el("div.act-plan", {}, planTitle, reasons, happenings, steps),
    el("div.act-kubectl", {}, el("h3", {}, "The same with kubectl"), lines));

  let chosen = new Set(), names = [], fingerprint = "", pressed = false, plan = null, timer = 0, asking = null;

  function showFeed(feed) {
    const now = feed.clusters.map((cluster) => cluster.name);
    if (names.length === 0 && now.length > 0) chosen = new Set([feed.clusters.find((cluster) => cluster.home)?.name ?? now[0]]);
    names = now;
    chosen = new Set([...chosen].filter((name) => names.includes(name)));
    keyed(choices, names, choice);
    for (const label of choices.children) label.firstChild.checked = chosen.has(label.dataset.key);
    showRunning(feed.operations.find((operation) => operation.status === "running") ?? null);
    // What may be broken depends on what is healthy, so the plan is asked for again whenever that changes.
    const next = JSON.stringify([feed.clusters.map((cluster) => [cluster.name, cluster.state, cluster.rec?.state]), feed.operations.map((o) => [o.id, o.status])]);
    if (next !== fingerprint) {
      fingerprint = next;
      replan(false);
    }
  }

  function choice(name) {
    const box = el("input", { type: "checkbox", onchange: () => { if (box.checked) chosen.add(name); else chosen.delete(name); replan(true); } });
    return el("label", {}, box, el("code", {}, name));
  }

  function showRunning(operation) {
    setText(planTitle, operation ? operationTitle(operation) : "What will happen");
    steps.hidden = operation === null;
    happenings.hidden = reasons.hidden = operation !== null;
    if (operation) showSteps(steps, operation.steps ?? []);
    else reasons.hidden = reasons.children.length === 0;
  }

  function selected() {
    return names.filter((name) => chosen.has(name));
  }

  function replan(byHand) {
    if (byHand) say(null);
    plan = null;
    refresh();
    clearTimeout(timer);
    timer = setTimeout(ask, SETTLE_MS);
  }

  async function ask() {
    asking?.abort();
    const clusters = selected();
    if (clusters.length === 0) return show({ allowed: false, reasons: [], willHappen: [], kubectl: [] }, "Choose at least one cluster.");
    const mine = (asking = new AbortController());
    const answer = await planBreak(clusters, guard.value || undefined, mine.signal);
    if (mine !== asking || answer.aborted) return;
    if (answer.status === 401) return onSignedOut();
    const refused = answer.ok ? null : answer.sentence;
    show(answer.ok ? answer.body : { allowed: false, reasons: [refused], willHappen: [], kubectl: [] });
  }

  function show(next, hint = null) {
    plan = next;
    const wanted = guardedName(plan, selected());
    guardBox.hidden = wanted === null && guard.value === "";
    if (wanted !== null) setText(guardName, wanted);
    // Asking for the name says it all; the same reason in a list beside it would only shout.
    const shown = wanted === null ? plan.reasons ?? [] : (plan.reasons ?? []).filter((reason) => !isGuard(reason));
    reasons.replaceChildren(...[...(plan.allowed ? [] : shown), ...(hint ? [hint] : [])].map((text) => el("li", {}, text)));
    reasons.hidden = reasons.children.length === 0 || !steps.hidden;
    happenings.replaceChildren(...(plan.willHappen ?? []).map((text) => el("li", {}, text)));
    showCopyLines(lines, plan.kubectl ?? [], "the kubectl line of this break");
    lines.parentElement.hidden = (plan.kubectl ?? []).length === 0;
    refresh();
  }

  function refresh() {
    setText(button, breakLabel(selected()));
    button.disabled = pressed || plan?.allowed !== true;
  }

  async function press(event) {
    event.preventDefault();
    if (button.disabled) return;
    pressed = true;
    refresh();
    say(null);
    const answer = await startBreak(selected(), guard.value || undefined);
    pressed = false;
    if (answer.status === 401) return onSignedOut();
    if (answer.ok) guard.value = "";
    else say(answer.sentence);
    replan(false);
  }

  function say(sentence) {
    setText(error, sentence);
    error.hidden = !sentence;
  }

  refresh();
  return { element, show: showFeed };
}

function isGuard(reason) {
  return /\b(last healthy|confirm|type its name)\b/i.test(reason);
}

/** The name to type, when the plan waits for that and nothing else. */
function guardedName(plan, clusters) {
  if (plan.allowed || clusters.length === 0) return null;
  if (typeof plan.confirm === "string") return plan.confirm;
  const guarded = (plan.reasons ?? []).find(isGuard);
  if (!guarded) return null;
  return clusters.find((name) => guarded.includes(name)) ?? clusters[0];
}
