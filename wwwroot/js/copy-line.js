// A line for the terminal and the button that copies it.
import { el, setText } from "./dom.js";

const SAID_MS = 2000;

export function createCopyLine(what) {
  const code = el("code", { tabindex: "0" });
  const button = el("button.copy", { type: "button", "aria-label": `Copy: ${what}`, onclick: copy }, "Copy");
  const said = el("span.visually-hidden", { role: "status" });
  let timer = 0;

  async function copy() {
    let word = "Copied";
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      // No permission, or not a secure address: mark the line, so that the keyboard can copy it.
      getSelection()?.selectAllChildren(code);
      word = "Press Ctrl+C";
    }
    setText(button, word);
    setText(said, word);
    clearTimeout(timer);
    timer = setTimeout(() => { setText(button, "Copy"); setText(said, ""); }, SAID_MS);
  }

  return { element: el("div.copy-line", {}, code, button, said), show: (line) => setText(code, line) };
}

/** Keeps one copy line per text. */
export function showCopyLines(parent, lines, what) {
  if (parent.dataset.lines === lines.join("\n")) return;
  parent.dataset.lines = lines.join("\n");
  parent.replaceChildren(...lines.map((line) => {
    const copyLine = createCopyLine(what);
    copyLine.show(line);
    return copyLine.element;
  }));
}
