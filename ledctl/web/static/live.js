// Keeps the picture and the caption of every sign on the page up to date, once a second.
// The pages work without it; it is the only script there is.
"use strict";

async function refresh(figure) {
  const answer = await fetch(`/signs/${encodeURIComponent(figure.dataset.live)}/live.json`);
  if (!answer.ok || answer.redirected) throw new Error("signed out, or the office does not answer");
  const now = await answer.json();
  figure.querySelector("[data-caption]").textContent = now.caption;
  if (figure.dataset.key === now.key) return;
  figure.dataset.key = now.key;
  figure.querySelector("img").src = `/signs/${encodeURIComponent(now.name)}/live.png?${now.key}`;
}

// An old picture must not pass for what the sign shows now.
function stale(figure) {
  figure.querySelector("[data-caption]").textContent = figure.dataset.stale;
  figure.dataset.key = "";
}

async function watch(figure) {
  if (!document.hidden) await refresh(figure).catch(() => stale(figure));
  setTimeout(watch, 1000, figure);
}

document.querySelectorAll("[data-live]").forEach(watch);
