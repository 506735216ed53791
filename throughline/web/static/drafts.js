// Keeps what one types as a draft while one types: forms with data-draft. Without it the button does the same.
const PAUSE = 2000;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const said = form.querySelector("[data-draft-said]");
  let waiting = 0;
  let sent = false;

  const keep = async () => {
    const fields = new FormData(form);
    fields.set("do", "draft");
    // A draft is kept again and again: it is no form that is done once.
    fields.delete("once");
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (!response.ok) throw new Error(String(response.status));
      const { at } = await response.json();
      const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
      if (!sent) said.textContent = `${form.dataset.saved} ${time}`;
    } catch {
      if (!sent) said.textContent = form.dataset.failed;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
  });
}
