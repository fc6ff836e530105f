// A marker in an answer opens its citation: the card is unfolded and focused, the quote shown in
// the text around it. Links back to the answer work the same way.

document.documentElement.lang = navigator.language.startsWith("fr") ? "fr" : "en";

function showQuote(source) {
  const text = source.querySelector(".text");
  const mark = source.querySelector("mark");
  text.scrollTop = mark.offsetTop - text.clientHeight / 3;
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
    showQuote(source);
  }
  target.scrollIntoView({ block: "nearest" });
  target.focus({ preventScroll: true });
});

// Toggle events do not bubble, so they are caught on their way down.
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches("details.source")) showQuote(event.target);
}, true);
