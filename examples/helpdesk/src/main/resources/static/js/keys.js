// Single keys, which can be switched off (WCAG 2.1.4).

const keys = document.querySelector("[data-keys]");
if (keys) {
  keys.checked = localStorage.getItem("keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));
  const help = document.getElementById("keys");
  document.querySelector("[data-keys-help]").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (!keys.checked || typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const links = [...document.querySelectorAll(".tickets .subject a")];
    const at = links.indexOf(document.activeElement);
    const actions = {
      j: () => links[Math.min(at + 1, links.length - 1)]?.focus(),
      k: () => links[Math.max(at - 1, 0)]?.focus(),
      "/": () => document.getElementById("search")?.focus(),
      c: () => document.querySelector("[data-dialog=create]")?.click(),
      r: () => document.getElementById("reply-text")?.focus(),
      n: () => {
        const note = document.getElementById("note-text");
        if (note) {
          note.closest("details").open = true;
          note.focus();
        }
      },
      "?": () => help.showModal(),
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
}
