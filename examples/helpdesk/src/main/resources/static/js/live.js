// News, while a page is open.

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
      const there = await refreshThread(page);
      if (!there) {
        say("This ticket is deleted.", "To the list", () => location.assign("/tickets"));
      } else if (news.what === "MessageReceived") {
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
      const badges = names.map((name) => {
        const badge = document.createElement("span");
        badge.className = "initials";
        badge.setAttribute("aria-hidden", "true");
        badge.textContent = name.replace(/[^\p{Lu}]/gu, "").slice(0, 2);
        return badge;
      });
      others.replaceChildren(...badges, names.join(", ") + (names.length === 1 ? " looks" : " look") + " at this ticket too.");
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

// Only what is read is replaced: the composer, and what was last seen when it was opened, stay. False when the ticket is gone.
async function refreshThread(page) {
  const response = await fetch(page + location.search, { headers: { "X-Refresh": "1" } });
  if (response.status === 204) {
    return false;
  }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const thread = fresh.getElementById("thread");
  const shown = document.getElementById("thread");
  if (thread && shown) {
    // Whatever was unfolded to be read stays unfolded.
    for (const entry of shown.children) {
      entry.querySelectorAll("details").forEach((details, index) => {
        const again = thread.querySelector("#" + entry.id)?.querySelectorAll("details")[index];
        again?.toggleAttribute("open", details.open);
      });
    }
    shown.replaceWith(thread);
  }
  return true;
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
