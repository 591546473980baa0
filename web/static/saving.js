// Where htmx sends an answer: says that it is on its way, and, when nothing answered, that it was not saved.
// A form with data-quiet only looks something up while somebody types: nothing is said of saving.
// Where a text is written, a link to one of its lines leads into the text itself.
"use strict";

function isQuiet(event) {
  return event.target instanceof Element && event.target.closest("[data-quiet]") !== null;
}

function tell(words, tone) {
  const said = document.createElement("span");
  said.className = tone;
  said.textContent = words;
  document.getElementById("status").replaceChildren(said);
}

document.addEventListener("htmx:before:request", (event) => {
  document.querySelectorAll(".saved").forEach((note) => note.remove());
  if (isQuiet(event)) return;
  tell("Saving …", "soft");
});

document.addEventListener("htmx:after:request", () => tell("", ""));

document.addEventListener("htmx:error", (event) => {
  if (isQuiet(event)) return;
  tell("That was not saved: nothing answered. Your choice is still here. Press the button again.", "note attention");
  document.getElementById("status").scrollIntoView({ block: "nearest" });
});

// An admin's session is short: says so five minutes before it ends, and goes on without leaving the page.
const WARN_SECONDS = 300;
const session = document.getElementById("session");

function warnInTime(seconds) {
  const wait = Math.max(0, seconds - WARN_SECONDS);
  return setTimeout(() => {
    tell("You will be signed out in five minutes unless you press Stay signed in, at the end of this page.", "note attention");
  }, wait * 1000);
}

if (session) {
  let warning = warnInTime(Number(session.dataset.seconds));
  session.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch("/api/session/extension", { method: "POST" });
      if (!answer.ok) throw new Error(answer.status);
      const ends = await answer.json();
      document.getElementById("session-ends").textContent = ends.clock;
      clearTimeout(warning);
      warning = warnInTime(ends.seconds);
      tell(`You stay signed in until ${ends.clock}.`, "note");
    } catch {
      session.submit();
    }
  });
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#line-"]') : null;
  const text = document.querySelector("textarea.lines:not([readonly])");
  if (!link || !text) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const before = Number(link.hash.slice("#line-".length)) - 1;
  const start = lines.slice(0, before).reduce((length, line) => length + line.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[before] || "").length);
  text.scrollTop = (text.scrollHeight * before) / lines.length - text.clientHeight / 3;
});

// What is pasted from a word processor loses its bold and its lists in a box for text: they go along beside it, as long
// as the text stays as it was pasted.
const LONGEST_LOOKS = 1500000;
const written = document.querySelector("textarea[data-looks]");

if (written) {
  const looks = document.getElementById(written.dataset.looks);
  let pasted = "";
  written.addEventListener("paste", (event) => {
    const replacesAll = written.selectionEnd - written.selectionStart === written.value.length;
    const html = event.clipboardData ? event.clipboardData.getData("text/html") : "";
    pasted = replacesAll && html.length < LONGEST_LOOKS ? html : "";
  });
  written.addEventListener("input", (event) => {
    looks.value = event.inputType === "insertFromPaste" ? pasted : "";
  });
}
