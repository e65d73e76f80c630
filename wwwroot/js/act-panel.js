// One act: choose, read what will happen, press. Nothing is painted from the answer: the feed shows what came of it.
import { el, setText } from "./dom.js";
import { cancelOperation, planOperation, startOperation } from "./api.js";
import { showCopyLines } from "./copy-line.js";
import { showSteps, operationTitle } from "./operations.js";
import { createForm } from "./act-forms.js";
import { KINDS } from "./acts.js";

const SETTLE_MS = 150;

/** act: its id. onSignedOut: the application no longer knows this presenter. */
export function createActPanel(act, { onSignedOut }) {
  const guard = el("input", { type: "text", id: `guard-${act}`, autocomplete: "off", autocapitalize: "off", spellcheck: "false", oninput: () => replan(true) });
  const guardName = el("code");
  const guardBox = el("div.guard", { hidden: true }, el("label", { for: `guard-${act}` }, "This is the last healthy cluster. To break it, type ", guardName), guard);
  const button = el("button.button", { type: "submit", disabled: true });
  const error = el("p.act-error", { role: "alert", hidden: true });
  const planTitle = el("h3", {}, "What will happen");
  const reasons = el("ul.plan-reasons", { hidden: true });
  const happenings = el("ol.plan-list");
  const steps = el("ol.steps", { hidden: true });
  const stop = el("button.button-quiet", { type: "button", hidden: true, onclick: cancel }, "Cancel: do no further step");
  const lines = el("div.copy-lines");
  const choose = createForm(act, () => replan(true));
  const form = el("form.act-choose", { onsubmit: press }, choose.element, guardBox, button, error);
  const element = el("div.act-body", {}, form,
    el("div.act-plan", {}, planTitle, reasons, happenings, steps, stop),
    el("div.act-kubectl", { hidden: true }, el("h3", {}, "The same with kubectl"), lines));
  const silent = choose.label() === null;
  button.hidden = planTitle.parentElement.hidden = silent;
  element.classList.toggle("is-silent", silent);

  let feed = null, running = null, fingerprint = "", pressed = false, plan = null, timer = 0, asking = null;

  function showFeed(next) {
    feed = next;
    choose.show(feed);
    showRunning(feed.operations.find((operation) => operation.status === "running" && KINDS[act].includes(operation.kind)) ?? null);
    // What may be done depends on what is seen, so the plan is asked for again whenever that changes.
    const print = JSON.stringify([
      feed.clusters.map((cluster) => [cluster.name, cluster.state, cluster.rec?.state, cluster.connected, cluster.route?.service, cluster.federated]),
      feed.operations.map((operation) => [operation.id, operation.status])]);
    if (print !== fingerprint) {
      fingerprint = print;
      replan(false);
    }
  }

  function showRunning(operation) {
    running = operation;
    stop.hidden = operation === null;
    setText(planTitle, operation ? operationTitle(operation) : "What will happen");
    steps.hidden = operation === null;
    happenings.hidden = operation !== null;
    reasons.hidden = operation !== null || reasons.children.length === 0;
    if (operation) showSteps(steps, operation.steps ?? []);
  }

  function replan(byHand) {
    if (silent) return;
    if (byHand) say(null);
    if (byHand && feed) choose.show(feed);
    plan = null;
    refresh();
    clearTimeout(timer);
    timer = setTimeout(ask, SETTLE_MS);
  }

  async function ask() {
    asking?.abort();
    const request = choose.request();
    if (request === null) return show({ allowed: false, reasons: [choose.hint()] });
    const mine = (asking = new AbortController());
    const answer = await planOperation(guarded(request), mine.signal);
    if (mine !== asking || answer.aborted) return;
    if (answer.status === 401) return onSignedOut();
    show(answer.ok ? answer.body : { allowed: false, reasons: [answer.sentence] });
  }

  function show(next) {
    plan = next;
    const wanted = typeof plan.confirm === "string" ? plan.confirm : null;
    guardBox.hidden = wanted === null && guard.value === "";
    if (wanted !== null) setText(guardName, wanted);
    // Asking for the name says it all; the same reason in a list beside it would only shout.
    reasons.replaceChildren(...(plan.allowed || wanted !== null ? [] : plan.reasons ?? []).map((text) => el("li", {}, text)));
    reasons.hidden = reasons.children.length === 0 || !steps.hidden;
    happenings.replaceChildren(...(plan.willHappen ?? []).map((text) => el("li", {}, text)));
    showCopyLines(lines, plan.kubectl ?? [], "a kubectl line of this act");
    lines.parentElement.hidden = (plan.kubectl ?? []).length === 0;
    refresh();
  }

  function refresh() {
    setText(button, choose.label());
    button.disabled = pressed || plan?.allowed !== true;
  }

  async function press(event) {
    event.preventDefault();
    const request = choose.request();
    if (button.disabled || request === null) return;
    pressed = true;
    refresh();
    say(null);
    const answer = await startOperation(guarded(request));
    pressed = false;
    if (answer.status === 401) return onSignedOut();
    if (answer.ok) guard.value = "";
    else say(answer.sentence);
    replan(false);
  }

  async function cancel() {
    if (running === null) return;
    stop.disabled = true;
    const answer = await cancelOperation(running.id);
    stop.disabled = false;
    if (answer.status === 401) return onSignedOut();
    if (!answer.ok) say(answer.sentence);
  }

  function guarded(request) {
    return guard.value && ["break", "killPods"].includes(request.kind) ? { ...request, confirm: guard.value } : request;
  }

  function say(sentence) {
    setText(error, sentence);
    error.hidden = !sentence;
  }

  return { element, show: showFeed };
}
