import assert from "node:assert/strict";
import { test } from "node:test";
import { actNext, actNow, story } from "../../wwwroot/js/acts.js";

const cluster = (name, change = {}) => ({
  name, connected: true, state: "Serving", rec: { name, state: "Running", clusterRecovery: false },
  database: { name: "testdb", status: "Serving" }, route: { service: "testdb", status: "Serving" }, federated: null, ...change,
});
const broken = (name, change = {}) => cluster(name, {
  state: "Silent", database: { name: "testdb", status: "Silent" }, route: { service: "testdb", status: "Silent" }, ...change,
});
const feed = (...clusters) => ({ clusters, operations: [] });
const closed = (of) => story(of).filter((act) => act.reason !== null).map((act) => act.id);

test("while all serve the act is healthy, a break comes next, and there is nothing to watch or repair", () => {
  const healthy = feed(cluster("a"), cluster("b"));
  assert.equal(actNow(healthy), "healthy");
  assert.equal(actNext(healthy), "break");
  assert.deepEqual(closed(healthy), ["watch", "repair"]);
});

test("with a page that fails the act is watch, and a repair waits for the rec", () => {
  const recovering = feed(broken("a", { rec: { name: "a", state: "RecoveringFirstPod", clusterRecovery: true } }), cluster("b"));
  assert.equal(actNow(recovering), "watch");
  assert.match(story(recovering).find((act) => act.id === "repair").reason, /RecoveringFirstPod/);
});

test("once another route serves the page the act is federate, then repair when the rec runs", () => {
  const away = { route: { service: "testdb-federated", status: "Serving" } };
  assert.equal(actNow(feed(broken("a", { ...away, rec: { name: "a", state: "Initializing", clusterRecovery: true } }), cluster("b"))), "federate");
  assert.equal(actNow(feed(broken("a", away), cluster("b"))), "repair");
});

test("all serving but not as at the start is the act reset", () => {
  assert.equal(actNow(feed(cluster("a", { route: { service: "group", status: "Serving" } }), cluster("b"))), "reset");
  assert.equal(actNow(feed(cluster("a", { federated: [] }), cluster("b"))), "reset");
});

test("with no cluster healthy nothing can be broken", () => {
  assert.match(story(feed(broken("a"))).find((act) => act.id === "break").reason, /No cluster is healthy/);
});
