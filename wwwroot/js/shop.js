// The shop works without this. With it the status line stays true between two refreshes.
const state = document.getElementById('state');
const site = document.body.dataset.site;
const words = { Serving: 'Serving', Refused: 'Down', Silent: 'Silent', Unknown: 'Unknown' };

// The shop is here: a form kept by a fail page may be sent by itself again.
for (const key of Object.keys(sessionStorage)) if (key.startsWith('sent-again:')) sessionStorage.removeItem(key);

// A page the browser kept whole and shows again has the request ids of forms that were sent: what is sent from it now is meant anew.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  const fresh = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(16)).join('-');
  for (const field of document.querySelectorAll('input[name="request"]')) field.value = fresh;
});

function show(cluster) {
  if (cluster?.name !== site || !cluster.route) return;
  const status = cluster.route.status;
  state.dataset.state = status;
  state.textContent = words[status] ?? status;
}

try {
  const { subscribe } = await import('./live.js');
  subscribe({
    onSnapshot: (snapshot) => snapshot.clusters?.forEach(show),
    onChange: (change) => { if (change.kind === 'cluster') show(change.cluster); },
    onStatus: () => {},
  });
} catch {
  // No feed: the line says what was true when the page was made.
}
