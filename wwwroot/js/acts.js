// The story in six acts, judged by what the feed observed: where we are, what may start, and why the rest cannot yet. Pure.
import { needsRepair } from "./words.js";

export const FEDERATED = "testdb-federated";
export const OWN = "testdb";

const TITLES = { healthy: "Healthy", break: "Break", watch: "Watch", federate: "Federate", repair: "Repair", reset: "Reset" };

/** The kinds of operation an act may start. */
export const KINDS = { healthy: [], break: ["break", "killPods"], watch: [], federate: ["federate", "unfederate", "route"], repair: ["repair"], reset: ["reset"] };

/** [{ id, title, now, reason }]: now marks the act the room is in; reason says why an act cannot start, null when it can. */
export function story(feed) {
  const now = actNow(feed);
  return Object.keys(TITLES).map((id) => ({ id, title: TITLES[id], now: id === now, reason: REASONS[id](feed.clusters) }));
}

export function actNow({ clusters, operations }) {
  if (clusters.length === 0) return "healthy";
  if (operations.some((operation) => operation.status === "running" && operation.kind === "reset")) return "reset";
  const down = clusters.filter((cluster) => !serves(cluster));
  if (down.length === 0) return clusters.every(isAtStart) ? "healthy" : "reset";
  if (down.some((cluster) => cluster.route?.service === OWN || cluster.route?.status !== "Serving")) return "watch";
  return down.some(needsRepair) ? "repair" : "federate";
}

/** What is worth doing next, the act a presenter finds open. */
export function actNext(feed) {
  const now = actNow(feed);
  return now === "healthy" ? "break" : now;
}

export function serves(cluster) {
  return cluster.state === "Serving";
}

/** Its database does not answer, and its rec has done what it can. */
export function repairable(clusters) {
  return clusters.filter(needsRepair);
}

export function isFederated(clusters) {
  return clusters.length > 0 && clusters.every((cluster) => (cluster.federated ?? []).some((endpoint) => endpoint.ready));
}

function isAtStart(cluster) {
  return (cluster.route?.service ?? OWN) === OWN && !cluster.federated;
}

const REASONS = {
  healthy: (clusters) => {
    const ill = clusters.filter((cluster) => !serves(cluster));
    return ill.length === 0 ? null : `${names(ill)} ${ill.length === 1 ? "does" : "do"} not serve. Repair or reset first.`;
  },
  break: (clusters) => (clusters.some(serves) ? null : "No cluster is healthy: there is nothing left to break."),
  watch: (clusters) => (clusters.every(serves) ? "Nothing is broken yet." : null),
  federate: (clusters) => (clusters.every((cluster) => cluster.connected) ? null : `${names(clusters.filter((cluster) => !cluster.connected))} cannot be reached.`),
  repair: (clusters) => {
    if (clusters.some(needsRepair)) return null;
    const waiting = clusters.find((cluster) => !serves(cluster));
    return waiting ? `${waiting.name}: its rec is ${waiting.rec?.state ?? "not there"}. A repair can begin once it is Running.` : "Every database answers. There is nothing to repair.";
  },
  reset: () => null,
};

function names(clusters) {
  return clusters.map((cluster) => cluster.name).join(" and ");
}
