// The feed for a page: subscribe({ onSnapshot, onChange, onStatus }). Reconnects for ever, resumes where it was, says how old its last word is.
import { emptyFeed, epochOf, reduce, resumePoint, STALE_AFTER_MS } from "./feed-state.js";
import { createServerClock } from "./server-clock.js";
import { retryDelay } from "./backoff.js";
import { chooseTransport, openTransport } from "./live-transports.js";

const GIVE_UP_ON_SILENCE_MS = 8000;  // connected but mute: knock anew

/**
 * onSnapshot(feed): everything is new: { mode, clusters, operations, sequence }.
 * onChange(message, feed): one message {kind: "cluster" | "operation", …} and the feed after it.
 * onStatus({ link, transport, ageMs }): link is "connecting" (nothing yet), "live", "reconnecting" (cut, still fresh) or "stale" (no word for 5 s).
 *   Called when it changes and once a second, for ages to tick.
 * Returns { feed, now(), since(iso), close() }; now() and since() go by the server's clock.
 */
export function subscribe({ onSnapshot = () => {}, onChange = () => {}, onStatus = () => {} } = {}) {
  const clock = createServerClock(() => performance.now());
  let feed = emptyFeed;
  let transport = null, current = null, worked = false, attempt = 0, timer = 0, closed = false;
  let heardAt = null, openedAt = 0, lastLink = null;

  function connect() {
    clearTimeout(timer);
    current?.close();
    transport = chooseTransport(transport, worked);
    worked = false;
    openedAt = performance.now();
    const mine = (current = openTransport(transport, resumePoint(feed), {
      onMessage: (message, id) => { if (mine === current) receive(message, id); },
      onEnd: () => { if (mine === current) retry(); },
    }));
    report();
  }

  function retry() {
    current?.close();
    current = null;
    clearTimeout(timer);
    timer = setTimeout(connect, retryDelay(attempt++));
    report();
  }

  function receive(message, id) {
    heardAt = performance.now();
    const result = reduce(feed, message);
    if (result.change === "gap") {
      feed = { ...feed, epoch: null };  // no resume point: the next stream begins with a snapshot
      return retry();
    }
    worked = true;
    attempt = 0;
    const epoch = message.epoch ?? epochOf(id);
    feed = epoch !== null && result.feed.epoch !== epoch ? { ...result.feed, epoch } : result.feed;
    if (message.kind === "heartbeat" || clock.now() === null) clock.heard(message.at);
    if (result.change === "snapshot") onSnapshot(feed);
    else if (result.change === "cluster" || result.change === "operation") onChange(message, feed);
    if (lastLink !== "live") report();
  }

  function link(ageMs) {
    if (heardAt === null || feed.sequence === null) return "connecting";
    if (ageMs >= STALE_AFTER_MS) return "stale";
    return worked && current !== null ? "live" : "reconnecting";
  }

  function report() {
    if (closed) return;
    const ageMs = heardAt === null ? null : performance.now() - heardAt;
    lastLink = link(ageMs);
    onStatus({ link: lastLink, transport, ageMs });
  }

  function tick() {
    const lastSign = Math.max(openedAt, heardAt ?? 0);
    if (current !== null && performance.now() - lastSign > GIVE_UP_ON_SILENCE_MS) retry();
    else report();
  }

  // Back from another tab, from sleep or from a dead network: do not wait for the timer.
  function hurry() {
    if (closed || document.visibilityState === "hidden") return;
    const lastSign = Math.max(openedAt, heardAt ?? 0);
    if (current === null || performance.now() - lastSign > STALE_AFTER_MS / 2) {
      attempt = 0;
      connect();
    }
  }

  const ticking = setInterval(tick, 1000);
  window.addEventListener("online", hurry);
  window.addEventListener("pageshow", hurry);
  document.addEventListener("visibilitychange", hurry);
  connect();

  return {
    get feed() { return feed; },
    now: () => clock.now(),
    since: (at) => clock.since(at),
    close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(ticking);
      window.removeEventListener("online", hurry);
      window.removeEventListener("pageshow", hurry);
      document.removeEventListener("visibilitychange", hurry);
      current?.close();
      current = null;
    },
  };
}
