import { test } from "node:test";
import assert from "node:assert/strict";
import { emptyFeed, epochOf, reduce, resumePoint } from "../../wwwroot/js/feed-state.js";

const snapshot = (sequence, more = {}) => ({
  kind: "snapshot", sequence, at: "2026-01-01T00:00:00Z", mode: "lab",
  clusters: [{ name: "demo-clustera", state: "Serving", observedAt: "2026-01-01T00:00:00Z" }, { name: "demo-clusterb", state: "Serving" }],
  operations: [], ...more,
});
const cluster = (sequence, state, name = "demo-clustera") => ({ kind: "cluster", sequence, cluster: { name, state } });
const play = (...messages) => messages.reduce((last, message) => reduce(last.feed, message), { feed: emptyFeed, change: null });

test("Feed_Snapshot_ReplacesAll", () => {
  const { feed, change } = play(snapshot(7));
  assert.equal(change, "snapshot");
  assert.equal(feed.sequence, 7);
  assert.deepEqual(feed.clusters.map((c) => c.name), ["demo-clustera", "demo-clusterb"]);
});

test("Feed_NextChange_ReplacesOnlyThatCluster", () => {
  const { feed, change } = play(snapshot(7), cluster(8, "Down"));
  assert.equal(change, "cluster");
  assert.deepEqual(feed.clusters.map((c) => c.state), ["Down", "Serving"]);
});

test("Feed_ChangeSeenBefore_IsIgnored", () => {
  const { feed, change } = play(snapshot(7), cluster(8, "Down"), cluster(8, "Serving"));
  assert.equal(change, "ignored");
  assert.equal(feed.clusters[0].state, "Down");
});

test("Feed_MissingSequence_IsAGapAndChangesNothing", () => {
  const before = play(snapshot(7)).feed;
  const { feed, change } = reduce(before, cluster(9, "Down"));
  assert.equal(change, "gap");
  assert.equal(feed, before);
});

test("Feed_ChangeBeforeAnySnapshot_IsAGap", () => assert.equal(play(cluster(1, "Down")).change, "gap"));

test("Feed_HeartbeatAhead_IsAGap", () => assert.equal(play(snapshot(7), { kind: "heartbeat", sequence: 8 }).change, "gap"));

test("Feed_Heartbeat_RefreshesObservationOnly", () => {
  const { feed } = play(snapshot(7), {
    kind: "heartbeat", sequence: 7, at: "2026-01-01T00:00:09Z",
    clusters: [{ name: "demo-clustera", connected: false, observedAt: "2026-01-01T00:00:03Z" }],
  });
  assert.equal(feed.sequence, 7);
  assert.deepEqual([feed.clusters[0].connected, feed.clusters[0].observedAt, feed.clusters[0].state], [false, "2026-01-01T00:00:03Z", "Serving"]);
});

test("Feed_NewCluster_IsAppended", () =>
  assert.equal(play(snapshot(7), cluster(8, "Unknown", "demo-clusterc")).feed.clusters.length, 3));

test("Feed_Operation_NewestFirstAndAtMostTwenty", () => {
  const messages = Array.from({ length: 25 }, (_, i) => ({ kind: "operation", sequence: i + 2, operation: { id: `op-${i}`, status: "running" } }));
  const { feed } = play(snapshot(1), ...messages);
  assert.equal(feed.operations.length, 20);
  assert.equal(feed.operations[0].id, "op-24");
});

test("Feed_OperationKnown_IsUpdatedInPlace", () => {
  const { feed } = play(snapshot(1), { kind: "operation", sequence: 2, operation: { id: "a", status: "running" } },
    { kind: "operation", sequence: 3, operation: { id: "a", status: "succeeded" } });
  assert.deepEqual(feed.operations, [{ id: "a", status: "succeeded" }]);
});

test("Feed_KindOfANewerApplication_IsPassedOver", () => {
  const { feed, change } = play(snapshot(1), { kind: "weather", sequence: 2 }, cluster(3, "Down"));
  assert.equal(change, "cluster");
  assert.equal(feed.sequence, 3);
});

test("ResumePoint_KnownEpoch_IsEpochAndSequence", () => {
  assert.equal(resumePoint({ ...play(snapshot(7)).feed, epoch: "e-1" }), "e-1-7");
  assert.equal(resumePoint(play(snapshot(7)).feed), null);
  assert.equal(epochOf("e-1-7"), "e-1");
  assert.equal(epochOf(null), null);
});
