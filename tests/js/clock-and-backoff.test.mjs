import { test } from "node:test";
import assert from "node:assert/strict";
import { createServerClock } from "../../wwwroot/js/server-clock.js";
import { retryDelay } from "../../wwwroot/js/backoff.js";

test("Clock_BeforeTheFirstWord_KnowsNothing", () => {
  const clock = createServerClock(() => 0);
  assert.equal(clock.now(), null);
  assert.equal(clock.since("2026-01-01T00:00:00Z"), null);
});

test("Clock_DelayedHeartbeats_TrustsTheLeastDelayed", () => {
  let elapsed = 0;
  const clock = createServerClock(() => elapsed);
  const at = (ms) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();
  elapsed = 50; clock.heard(at(0));
  elapsed = 1900; clock.heard(at(1000));
  assert.equal(clock.since(at(0)), 1850);
});

test("Clock_ServerSetBack_FollowsWithinTenWords", () => {
  let elapsed = 0;
  const clock = createServerClock(() => elapsed);
  clock.heard(new Date(Date.UTC(2026, 0, 2)).toISOString());
  for (let i = 0; i < 10; i++, elapsed += 1000) clock.heard(new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString());
  assert.equal(clock.now(), Date.UTC(2026, 0, 1) + 10_000);
});

test("Clock_InstantAhead_IsNotNegative", () => {
  const clock = createServerClock(() => 0);
  clock.heard("2026-01-01T00:00:00Z");
  assert.equal(clock.since("2026-01-01T00:00:05Z"), 0);
});

test("Backoff_First_IsAFifthOfASecond_ThenNeverMoreThanTwo", () => {
  assert.equal(retryDelay(0), 200);
  assert.equal(retryDelay(1, () => 0), 200);
  for (const attempt of [3, 10, 1000]) assert.ok(retryDelay(attempt, () => 0.999) <= 2000 && retryDelay(attempt, () => 0) >= 800);
});
