// What the console asks of the application by HTTP. Failures come back as a sentence, never as an exception.

/** { presenter: boolean }, or null when the application did not answer. */
export async function whoAmI() {
  const answer = await call("/api/v1/me", {});
  return answer.ok ? answer.body : null;
}

/** The plan of an operation: { ok, body: plan } or { ok: false, status, sentence }. */
export function planOperation(request, signal) {
  return call("/api/v1/operations?validateOnly=true", { ...json(request), signal });
}

export function startOperation(request) {
  return call("/api/v1/operations", json(request));
}

export function cancelOperation(id) {
  return call(`/api/v1/operations/${encodeURIComponent(id)}/cancel`, { method: "POST" });
}

function json(body) {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

async function call(url, options) {
  let response;
  try {
    response = await fetch(url, { cache: "no-store", credentials: "same-origin", ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch (error) {
    return { ok: false, status: 0, aborted: error?.name === "AbortError", sentence: "The application did not answer. Whatever it has begun will show under Operations." };
  }
  const body = await response.json().catch(() => null);
  return response.ok ? { ok: true, status: response.status, body } : { ok: false, status: response.status, body, sentence: sentenceOf(response.status, body) };
}

function sentenceOf(status, problem) {
  if (status === 401 || status === 403) return "Your sign-in has ended. Sign in again to go on.";
  const said = problem?.detail ?? problem?.title;
  if (said) return said;
  return status === 429 ? "Too many requests. Wait a moment and try again." : `The application answered ${status} and gave no reason.`;
}
