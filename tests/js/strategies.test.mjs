import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { addEventListener() {}, visibilityState: "hidden" };
const { cellsOf } = await import("../../wwwroot/js/strategies.js");

test("a way that failed once is never shown as wholly well", () => {
  const cells = cellsOf({ name: "group", success: 0.9999, requests: 10000, failed: 1, p50Ms: 0.7, p99Ms: 280, outageMs: 30, down: false });
  assert.deepEqual(cells, ["group", "99.9 %", "10000", "1", "0.7 ms", "280 ms", "0.0 s", "answers"]);
});

test("a way that was not asked yet claims nothing", () => {
  assert.deepEqual(cellsOf({ name: "testdb", success: null, requests: 0, failed: 0, p50Ms: null, p99Ms: null, outageMs: null, down: false }),
    ["testdb", "", "0", "0", "", "", "none", ""]);
});
