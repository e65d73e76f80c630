// A table as kubectl prints it, updated cell by cell: what has changed is lit for a moment, what has not is left alone.
import { el, keyed, mark, setText } from "./dom.js";

/** label names the scrolling box for those who reach it by keyboard. */
export function createTable(label) {
  const head = el("tr");
  const body = el("tbody");
  const table = el("table.kubectl", {}, el("thead", {}, head), body);
  const element = el("div.table-scroll", { tabindex: "0", role: "region", "aria-label": label }, table);
  let shape = "";
  return {
    element,
    /** columns: texts; rows: [{ key, cells }]. quiet: indexes of columns whose changes are not worth a light (ages). */
    show(columns, rows, quiet = []) {
      const next = columns.join("\u0000");
      const rebuilt = next !== shape;
      if (rebuilt) {
        shape = next;
        head.replaceChildren(...columns.map((column) => el("th", { scope: "col" }, column)));
        body.replaceChildren();
      }
      const settled = body.children.length > 0;
      const kept = keyed(body, rows.map((row) => row.key), () => el("tr", {}, ...columns.map(() => el("td"))));
      kept.forEach(({ node, isNew }, r) => {
        rows[r].cells.forEach((text, c) => {
          if (node.cells[c] && setText(node.cells[c], text) && !isNew && !quiet.includes(c)) mark(node.cells[c]);
        });
        if (isNew && settled && !rebuilt) mark(node);
      });
    },
  };
}
