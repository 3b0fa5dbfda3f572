// Ctrl+K: everywhere from everywhere. Pages by their names, tickets by their words or number.

const palette = document.getElementById("palette");
if (palette) {
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const pages = [...document.querySelectorAll("header nav a"), ...document.querySelectorAll("[data-command]")];
  let chosen = 0;
  let asked = 0;

  const option = (text, open) => {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.textContent = text;
    item.addEventListener("click", () => {
      palette.close();
      open();
    });
    return item;
  };
  const choose = (index) => {
    const items = [...list.children];
    chosen = items.length ? (index + items.length) % items.length : 0;
    items.forEach((item, i) => {
      item.id = "palette-" + i;
      item.setAttribute("aria-selected", i === chosen);
    });
    input.setAttribute("aria-activedescendant", items.length ? "palette-" + chosen : "");
    items[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const show = async () => {
    const words = input.value.trim();
    const mine = ++asked;
    const fits = pages.filter((page) => page.textContent.toLowerCase().includes(words.toLowerCase()));
    list.replaceChildren(...fits.map((page) => option(page.textContent.trim(), () => page.click())));
    choose(0);
    if (words.length < 2) {
      return;
    }
    const response = await fetch("/api/v1/tickets?" + new URLSearchParams({ q: words, limit: 7 }));
    if (!response.ok || mine !== asked) {
      return;
    }
    const { items } = await response.json();
    list.append(
      ...items.map((ticket) => option("#" + ticket.number + " " + ticket.subject, () => location.assign("/tickets/" + ticket.id))),
      option("Search all tickets for “" + words + "”", () => location.assign("/tickets?" + new URLSearchParams({ q: words }))),
    );
    choose(chosen);
  };
  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 120);
  });
  input.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (moves[event.key]) {
      event.preventDefault();
      choose(chosen + moves[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      list.children[chosen]?.click();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      input.value = "";
      palette.showModal();
      show();
    }
  });
}
