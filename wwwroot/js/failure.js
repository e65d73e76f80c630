// The fail page: shows the pods of the cluster live, and returns to the shop when testdb answers again.
// Uses the console's feed (/js/live.js) and, without it, asks GET /api/v1/live.
const site = document.body.dataset.site;
const since = document.getElementById('since');
const table = document.getElementById('pods');
const note = document.getElementById('pods-note');
const next = document.getElementById('next');
const form = document.getElementById('kept');
const loaded = performance.now();
const shownAt = Date.parse(document.body.dataset.at);
const sentKey = `sent-again:${location.pathname}`;
let leaving = false;
let wasDown = false;
let shown = null;
let kubectlAge = null;

// Ages count on the server's clock: the attendee's may be wrong.
const now = () => shownAt + (performance.now() - loaded);
const age = (milliseconds) => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 1 ? 'a moment' : seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
};

function show(cluster) {
  if (!cluster || cluster.name !== site) return;
  shown = cluster;
  showPods(cluster);
  const status = cluster.route?.status;
  if (status !== 'Serving') wasDown = true;
  // A page that came a moment before the feed knew must not flee from a feed that is late.
  else if (wasDown || performance.now() - loaded > 1500) leave();
}

function showPods(cluster) {
  const pods = cluster.pods ?? [];
  const rec = cluster.rec ? `${cluster.rec.name}: ${cluster.rec.state}.` : 'No rec.';
  const none = cluster.connected === false ? 'The pods cannot be read now.' : 'No pod is there now.';
  note.textContent = pods.length > 0 ? rec : `${rec} ${none}`;
  table.hidden = pods.length === 0;
  table.tBodies[0].replaceChildren(...pods.map((pod) => {
    const row = document.createElement('tr');
    for (const cell of [pod.name, pod.ready, pod.status, pod.restarts, podAge(pod)]) row.insertCell().textContent = cell ?? '';
    return row;
  }));
}

// The feed tells changes; an age goes on by itself.
function podAge(pod) {
  return kubectlAge && pod.createdAt ? kubectlAge(now() - Date.parse(pod.createdAt)) : pod.age;
}

function leave() {
  if (leaving) return;
  leaving = true;
  next.textContent = 'Redis answers again: returning to the shop.';
  // Three hundred pages that return do so within half a second, not at the same instant.
  setTimeout(() => {
    if (!form) {
      location.replace(location.href);
    } else if (sessionStorage.getItem(sentKey)) {
      next.textContent = 'Redis answers again. Send what is kept with the button above.';
    } else {
      sessionStorage.setItem(sentKey, '1');
      form.submit();
    }
  }, Math.random() * 400);
}

async function poll() {
  for (;;) {
    try {
      const answer = await fetch('/api/v1/live', { headers: { accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(3000) });
      if (answer.ok) (await answer.json()).clusters?.forEach(show);
      else if (answer.status === 404) await look();
    } catch {
      note.textContent = 'The application itself does not answer just now. Still trying.';
    }
    await new Promise((wake) => setTimeout(wake, 1000));
  }
}

// Without any feed the page itself is the answer.
async function look() {
  if (form) return;
  const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
  if (answer.ok) leave();
}

note.textContent = 'Looking for the pods.';

if (since) {
  const began = Date.parse(since.dateTime);
  setInterval(() => { since.textContent = age(now() - began); }, 1000);
}
setInterval(() => { if (shown) showPods(shown); }, 1000);
form?.addEventListener('submit', () => { leaving = true; });

import('./format.js').then((format) => { kubectlAge = format.kubectlAge; }, () => {});
try {
  const { subscribe } = await import('./live.js');
  subscribe({
    onSnapshot: (snapshot) => snapshot.clusters?.forEach(show),
    onChange: (change) => { if (change.kind === 'cluster') show(change.cluster); },
    onStatus: () => {},
  });
} catch {
  poll();
}
