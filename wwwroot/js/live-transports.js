// Two ways to the same bytes. Each opens one stream and reports: onMessage(object, id), then onEnd() exactly once. Neither retries by itself.

/** SignalR where its script was loaded, else server-sent events; after a failure, the other one. */
export function chooseTransport(previous, previousWorked) {
  const hub = typeof globalThis.signalR?.HubConnectionBuilder === "function";
  if (!hub) return "sse";
  if (previous === null || previousWorked) return previous ?? "signalr";
  return previous === "signalr" ? "sse" : "signalr";
}

export function openTransport(name, after, handlers) {
  return name === "signalr" ? openHub(after, handlers) : openEvents(after, handlers);
}

function openEvents(after, { onMessage, onEnd }) {
  const query = after === null ? "" : `?after=${encodeURIComponent(after)}`;
  const source = new EventSource(`/api/v1/live/stream${query}`);
  const end = once(() => { source.close(); onEnd(); });
  source.onmessage = (event) => {
    const message = parse(event.data);
    if (message) onMessage(message, event.lastEventId || null);
  };
  source.onerror = end;
  return { close: () => source.close() };
}

function openHub(after, { onMessage, onEnd }) {
  const { HubConnectionBuilder, LogLevel } = globalThis.signalR;
  const connection = new HubConnectionBuilder().withUrl("/hubs/live").configureLogging(LogLevel.None).build();
  let closed = false;
  const end = once(() => { void connection.stop().catch(() => {}); if (!closed) onEnd(); });
  connection.onclose(end);
  connection.start().then(() => {
    if (closed) return void connection.stop();
    connection.stream("Feed", after).subscribe({ next: (item) => { if (!closed) onMessage(item, null); }, error: end, complete: end });
  }).catch(end);
  return { close() { closed = true; end(); } };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's page instead of our line: the missing heartbeat will tell
  }
}

function once(action) {
  let done = false;
  return () => { if (!done) { done = true; action(); } };
}
