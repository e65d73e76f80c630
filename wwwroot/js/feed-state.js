// What a page knows from the feed, as a value: reduce(feed, message) -> { feed, change }. No clock, no network, no document.

/** No longer believed without a fresh word: the same limit for browser-app and app-cluster. */
export const STALE_AFTER_MS = 5000;

export const emptyFeed = Object.freeze({
  epoch: null,
  sequence: null,       // null until the first snapshot
  mode: null,
  clusters: Object.freeze([]),
  operations: Object.freeze([]),
});

const OPERATIONS_KEPT = 20;

/**
 * change is what the message meant: "snapshot", "cluster", "operation", "heartbeat", "ignored" (seen before, or not ours to read)
 * or "gap" (something between was lost: ask for a fresh snapshot; the feed is unchanged).
 */
export function reduce(feed, message) {
  switch (message?.kind) {
    case "snapshot":
      return { feed: fromSnapshot(message), change: "snapshot" };
    case "heartbeat":
      return heartbeat(feed, message);
    case "cluster":
      return next(feed, message, () => ({ clusters: withCluster(feed.clusters, message.cluster) }));
    case "operation":
      return next(feed, message, () => ({ operations: withOperation(feed.operations, message.operation) }));
    default:
      // A newer application may say more than this page understands; its sequence still counts.
      return typeof message?.sequence === "number" && feed.sequence !== null
        ? next(feed, message, () => ({}), "ignored")
        : { feed, change: "ignored" };
  }
}

/** Where to resume: "<epoch>-<sequence>", or null when the epoch was never told. */
export function resumePoint(feed) {
  return feed.epoch === null || feed.sequence === null ? null : `${feed.epoch}-${feed.sequence}`;
}

/** The epoch of an event id "<epoch>-<sequence>"; the epoch itself may hold dashes. */
export function epochOf(id) {
  const dash = id ? id.lastIndexOf("-") : -1;
  return dash > 0 ? id.slice(0, dash) : null;
}

function fromSnapshot(message) {
  return {
    epoch: message.epoch ?? null,
    sequence: message.sequence ?? 0,
    mode: message.mode ?? null,
    clusters: message.clusters ?? [],
    operations: (message.operations ?? []).slice(0, OPERATIONS_KEPT),
  };
}

function next(feed, message, apply, change = message.kind) {
  if (feed.sequence === null || message.sequence > feed.sequence + 1) return { feed, change: "gap" };
  if (message.sequence <= feed.sequence) return { feed, change: "ignored" };
  return { feed: { ...feed, ...apply(), sequence: message.sequence }, change };
}

function heartbeat(feed, message) {
  if (feed.sequence === null || message.sequence > feed.sequence) return { feed, change: "gap" };
  const heard = new Map((message.clusters ?? []).map((cluster) => [cluster.name, cluster]));
  const clusters = feed.clusters.map((cluster) => {
    const word = heard.get(cluster.name);
    return word ? { ...cluster, connected: word.connected, observedAt: word.observedAt ?? cluster.observedAt } : cluster;
  });
  return { feed: { ...feed, clusters }, change: "heartbeat" };
}

function withCluster(clusters, cluster) {
  const known = clusters.some((other) => other.name === cluster.name);
  return known ? clusters.map((other) => (other.name === cluster.name ? cluster : other)) : [...clusters, cluster];
}

function withOperation(operations, operation) {
  const known = operations.some((other) => other.id === operation.id);
  return known
    ? operations.map((other) => (other.id === operation.id ? operation : other))
    : [operation, ...operations].slice(0, OPERATIONS_KEPT);
}
