// What is typed is checked as soon as a field is left. Without this module it is checked when the form is sent.
const form = document.querySelector("form[data-check]");
let asked = 0;

async function check() {
  const mine = (asked += 1);
  const content = new FormData(form);
  content.delete("once");
  const answer = await fetch(form.dataset.check, { method: "POST", body: content, credentials: "same-origin" });
  if (!answer.ok || mine !== asked) return;
  const { remarks } = await answer.json();
  for (const place of form.querySelectorAll("[data-remarks]")) {
    const said = remarks[place.dataset.remarks] ?? [];
    place.replaceChildren(
      ...said.map((words) => {
        const line = document.createElement("p");
        line.textContent = words;
        return line;
      }),
    );
  }
}

form?.addEventListener("change", () => void check().catch(() => {}));
