// How long to wait before knocking again: at once almost, then at most two seconds, for ever. Jitter, so that a room of phones does not knock together.

const FIRST_MS = 200;
const MOST_MS = 2000;

/** attempt: 0 for the first retry. random: a number in [0, 1). */
export function retryDelay(attempt, random = Math.random) {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return attempt === 0 ? FIRST_MS : ceiling / 2 + (ceiling / 2) * random();
}
