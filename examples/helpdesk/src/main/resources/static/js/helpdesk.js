// Everything works without this file, except dialogs; it makes the pages quicker to use.

import "./answers.js";
import "./files.js";
import "./keys.js";
import "./live.js";
import "./palette.js";
import "./sending.js";
import { insert } from "./text.js";

document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "";
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.value = document.documentElement.dataset.theme;
  choice.addEventListener("change", () => {
    document.documentElement.dataset.theme = choice.value;
    localStorage.setItem("theme", choice.value);
  });
}

for (const select of document.querySelectorAll("[data-autosubmit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

for (const opener of document.querySelectorAll("[data-dialog]")) {
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog).showModal();
  });
}

for (const closer of document.querySelectorAll("[data-close]")) {
  closer.addEventListener("click", () => closer.closest("dialog").close());
}

// On a small screen the conversation comes first.
if (matchMedia("(width < 48rem)").matches) {
  document.querySelector("details.sidebar")?.removeAttribute("open");
}

// ---- Text that is worth keeping: what is typed into a reply survives a closed tab.

for (const area of document.querySelectorAll("[data-draft]")) {
  const key = "draft:" + area.dataset.draft;
  const restored = document.querySelector("[data-draft-restored]");
  const kept = localStorage.getItem(key);
  if (kept && !area.value) {
    area.value = kept;
    restored.hidden = false;
  }
  restored.querySelector("button").addEventListener("click", () => {
    area.value = "";
    localStorage.removeItem(key);
    restored.hidden = true;
    area.focus();
  });
  area.addEventListener("input", () => {
    if (area.value) {
      localStorage.setItem(key, area.value);
    } else {
      localStorage.removeItem(key);
    }
  });
  area.form.addEventListener("submit", () => localStorage.removeItem(key));
}

for (const choice of document.querySelectorAll("[data-saved]")) {
  choice.addEventListener("change", () => {
    const area = choice.form.querySelector("textarea");
    insert(area, choice.value);
    choice.value = "";
  });
}

// ---- Many at once.

const bulk = document.querySelector("[data-bulk]");
if (bulk) {
  const boxes = [...document.querySelectorAll('input[form="bulk"]')];
  const update = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    bulk.hidden = chosen === 0;
    bulk.querySelector("[data-bulk-count]").textContent = chosen + " chosen";
  };
  boxes.forEach((box) => box.addEventListener("change", update));
  addEventListener("pageshow", update);
}

// ---- Settings.

for (const presets of document.querySelectorAll("[data-presets]")) {
  const form = presets.form;
  presets.addEventListener("change", () => {
    const chosen = presets.selectedOptions[0];
    const hint = form.querySelector("[data-preset-hint]");
    if (chosen.value) {
      form.host.value = chosen.value;
      form.port.value = form.tls.checked ? "465" : "587";
      hint.textContent = "Username: " + chosen.dataset.user + ". Password: " + chosen.dataset.password + ".";
    } else {
      hint.textContent = "Fills in host and port.";
    }
  });
  form.tls.addEventListener("change", () => {
    if (["", "465", "587"].includes(form.port.value)) {
      form.port.value = form.tls.checked ? "465" : "587";
    }
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(source);
    }
  });
}
