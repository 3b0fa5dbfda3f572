// Files: chosen, dropped or pasted; each can be taken back before it is sent.

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
