// Everything works without this file, except dialogs; it makes the pages quicker to use.

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

for (const form of document.querySelectorAll("[data-send]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  // A second click while the first is on its way sends nothing; the server would recognise it anyway.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sending) {
      event.preventDefault();
    }
    form.dataset.sending = "yes";
    form.setAttribute("aria-busy", "true");
  });
}

// Coming back with the browser's Back button finds the form as it was left: it may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sending]")) {
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
  }
});

// On a small screen the conversation comes first.
if (matchMedia("(width < 48rem)").matches) {
  document.querySelector("details.sidebar")?.removeAttribute("open");
}
