import { test } from "node:test";
import assert from "node:assert/strict";
import { breakLabel, clusterStaleness, databaseSentence, linkWords, needsRepair, refusedRoute, repairCommand } from "../../wwwroot/js/words.js";
import { duration, kubectlAge, latency } from "../../wwwroot/js/format.js";
import { changesOf } from "../../wwwroot/js/timeline.js";

const healthy = {
  name: "demo-clustera", kubectl: "kubectl --context demo-clustera -n redis", home: true, state: "Serving", connected: true,
  rec: { name: "demo-clustera", state: "Running", clusterRecovery: false },
  pods: [{ name: "demo-clustera-0", ready: "2/2", status: "Running", createdAt: "2026-01-01T00:00:00Z" }],
  database: { name: "testdb", status: "Serving", latencyMs: 1.23, endpoints: ["10.244.0.7:11069"] },
};

test("Age_AsKubectlPrintsIt", () => {
  const s = 1000, m = 60 * s, h = 60 * m, d = 24 * h;
  const cases = [[0, "0s"], [119 * s, "119s"], [2 * m, "2m"], [200 * s, "3m20s"], [45 * m, "45m"], [5 * h + 12 * m, "5h12m"], [30 * h, "30h"], [3 * d + 4 * h, "3d4h"], [20 * d, "20d"]];
  for (const [ms, text] of cases) assert.equal(kubectlAge(ms), text);
});

test("Duration_ForPeople_SaysItsUnits", () => {
  assert.deepEqual([duration(200), duration(14_000), duration(200_000), duration(7_500_000)], ["0.2 s", "14 s", "3 min 20 s", "2 h 5 min"]);
  assert.deepEqual([latency(1.234), latency(48.4), latency(1400), latency(null)], ["1.2 ms", "48 ms", "1.4 s", ""]);
});

test("Sentence_EachStatus_SaysWhatTheShopShows", () => {
  const own = { service: "testdb" };
  assert.equal(databaseSentence(healthy.database, own, 0), "testdb answers in 1.2 ms.");
  assert.match(databaseSentence({ name: "testdb", status: "Refused" }, own, 14_000), /refused connections for 14 s.*500/);
  assert.match(databaseSentence({ name: "testdb", status: "Silent" }, null, null), /never answered.*504/);
});

test("Sentence_RouteLeadsElsewhere_SaysNothingOfTheShop", () =>
  assert.equal(databaseSentence({ name: "testdb", status: "Refused" }, { service: "testdb-federated" }, 14_000), "testdb has refused connections for 14 s."));

test("Route_Refused_NamesWhatWasAskedForAndWhatStays", () => {
  assert.match(refusedRoute({ service: "testdb", refused: "nowhere" }), /names nowhere.*testdb stays/);
  assert.equal(refusedRoute({ service: "testdb", refused: null }), null);
});

test("Sentence_StatusNeverHeardOf_IsShownVerbatim", () =>
  assert.match(databaseSentence({ name: "testdb", status: "Throttled" }, null, null), /Throttled/));

test("Repair_OnlyOnceTheOperatorIsDone", () => {
  const silent = { ...healthy, database: { ...healthy.database, status: "Silent" } };
  assert.equal(needsRepair(healthy), false);
  assert.equal(needsRepair(silent), true);
  assert.equal(needsRepair({ ...silent, rec: { ...silent.rec, state: "Initializing", clusterRecovery: true } }), false);
  assert.equal(needsRepair({ ...silent, rec: null }), false);
});

test("Repair_Line_NamesTheContextOnlyAwayFromHome", () => {
  assert.equal(repairCommand(healthy), "kubectl --context demo-clustera -n redis exec demo-clustera-0 -- rladmin recover all");
});

test("Staleness_OlderThanFiveSeconds_SaysItsAge", () => {
  assert.equal(clusterStaleness(healthy, 4_900), null);
  assert.match(clusterStaleness(healthy, 9_000), /9 s ago/);
  assert.match(clusterStaleness({ ...healthy, connected: false }, 1_000), /reconnecting/);
});

test("Link_EachState_HasWordsAndAge", () => {
  assert.equal(linkWords({ link: "live", ageMs: 200 }), "live 0.2 s");
  assert.equal(linkWords({ link: "stale", ageMs: 6_000 }), "stale, 6 s old");
  assert.equal(linkWords({ link: "connecting", ageMs: null }), "connecting");
});

test("Break_Label_NamesWhatItBreaks", () =>
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(breakLabel), ["Break a cluster", "Break a", "Break a and b", "Break 3 clusters"]));

test("Timeline_FirstSight_IsNoEvent", () => assert.deepEqual(changesOf(undefined, healthy, "t"), []));

test("Timeline_Break_TellsWhatHappenedInOrder", () => {
  const broken = {
    ...healthy, state: "Recovering", rec: { ...healthy.rec, state: "RecoveryReset", clusterRecovery: true }, pods: [],
    database: { ...healthy.database, status: "Refused", endpoints: [] },
  };
  assert.deepEqual(changesOf(healthy, broken, "t").map((line) => line.text), [
    "Serving → Recovering", "spec.clusterRecovery set to true", "rec RecoveryReset", "demo-clustera-0 deleted", "testdb Refused", "endpoints <none>",
  ]);
});

test("Timeline_PodBornAgainUnderItsName_IsDeletedAndNew", () => {
  const reborn = { ...healthy, pods: [{ ...healthy.pods[0], ready: "0/2", createdAt: "2026-01-01T00:01:00Z" }] };
  assert.deepEqual(changesOf(healthy, reborn, "t").map((line) => line.text), ["demo-clustera-0 deleted", "demo-clustera-0 0/2 Running, new"]);
});
