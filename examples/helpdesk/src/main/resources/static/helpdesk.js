// Everything works without this file, except dialogs; it makes the pages quicker to use.

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

function insert(area, text) {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input"));
  area.focus();
}

// ---- Files: chosen, dropped or pasted; each can be taken back before it is sent.

const MOST_FILES = 5;
const MOST_BYTES = 10 * 1024 * 1024;

for (const zone of document.querySelectorAll("[data-files]")) {
  const input = zone.querySelector("input");
  const list = zone.querySelector("ul");
  const form = input.form;
  let files = [];
  const show = () => {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    list.replaceChildren(...files.map((file, index) => {
      const item = document.createElement("li");
      const problem = index >= MOST_FILES ? " – at most " + MOST_FILES + " files" : file.size > MOST_BYTES ? " – larger than 10 MB" : "";
      item.textContent = file.name + " (" + Math.ceil(file.size / 1024) + " KB)" + problem + " ";
      item.classList.toggle("problem", problem !== "");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "plain";
      remove.textContent = "Remove";
      remove.setAttribute("aria-label", "Remove " + file.name);
      remove.addEventListener("click", () => {
        files.splice(index, 1);
        show();
      });
      item.append(remove);
      return item;
    }));
    input.setCustomValidity(list.querySelector(".problem") ? "Remove the files that are too many or too large." : "");
  };
  const add = (more) => {
    files = files.concat([...more]);
    show();
  };
  input.addEventListener("change", () => {
    const more = [...input.files];
    add(more);
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) {
      event.preventDefault();
      add(event.dataTransfer.files);
    }
  });
  form.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      add(event.clipboardData.files);
    }
  });
}

// ---- Answers that grow while one waits: a line of JSON for each thing that is known.

async function lines(url, body, signal, heard) {
  const response = await fetch(url, { method: "POST", body, signal });
  if (!response.ok) {
    throw new Error("The server said " + response.status);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const parts = (rest + chunk.value).split("\n");
    rest = parts.pop();
    parts.filter(Boolean).forEach((line) => heard(JSON.parse(line)));
  }
}

for (const form of document.querySelectorAll("[data-stream]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const steps = document.getElementById(form.dataset.stream);
    const button = form.querySelector("button");
    steps.replaceChildren();
    button.disabled = true;
    form.setAttribute("aria-busy", "true");
    try {
      await lines(form.action, new URLSearchParams(new FormData(form)), undefined, (line) => {
        const item = document.createElement("li");
        item.className = line.passed ? "passed" : "failed";
        const title = document.createElement("strong");
        title.textContent = line.end ?? (line.passed ? "✓ " : "✗ ") + line.step;
        item.append(title, line.end ? "" : " " + line.said);
        if (line.remedy) {
          const remedy = document.createElement("p");
          remedy.textContent = line.remedy;
          item.append(remedy);
        }
        steps.append(item);
      });
    } catch (e) {
      const item = document.createElement("li");
      item.className = "failed";
      item.textContent = "The test was interrupted: " + e.message;
      steps.append(item);
    }
    button.disabled = false;
    form.removeAttribute("aria-busy");
  });
}

for (const button of document.querySelectorAll("[data-suggest]")) {
  const form = button.form;
  const area = form.querySelector("textarea");
  const card = document.getElementById("suggestion");
  const words = card.querySelector(".suggested");
  const about = card.querySelector(".suggested-about");
  const part = (name) => card.querySelector("[data-suggest-" + name + "]");
  let running;
  const finish = (text) => {
    part("stop").hidden = true;
    part("dismiss").hidden = false;
    part("insert").hidden = part("replace").hidden = !text;
    button.disabled = false;
  };
  button.addEventListener("click", async () => {
    running = new AbortController();
    card.hidden = false;
    button.disabled = true;
    words.textContent = "";
    about.textContent = "";
    part("stop").hidden = false;
    part("dismiss").hidden = part("insert").hidden = part("replace").hidden = true;
    try {
      await lines(button.dataset.suggest, new URLSearchParams({ text: area.value }), running.signal, (line) => {
        if (line.phase) {
          about.textContent = line.phase + "…";
        } else if (line.words) {
          words.textContent += line.words;
        } else if (line.end === "suggested") {
          words.textContent = line.text;
          about.replaceChildren(...sources(line));
          finish(line.text);
          if (!area.value) {
            insert(area, line.text);
            words.textContent = "";
            part("insert").hidden = part("replace").hidden = true;
          }
        } else {
          words.textContent = "";
          about.textContent = line.reason;
          finish("");
        }
      });
    } catch (e) {
      about.textContent = running.signal.aborted ? "Stopped." : "No suggestion: " + e.message;
      finish("");
    }
  });
  part("stop").addEventListener("click", () => running.abort());
  part("dismiss").addEventListener("click", () => {
    card.hidden = true;
    area.focus();
  });
  part("insert").addEventListener("click", () => {
    insert(area, words.textContent);
    card.hidden = true;
  });
  part("replace").addEventListener("click", () => {
    area.value = "";
    insert(area, words.textContent);
    card.hidden = true;
  });
  addEventListener("pagehide", () => running?.abort());
}

function sources(line) {
  const nodes = [];
  line.sources.forEach((source, index) => {
    const link = document.createElement("a");
    link.href = source.url;
    link.textContent = source.title;
    nodes.push(index ? ", " : "From ", link);
  });
  if (line.warnings.length) {
    nodes.push((nodes.length ? " · " : "") + line.warnings.join(", "));
  }
  nodes.push((nodes.length ? ". " : "") + "Read it before you send it.");
  return nodes;
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

// ---- News, while a page is open.

const live = document.querySelector("[data-live]");
if (live) {
  const page = live.dataset.live;
  const ticket = page.match(/^\/tickets\/([0-9a-z]{26})$/)?.[1];
  const changed = new Set();
  const events = new EventSource("/live?page=" + encodeURIComponent(page));
  const say = (text, button, action) => {
    live.hidden = false;
    const link = document.createElement("button");
    link.type = "button";
    link.className = "plain";
    link.textContent = button;
    link.addEventListener("click", action);
    live.replaceChildren(text + " ", link);
  };
  events.addEventListener("ticket", async (message) => {
    const news = JSON.parse(message.data);
    if (ticket && news.ticket === ticket) {
      await refreshThread();
      if (news.what === "MessageReceived") {
        say("The customer wrote.", "Show", () => document.querySelector("#thread > li:last-child").scrollIntoView());
      }
    } else if (page === "/tickets") {
      changed.add(news.ticket);
      say(changed.size === 1 ? "1 ticket changed." : changed.size + " tickets changed.", "Show", () => location.reload());
    }
  });
  events.addEventListener("there", (message) => {
    const others = document.querySelector("[data-others]");
    if (others) {
      const names = JSON.parse(message.data).others;
      others.hidden = names.length === 0;
      others.textContent = names.join(", ") + (names.length === 1 ? " looks" : " look") + " at this ticket too.";
    }
  });
  events.addEventListener("chats", (message) => {
    if (!page.startsWith("/chats")) {
      const waiting = JSON.parse(message.data).waiting;
      say(waiting === 1 ? "A visitor waits." : waiting + " visitors wait.", "Answer", () => location.assign("/chats"));
    } else if (page === "/chats") {
      location.reload();
    }
  });
  let lost;
  events.addEventListener("error", () => {
    lost = setTimeout(() => say("The server cannot be reached.", "Try again", () => location.reload()), 3000);
  });
  events.addEventListener("open", () => clearTimeout(lost));
  addEventListener("pagehide", () => events.close());
}

// Only what is read is replaced: the composer, and what was last seen when it was opened, stay.
async function refreshThread() {
  const response = await fetch(location.pathname + location.search);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const thread = fresh.getElementById("thread");
  if (thread) {
    const shown = document.getElementById("thread");
    // Whatever was unfolded to be read stays unfolded.
    for (const entry of shown.children) {
      entry.querySelectorAll("details").forEach((details, index) => {
        const again = thread.querySelector("#" + entry.id)?.querySelectorAll("details")[index];
        again?.toggleAttribute("open", details.open);
      });
    }
    shown.replaceWith(thread);
  }
}

for (const list of document.querySelectorAll("[data-poll]")) {
  setInterval(async () => {
    const response = await fetch(list.dataset.poll);
    const html = await response.text();
    if (response.ok && html.trim() !== list.dataset.last) {
      list.dataset.last = html.trim();
      const fresh = new DOMParser().parseFromString("<ol>" + html + "</ol>", "text/html");
      list.replaceChildren(...fresh.querySelectorAll("li"));
    }
  }, 2000);
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

// ---- Single keys, which can be switched off (WCAG 2.1.4).

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
