// What changed between two observations of a cluster, as lines for the timeline. Pure.

export const TIMELINE_KEPT = 200;

/** before may be undefined: a cluster first seen is no event. Returns [{ at, cluster, text, state }], state null for a quiet line. */
export function changesOf(before, after, at) {
  if (!before) return [];
  const lines = [];
  const say = (text, state = null) => lines.push({ at, cluster: after.name, text, state });

  if (before.connected !== after.connected) say(after.connected ? "its API server answers again" : "its API server is out of reach", after.connected ? null : "Unknown");
  if (before.state !== after.state) say(`${before.state} → ${after.state}`, after.state);
  if (before.rec?.clusterRecovery !== after.rec?.clusterRecovery && after.rec) {
    say(after.rec.clusterRecovery ? "spec.clusterRecovery set to true" : "spec.clusterRecovery cleared");
  }
  if (before.rec?.state !== after.rec?.state) say(after.rec ? `rec ${after.rec.state}` : "rec is gone");
  for (const line of podChanges(before.pods ?? [], after.pods ?? [])) say(line);
  if (before.database?.status !== after.database?.status && after.database) say(`${after.database.name} ${after.database.status}`, after.database.status);
  if (before.route?.service !== after.route?.service && after.route) say(`route ${after.route.service}`);
  if (before.route?.refused !== after.route?.refused && after.route?.refused) say(`route ${after.route.refused} refused`);
  const addresses = (cluster) => (cluster.database?.endpoints ?? []).join(", ") || "<none>";
  if (addresses(before) !== addresses(after)) say(`endpoints ${addresses(after)}`);
  return lines;
}

function podChanges(before, after) {
  // A pod of the same name with another birthday is another pod.
  const old = new Map(before.map((pod) => [pod.name, pod]));
  const now = new Map(after.map((pod) => [pod.name, pod]));
  const gone = before.filter((pod) => now.get(pod.name)?.createdAt !== pod.createdAt).map((pod) => pod.name);
  const lines = gone.length > 0 ? [`${list(gone)} deleted`] : [];
  for (const pod of after) {
    const was = old.get(pod.name);
    const word = `${pod.name} ${pod.ready} ${pod.status}`;
    if (!was || was.createdAt !== pod.createdAt) lines.push(`${word}, new`);
    else if (was.ready !== pod.ready || was.status !== pod.status) lines.push(word);
  }
  return lines;
}

function list(names) {
  return names.length <= 1 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
