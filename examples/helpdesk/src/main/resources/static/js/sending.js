// Forms that are sent once, and that show how far their files are.

function problem(form, words) {
  const alert = form.querySelector("[role=alert]") ?? document.createElement("p");
  alert.className = "problem";
  alert.setAttribute("role", "alert");
  alert.textContent = words;
  form.prepend(alert);
}

function free(form) {
  delete form.dataset.sending;
  form.removeAttribute("aria-busy");
  form.querySelector("progress")?.remove();
}

function upload(form) {
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", "Files on their way");
  form.querySelector("[data-files]").append(bar);
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.lengthComputable ? event.loaded / event.total : 0;
  });
  request.addEventListener("load", () => {
    const target = request.getResponseHeader("Location");
    if (request.status === 204 && target) {
      history.replaceState(null, "", target);
      location.reload();
      return;
    }
    if (request.responseURL.includes("/login")) {
      problem(form, "Not sent: you are logged out. Log in in another tab, then send it again.");
      free(form);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    problem(form, page.querySelector("[role=alert]")?.textContent.trim() ?? "Not sent: the server said " + request.status + ".");
    free(form);
  });
  request.addEventListener("error", () => {
    problem(form, "Not sent: the server cannot be reached. Your text and files are still here.");
    free(form);
  });
  request.open("POST", form.action);
  request.setRequestHeader("X-Progress", "1");
  request.send(new FormData(form));
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
      return;
    }
    form.dataset.sending = "yes";
    form.setAttribute("aria-busy", "true");
    if (form.querySelector("[data-files] input")?.files.length) {
      event.preventDefault();
      upload(form);
    }
  });
}

// Coming back with the browser's Back button finds the form as it was left: it may be sent again.
addEventListener("pageshow", () => document.querySelectorAll("[data-sending]").forEach(free));
