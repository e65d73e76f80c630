// What the console says in sentences, from what the feed observed. Pure.
import { duration, latency } from "./format.js";
import { STALE_AFTER_MS } from "./feed-state.js";

/** The database, and what the shop makes of it while its route leads there. sinceMs: how long it has been so, or null. */
export function databaseSentence(database, route, sinceMs) {
  if (!database) return "No word of testdb yet.";
  const name = database.name;
  const forTime = sinceMs === null ? "" : ` for ${duration(sinceMs)}`;
  const shop = (status) => !route || route.service === name ? ` The shop shows ${status}.` : "";
  switch (database.status) {
    case "Serving": {
      const took = latency(database.latencyMs);
      return took ? `${name} answers in ${took}.` : `${name} answers.`;
    }
    case "Refused": return `${name} has refused connections${forTime}.${shop(500)}`;
    case "Silent": return `${name} has accepted and never answered${forTime}.${shop(504)}`;
    case "Unknown": return `${name} has not been probed${forTime}.`;
    default: return `${name} reports ${database.status}${forTime}.`;
  }
}

/** What an attendee of this cluster gets who refreshes now. */
export function pageSentence(cluster) {
  const route = cluster.route ?? { service: "testdb", status: cluster.database?.status };
  switch (route.status) {
    case "Serving": return route.service === "testdb" ? "200: the shop, by its own testdb." : `200: the shop, by ${route.service}.`;
    case "Refused": return `500: ${route.service} refuses connections.`;
    case "Silent": return `504: ${route.service} accepts and does not answer.`;
    default: return `not known: ${route.service} is ${route.status ?? "not probed"}.`;
  }
}

/** One line of truth for the last row: what the database does, and what a refresh gets. */
export function stageSentence(cluster) {
  if (!cluster.connected) return "Its API server does not answer.";
  const rec = cluster.rec?.state && cluster.rec.state !== "Running" ? `rec ${cluster.rec.state}. ` : "";
  return `${rec}A refresh gets ${pageSentence(cluster)}`;
}

/** What the ConfigMap asks for and there is no such service; null when nothing is refused. */
export function refusedRoute(route) {
  return route?.refused ? `The ConfigMap demoapp-route names ${route.refused}: no such service here, so ${route.service} stays.` : null;
}

/** True while a person has to bring the data back: the operator is done and the database still does not answer. */
export function needsRepair(cluster) {
  return cluster.rec?.state === "Running" && cluster.rec.clusterRecovery !== true && cluster.database?.status === "Silent";
}

/** The home cluster is kubectl's current context; the others have to be named. */
export function repairCommand(cluster) {
  return `${cluster.kubectl} exec ${cluster.rec.name}-0 -- rladmin recover all`;
}

/** How old the app's own view of a cluster is, once that is worth saying; null while fresh. */
export function clusterStaleness(cluster, sinceObservedMs) {
  if (sinceObservedMs === null || sinceObservedMs <= STALE_AFTER_MS) {
    return cluster.connected === false ? "Connection to its API server lost; reconnecting." : null;
  }
  return `Last heard from its API server ${duration(sinceObservedMs)} ago.`;
}

/** The link between this browser and the application. */
export function linkWords({ link, ageMs }) {
  const age = ageMs === null ? null : duration(ageMs);
  switch (link) {
    case "live": return `live ${age}`;
    case "reconnecting": return `reconnecting, ${age} old`;
    case "stale": return `stale, ${age} old`;
    default: return "connecting";
  }
}

/** "Break demo-clustera", "Break demo-clustera and demo-clusterb", "Break 3 clusters". */
export function breakLabel(names) {
  if (names.length === 0) return "Break a cluster";
  if (names.length <= 2) return `Break ${names.join(" and ")}`;
  return `Break ${names.length} clusters`;
}
