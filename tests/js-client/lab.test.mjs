// Kubernetes' own JavaScript client against the lab whose kubeconfig KUBECONFIG names.
import { before, test } from "node:test";
import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { CoreV1Api, CustomObjectsApi, Exec, KubeConfig, PatchStrategy, Watch, setHeaderOptions } from "@kubernetes/client-node";

const cluster = "demo-clustera";
const recs = { group: "app.redislabs.com", version: "v1", namespace: "redis", plural: "redisenterpriseclusters" };
const recsPath = `/apis/${recs.group}/${recs.version}/namespaces/${recs.namespace}/${recs.plural}`;
const asMergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
const patience = { timeout: 20_000 };
let config, core, custom;

before(() => {
  config = new KubeConfig();
  config.loadFromDefault();
  config.setCurrentContext(cluster);
  core = config.makeApiClient(CoreV1Api);
  custom = config.makeApiClient(CustomObjectsApi);
});

test("List_OfPods_NamesTheFirstNode", patience, async () => {
  const { items } = await core.listNamespacedPod({ namespace: recs.namespace });
  const names = items.map((pod) => pod.metadata.name);
  assert.ok(names.includes(`${cluster}-0`), `${cluster}-0 is not among ${names}`);
  assert.ok(items[0].metadata.creationTimestamp instanceof Date);
});

test("Get_OfTheRec_HasSpecAndStatus", patience, async () => {
  const rec = await custom.getNamespacedCustomObject({ ...recs, name: cluster });
  assert.equal(rec.kind, "RedisEnterpriseCluster");
  assert.equal(rec.spec.nodes, 3);
  assert.equal(typeof rec.status.state, "string");
});

test("Get_OfWhatIsNotThere_ThrowsTheStatus", patience, async () => {
  await assert.rejects(core.readNamespacedPod({ name: "nobody", namespace: recs.namespace }), (error) => {
    assert.equal(error.code, 404);
    assert.equal(JSON.parse(error.body).message, 'pods "nobody" not found');
    return true;
  });
});

test("MergePatch_OfTheRec_IsSeenByAWatchAsModified", patience, async () => {
  const mark = `${process.pid}-${Date.now()}`;
  const { metadata } = await custom.listNamespacedCustomObject(recs);
  const seen = withResolvers();
  const request = await new Watch(config).watch(
    recsPath,
    { resourceVersion: metadata.resourceVersion, allowWatchBookmarks: true },
    (type, rec) => rec.metadata.annotations?.mark === mark && seen.resolve({ type, rec }),
    (error) => seen.reject(error ?? new Error("the watch ended before the patch was seen")));
  try {
    const patched = await custom.patchNamespacedCustomObject({ ...recs, name: cluster, body: { metadata: { annotations: { mark } } } }, asMergePatch);
    assert.equal(patched.metadata.annotations.mark, mark);
    const { type, rec } = await seen.promise;
    assert.equal(type, "MODIFIED");
    assert.equal(rec.metadata.name, cluster);
    assert.ok(BigInt(rec.metadata.resourceVersion) > BigInt(metadata.resourceVersion));
  } finally {
    request.abort();
  }
});

test("Exec_OfRladmin_BringsItsOutputAndSuccess", patience, async () => {
  const { output, status } = await exec("rladmin", "status", "databases");
  assert.match(output, /^DATABASES:/m);
  assert.match(output, /\btestdb\b/);
  assert.equal(status.status, "Success");
});

test("Exec_OfAnUnknownCommand_BringsItsExitCode", patience, async () => {
  const { status } = await exec("rladmin", "nonsense");
  assert.equal(status.status, "Failure");
  assert.equal(status.reason, "NonZeroExitCode");
  const [cause] = status.details.causes;
  assert.equal(cause.reason, "ExitCode");
  assert.notEqual(cause.message, "0");
});

async function exec(...command) {
  const chunks = [];
  const sink = new Writable({ write: (chunk, _, done) => (chunks.push(chunk), done()) });
  const status = await new Promise((resolve, reject) =>
    new Exec(config).exec(recs.namespace, `${cluster}-0`, "redis-enterprise-node", command, sink, sink, null, false, resolve).catch(reject));
  return { output: Buffer.concat(chunks).toString(), status };
}

// Promise.withResolvers of newer runtimes.
function withResolvers() {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
}
