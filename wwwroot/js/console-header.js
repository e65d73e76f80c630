// The console's head: which world this is, how fresh the link to it is, who is looking.
import { setText } from "./dom.js";
import { linkWords } from "./words.js";

const BADGES = { lab: "LAB", real: "REAL" };
const BADGE_TITLES = { lab: "Clusters that run inside this program", real: "Clusters of a kubeconfig: what is broken here is broken there" };
const SEVERITY = ["Down", "Silent", "Recovering", "Unknown"];
const SHAPES = { Down: "■", Silent: "◇", Recovering: "◐", Unknown: "○", Serving: "●" };

export function createHeader(root) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const badge = part("badge"), names = part("names"), link = part("link"), linkSaid = part("link-said");
  const visitor = part("visitor"), presenter = part("presenter");
  let lastLink = "";

  return {
    showFeed(feed) {
      badge.hidden = !feed.mode;
      badge.dataset.mode = feed.mode ?? "";
      setText(badge, BADGES[feed.mode] ?? feed.mode);
      badge.title = BADGE_TITLES[feed.mode] ?? "";
      setText(names, feed.clusters.map((cluster) => cluster.name).join(" · "));
      document.title = titleOf(feed.clusters);
    },
    showLink(status) {
      link.dataset.link = status.link;
      setText(link, linkWords(status));
      link.title = `Age of the application's last word, by ${status.transport === "signalr" ? "SignalR" : "server-sent events"}`;
      if (status.link === lastLink) return;
      lastLink = status.link;
      setText(linkSaid, status.link === "live" ? "Live" : linkWords(status));  // ages tick unheard; changes are said
    },
    /** null while unknown: neither door is shown. */
    showPresenter(signedIn) {
      visitor.hidden = signedIn !== false;
      presenter.hidden = signedIn !== true;
    },
  };
}

function titleOf(clusters) {
  const worst = SEVERITY.map((state) => clusters.find((cluster) => cluster.state === state)).find(Boolean);
  return worst ? `${SHAPES[worst.state]} ${worst.name} ${worst.state} · Console` : "Console · Quorum Supply";
}
