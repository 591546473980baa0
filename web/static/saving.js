// Where htmx sends an answer: says that it is on its way, and, when nothing answered, that it was not saved.
// A form with data-quiet only looks something up while somebody types: nothing is said of saving.
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
