// The application's clock, as heartbeats tell it. The browser's own date is never asked: laptops on a stage are wrong by minutes.

const SAMPLES = 10;

/** elapsed: milliseconds of a steady counter, such as performance.now. */
export function createServerClock(elapsed) {
  let offsets = [];
  return {
    /** A message arrived which the server says it sent at this time. The least delayed of the last few is the nearest to the truth. */
    heard(at) {
      const sent = Date.parse(at);
      if (!Number.isNaN(sent)) offsets = [...offsets.slice(1 - SAMPLES), sent - elapsed()];
    },
    /** Milliseconds since 1970 by the server's clock; null before its first word. */
    now() {
      return offsets.length === 0 ? null : elapsed() + Math.max(...offsets);
    },
    /** How long ago an instant of the server was, never negative; null when it cannot be said. */
    since(at) {
      const then = Date.parse(at ?? "");
      return offsets.length === 0 || Number.isNaN(then) ? null : Math.max(0, this.now() - then);
    },
  };
}
