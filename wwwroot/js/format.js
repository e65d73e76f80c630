// Durations and figures as words. Milliseconds in, text out.

const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** An age as kubectl prints it: 12s, 3m20s, 45m, 5h12m, 30h, 3d4h, 20d. */
export function kubectlAge(ms) {
  const whole = (unit) => Math.floor(ms / unit);
  const two = (big, bigName, small, smallName) => {
    const rest = Math.floor((ms % big) / small);
    return rest === 0 ? `${whole(big)}${bigName}` : `${whole(big)}${bigName}${rest}${smallName}`;
  };
  if (ms < 0) return "0s";
  if (ms < 2 * MINUTE) return `${whole(SECOND)}s`;
  if (ms < 10 * MINUTE) return two(MINUTE, "m", SECOND, "s");
  if (ms < 3 * HOUR) return `${whole(MINUTE)}m`;
  if (ms < 8 * HOUR) return two(HOUR, "h", MINUTE, "m");
  if (ms < 2 * DAY) return `${whole(HOUR)}h`;
  if (ms < 8 * DAY) return two(DAY, "d", HOUR, "h");
  if (ms < 2 * 365 * DAY) return `${whole(DAY)}d`;
  if (ms < 8 * 365 * DAY) return two(365 * DAY, "y", DAY, "d");
  return `${whole(365 * DAY)}y`;
}

/** A duration for people: 0.2 s, 14 s, 3 min 20 s, 2 h 5 min. */
export function duration(ms) {
  if (ms < 1000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  if (ms < 2 * MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return join(Math.floor(ms / MINUTE), "min", Math.floor((ms % MINUTE) / SECOND), "s");
  if (ms < 2 * DAY) return join(Math.floor(ms / HOUR), "h", Math.floor((ms % HOUR) / MINUTE), "min");
  return `${Math.floor(ms / DAY)} days`;
}

/** A round trip: 1.2 ms, 48 ms, 1.4 s; nothing where there is none. */
export function latency(ms) {
  if (typeof ms !== "number" || Number.isNaN(ms)) return "";
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** 14:02:11 of the reader's day. */
export function timeOfDay(iso) {
  const time = new Date(iso ?? NaN);
  if (Number.isNaN(time.getTime())) return "";
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

function join(big, bigUnit, small, smallUnit) {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}
