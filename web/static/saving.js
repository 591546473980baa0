// Where htmx sends an answer: says that it is on its way, and, when nothing answered, that it was not saved.
"use strict";

function tell(words, tone) {
  const said = document.createElement("span");
  said.className = tone;
  said.textContent = words;
  document.getElementById("status").replaceChildren(said);
}

document.addEventListener("htmx:before:request", () => {
  document.querySelectorAll(".saved").forEach((note) => note.remove());
  tell("Saving …", "soft");
});

document.addEventListener("htmx:after:request", () => tell("", ""));

document.addEventListener("htmx:error", () => {
  tell("That was not saved: nothing answered. Your choice is still here. Press the button again.", "note attention");
  document.getElementById("status").scrollIntoView({ block: "nearest" });
});
