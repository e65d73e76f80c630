-- One line the bench reads: requests, seconds, answers of 400 and above, failed sockets, timeouts, then p50, p99 and the slowest in ms.
return function(summary, latency)
  local errors = summary.errors
  io.write(string.format("summary %d %.6f %d %d %d %.3f %.3f %.3f\n", summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write, errors.timeout, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
