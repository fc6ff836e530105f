// What the page does in the browser: it leads from a marker to its proof and back, copies, asks for
// translations, and keeps conversations.

document.documentElement.lang = navigator.language.startsWith("fr") ? "fr" : "en";

// A marker in an answer opens its citation: the card is unfolded and focused, the quote shown in
// the text around it. Links back to the answer work the same way.

function show(source) {
  if (source.matches(".page")) showPage(source.querySelector(".picture"));
  else showQuote(source);
}

function showQuote(source) {
  const text = source.querySelector(".text");
  const mark = source.querySelector("mark");
  text.scrollTop = mark.offsetTop - text.clientHeight / 3;
}

// The page itself is drawn by the server, once it is looked at.
async function showPage(place) {
  if (place.dataset.asked) return;
  place.dataset.asked = "yes";
  const { source, start, end, failed, unmarked } = place.dataset;
  const note = place.querySelector(".note");
  const page = await window.pageImage({ source, start, end }).catch(() => null);
  if (!page) {
    note.textContent = failed;
    delete place.dataset.asked;
    return;
  }
  const image = new Image();
  image.alt = place.getAttribute("aria-label");
  image.src = page.picture;
  await image.decode().catch(() => {});
  place.append(image);
  const marked = page.marked_at !== null;
  note.textContent = marked ? "" : unmarked;
  if (marked) place.scrollTop = page.marked_at * image.clientHeight - place.clientHeight / 3;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#cite-"], a[href^="#near-"], a[href^="#said-"]');
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  for (let fold = target.parentElement; fold; fold = fold.parentElement) {
    if (fold.tagName === "DETAILS") fold.open = true;
  }
  const source = target.querySelector("details.source");
  if (source) {
    source.open = true;
    show(source);
  }
  target.scrollIntoView({ block: "nearest" });
  target.focus({ preventScroll: true });
});

// Toggle events do not bubble, so they are caught on their way down.
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches("details.source")) show(event.target);
}, true);

// Buttons of answers and quotes

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("button[data-copy]");
  if (copy) {
    await copyText(copy.dataset.copy);
    const label = copy.textContent;
    copy.textContent = copy.dataset.copied;
    setTimeout(() => { copy.textContent = label; }, 2000);
  }
  const translate = event.target.closest("button.translate");
  if (translate) {
    const label = translate.textContent;
    translate.disabled = true;
    translate.textContent = translate.dataset.wait;
    const { source, start, end, language } = translate.dataset;
    const words = await window.translateQuote({ source, start, end, language }).catch(() => "✖");
    const place = translate.nextElementSibling;
    place.querySelector(".words").textContent = words;
    place.hidden = false;
    translate.hidden = Boolean(words);
    translate.textContent = label;
    translate.disabled = false;
  }
});

async function copyText(text) {
  // Beyond this machine, pages without https have no clipboard of their own.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// Conversations, each under a key of its own, so that two tabs do not write over each other's.
// The owner is a name for the index and the user, which the page is told when it opens.

const conversations = {
  most: 50,
  owner: "",
  current: "",

  prefix() {
    return `conversation/${this.owner}/`;
  },

  stored() {
    const found = [];
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = localStorage.key(i);
      if (!key.startsWith(this.prefix())) continue;
      try {
        found.push(JSON.parse(localStorage.getItem(key)));
      } catch {
        localStorage.removeItem(key);
      }
    }
    return found.sort((one, other) => other.at - one.at);
  },

  all() {
    return { titles: this.stored().map(({ title, id }) => [title, id]) };
  },

  read(id) {
    this.current = id;
    return { conversation: JSON.parse(localStorage.getItem(this.prefix() + id)) };
  },

  keep(kept) {
    this.owner = kept.owner;
    this.current = kept.current;
    if (kept.conversation) {
      const value = JSON.stringify({ ...kept.conversation, at: Date.now() });
      this.makeRoom(this.most - 1);
      try {
        localStorage.setItem(this.prefix() + kept.current, value);
      } catch {
        // The browser's room is used up.
        this.makeRoom(this.most / 5);
        try {
          localStorage.setItem(this.prefix() + kept.current, value);
        } catch { /* It is shown all the same, and gone with the tab. */ }
      }
    }
    return this.all();
  },

  makeRoom(most) {
    for (const { id } of this.stored().filter(({ id }) => id !== this.current).slice(most)) {
      localStorage.removeItem(this.prefix() + id);
    }
  },

  forgetCurrent() {
    localStorage.removeItem(this.prefix() + this.current);
    return [];
  },
};
