// Keeps the picture and the caption of every sign on the page up to date, once a second.
// The pages work without it. Where leds.js is there too, the sign is drawn as lamps in place of the picture.
"use strict";

async function refresh(figure) {
  const answer = await fetch(`/signs/${encodeURIComponent(figure.dataset.live)}/live.json`);
  if (!answer.ok || answer.redirected) throw new Error("signed out, or the office does not answer");
  const now = await answer.json();
  figure.querySelector("[data-caption]").textContent = now.caption;
  figure.classList.toggle("unknown", !now.known);
  tell(figure.parentElement, now);
  if (figure.dataset.key === now.key && figure.dataset.drawn) return;
  figure.dataset.key = now.key;
  figure.dataset.drawn = "yes";
  const address = `/signs/${encodeURIComponent(now.name)}/live`;
  figure.querySelector("img").src = `${address}.png?${now.key}`;
  await light(figure, `${address}.bin?${now.key}`);
}

// What is wrong with the sign and what it measured, where the page says it; a reader hears only what changed.
function tell(card, now) {
  const troubles = card.querySelector("[data-troubles]");
  const readings = card.querySelector("[data-readings]");
  if (readings) readings.textContent = now.readings;
  if (!troubles || troubles.dataset.told === now.troubles.join("\n")) return;
  troubles.dataset.told = now.troubles.join("\n");
  troubles.replaceChildren(...now.troubles.map((text) => {
    const line = document.createElement("p");
    line.className = "alert";
    line.textContent = text;
    return line;
  }));
}

// The lamps; the picture where they cannot be had.
async function light(figure, address) {
  const canvas = figure.querySelector("canvas");
  if (!canvas || typeof leds === "undefined") return;
  const lit = await leds.show(canvas, address).then(() => true, () => false);
  canvas.hidden = !lit;
  figure.querySelector("img").hidden = lit;
}

// An old picture must not pass for what the sign shows now.
function stale(figure) {
  figure.querySelector("[data-caption]").textContent = figure.dataset.stale;
  figure.classList.add("unknown");
  figure.dataset.key = "";
}

async function watch(figure) {
  if (!document.hidden) await refresh(figure).catch(() => stale(figure));
  setTimeout(watch, 1000, figure);
}

document.querySelectorAll("[data-live]").forEach(watch);
