// Lists whose rows are chosen: j and k go on and back, x chooses, o opens. Without this module Tab and Space do it.
const WRITING = "input:not([type=checkbox]), select, textarea, [contenteditable]";

for (const list of document.querySelectorAll("[data-chooses]")) {
  const rows = [...list.querySelectorAll(".chooses > li")];
  let at = -1;

  function go(to) {
    if (!rows[to]) return;
    at = to;
    (rows[at].querySelector("input[type=checkbox]") ?? rows[at].querySelector("a")).focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }

  const keys = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    x: () => rows[at]?.querySelector("input[type=checkbox]")?.click(),
    o: () => rows[at]?.querySelector("a")?.click(),
  };

  list.addEventListener("focusin", (event) => {
    const row = event.target.closest(".chooses > li");
    if (row) at = rows.indexOf(row);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(WRITING)) return;
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const help of list.querySelectorAll("[data-keys]")) help.hidden = false;
}
