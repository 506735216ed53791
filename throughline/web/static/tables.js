// Heads of columns that sort. Without this module a table stands in the order that the server gave it.
const inOrder = new Intl.Collator(document.documentElement.lang, { numeric: true });

function keyOf(row, column) {
  const cell = row.cells[column];
  return cell ? (cell.dataset.order ?? cell.textContent.trim()) : "";
}

function compared(one, other) {
  // What is absent stands last, whichever way the column runs.
  if (one === "" || other === "") return (one === "") - (other === "");
  const difference = Number(one) - Number(other);
  return Number.isNaN(difference) ? inOrder.compare(one, other) : difference;
}

function sort(table, head) {
  const column = head.cellIndex;
  const way = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", way);
  const body = table.tBodies[0];
  const sign = way === "ascending" ? 1 : -1;
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, column) }));
  rows.sort((one, other) =>
    one.key === "" || other.key === "" ? compared(one.key, other.key) : sign * compared(one.key, other.key),
  );
  body.append(...rows.map((one) => one.row));
}

for (const table of document.querySelectorAll("table[data-sorts]")) {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}
