// Small helps. Every page works without them.
const body = document.body;

async function frontends() {
  const addresses = [body.dataset.govuk, body.dataset.moj].filter(Boolean);
  for (const address of addresses) {
    try {
      (await import(address)).initAll();
    } catch (problem) {
      console.warn("A front-end library did not start:", problem);
    }
  }
}

// Text boxes grow with what is typed.
function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 4}px`;
}

function autogrow(root) {
  for (const box of root.querySelectorAll("textarea[data-autogrow]")) {
    if (box.scrollHeight > box.clientHeight) grow(box);
  }
}

// 'Add another' without leaving the page. Removing goes to the server, which renumbers.
function addRow(holder) {
  const prefix = holder.dataset.rows;
  const total = holder.querySelector(`input[name="${prefix}-TOTAL_FORMS"]`);
  const number = Number(total.value);
  const copy = holder.querySelector("template[data-blank]").innerHTML
    .replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
  const button = holder.querySelector(":scope > [data-add]");
  button.insertAdjacentHTML("beforebegin", copy);
  total.value = number + 1;
  button.hidden = number + 1 >= Number(holder.dataset.most);
  const row = button.previousElementSibling;
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  row.dispatchEvent(new CustomEvent("holdfast:added", { bubbles: true }));
}

// Long lists: type a few letters to narrow them. The list itself stays an ordinary one.
function narrow(list) {
  if (list.options.length < 12 || list.dataset.narrowing) return;
  list.dataset.narrowing = "on";
  const all = [...list.options].map((option) => option.cloneNode(true));
  const label = document.createElement("label");
  label.className = "govuk-hint";
  label.htmlFor = `${list.id}-narrow`;
  label.textContent = "Type part of a name to shorten the list";
  const box = document.createElement("input");
  box.className = "govuk-input govuk-input--width-20 hf-narrow";
  box.id = label.htmlFor;
  box.type = "text";
  box.autocomplete = "off";
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = list.value;
    list.replaceChildren(...all
      .filter((o) => o.value === "" || o.value === chosen || words.every((w) => o.text.toLowerCase().includes(w)))
      .map((o) => o.cloneNode(true)));
    list.value = chosen;
  });
  list.before(label, box);
}

// A page with unsaved typing asks before it is left.
function guard() {
  let dirty = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-warn-unsaved]")) dirty = true;
  });
  document.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}

function keys(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  const box = document.getElementById("hf-search-box");
  if (box) {
    event.preventDefault();
    box.focus();
  }
}

function start(root) {
  autogrow(root);
  root.querySelectorAll("select[data-narrow]").forEach(narrow);
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-autogrow]")) grow(event.target);
});
document.addEventListener("keydown", keys);
document.addEventListener("click", (event) => {
  const add = event.target.closest?.("[data-add]");
  if (add) {
    event.preventDefault();
    addRow(add.closest("[data-rows]"));
  }
  if (event.target.closest?.("[data-print]")) window.print();
});
document.addEventListener("holdfast:added", (event) => start(event.target));
document.addEventListener("htmx:load", (event) => start(event.target));
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
for (const table of document.querySelectorAll(".hf-table-box")) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}
guard();
start(document);
await frontends();
