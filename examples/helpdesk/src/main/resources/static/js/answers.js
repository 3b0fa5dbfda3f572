import { insert } from "./text.js";

// Answers that grow while one waits: a line of JSON for each thing that is known.

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
