// Files dropped onto the page, sent one by one with what is sent so far; and a batch that shows how far it is.
// Without this module the form sends all files at once, and a link looks again.
const form = document.querySelector("form.drop");
const LOOK_AGAIN = 1000;

function send(address, body, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("load", () => (request.status < 400 ? resolve(request) : reject(new Error(request.statusText))));
    request.addEventListener("error", () => reject(new Error("")));
    request.send(body);
  });
}

function content(file) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  if (file) body.set("files", file, file.name);
  return body;
}

function line(list, words, wrong) {
  const item = document.createElement("li");
  item.textContent = words;
  if (wrong) item.className = "wrong";
  list.append(item);
  list.hidden = false;
  return item;
}

async function drop(files) {
  const list = form.querySelector(".drop-list");
  list.replaceChildren();
  const fit = [...files].filter((file) => file.size <= Number(form.dataset.largest));
  for (const file of files) if (!fit.includes(file)) line(list, `${file.name} ${form.dataset.tooLarge}`, true);
  if (!fit.length) return;
  form.setAttribute("aria-busy", "true");
  for (const one of form.elements) one.disabled = true;
  let failed = fit.length < files.length;
  let batch = "";
  try {
    const begun = await send(form.action, content(), () => {});
    const { batch: page, add } = JSON.parse(begun.responseText);
    const item = line(list, "");
    for (const [at, file] of fit.entries()) {
      const say = (share) => (item.textContent = `${form.dataset.sending} ${at + 1}/${fit.length}: ${file.name}, ${Math.round(100 * share)} %`);
      say(0);
      try {
        await send(add, content(file), say);
        batch = page;
      } catch {
        failed = true;
        line(list, `${file.name} ${form.dataset.failed}`, true);
      }
    }
    item.remove();
  } catch {
    failed = true;
    line(list, form.dataset.failed, true);
  }
  for (const one of form.elements) one.disabled = false;
  form.removeAttribute("aria-busy");
  if (!batch) return;
  if (!failed) {
    location.assign(batch);
    return;
  }
  const link = document.createElement("a");
  link.href = batch;
  link.textContent = form.querySelector("button").textContent;
  line(list, "").append(link);
}

if (form) {
  const zone = form.querySelector(".drop-zone");
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) drop(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    drop(form.elements.files.files);
  });
}

async function lookAgain() {
  const shown = document.querySelector("[data-in-work]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-batch]");
    // Who is about to press a button keeps it: the page is brought up to date a moment later.
    if (now && !shown.contains(document.activeElement)) shown.replaceWith(now);
    else if (now && !("inWork" in now.dataset)) shown.replaceWith(now);
  } catch {
    // The server is away for a moment; what it does goes on.
  }
  setTimeout(lookAgain, LOOK_AGAIN);
}

document.documentElement.classList.add("with-script");
setTimeout(lookAgain, LOOK_AGAIN);
