// Draws frames as lamps on a canvas, from the very bytes that go to the sign, and plays their pages.
// Every page works without it: the pictures it draws over stay where they are, and come back if it fails.
"use strict";

const leds = (() => {
  const WIDEST = 768; // CSS pixels
  const LARGEST = 8; // CSS pixels a lamp
  const ROUND_FROM = 3; // screen pixels a lamp; smaller ones are drawn square
  const GAP = "#15181c";

  // 1 for a lit lamp of one bit plane.
  function bit(data, start, stride, x, y) {
    return (data[start + y * stride + (x >> 3)] >> (7 - (x & 7))) & 1;
  }

  // The frame's colours, one picture pixel a lamp; drivers/base.py says how the bytes are laid out.
  function pixels(data, width, height, colour) {
    const image = new ImageData(width, height);
    const stride = (width + 7) >> 3;
    for (let i = 0, y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 4) {
        if (colour === "rgb") {
          image.data.set(data.subarray((i / 4) * 3, (i / 4) * 3 + 3), i);
        } else {
          image.data[i] = 255 * bit(data, 0, stride, x, y);
          if (colour === "dual") image.data[i + 1] = 255 * bit(data, stride * height, stride, x, y);
        }
        image.data[i + 3] = 255;
      }
    }
    return image;
  }

  // A square of screen pixels with a round hole: what is dark between the lamps.
  function mask(pen, side) {
    const tile = new OffscreenCanvas(side, side);
    const on = tile.getContext("2d");
    on.fillStyle = GAP;
    on.fillRect(0, 0, side, side);
    on.globalCompositeOperation = "destination-out";
    on.beginPath();
    on.arc(side / 2, side / 2, side * 0.44, 0, 2 * Math.PI);
    on.fill();
    return pen.createPattern(tile, "repeat");
  }

  async function fetchFrame(address) {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) throw new Error("no frame");
    const [, width, height, colour] = /^(\d+)x(\d+) (\w+)$/.exec(answer.headers.get("led-panel"));
    const data = new Uint8Array(await answer.arrayBuffer());
    return { image: pixels(data, Number(width), Number(height), colour), width: Number(width), height: Number(height) };
  }

  // Scaled to whole screen pixels, so that every lamp is as large as the next.
  function draw(canvas, frame) {
    const density = window.devicePixelRatio || 1;
    const room = Math.min(WIDEST, canvas.parentElement.clientWidth || WIDEST) * density;
    const side = Math.max(1, Math.floor(Math.min(room / frame.width, LARGEST * density)));
    canvas.width = frame.width * side;
    canvas.height = frame.height * side;
    canvas.style.width = `${canvas.width / density}px`;
    canvas.dataset.side = side;
    const small = new OffscreenCanvas(frame.width, frame.height);
    small.getContext("2d").putImageData(frame.image, 0, 0);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.drawImage(small, 0, 0, canvas.width, canvas.height);
    if (side < ROUND_FROM) return;
    pen.fillStyle = mask(pen, side);
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }

  // Shows the frame at this address on the canvas; a later call wins over a slower earlier one.
  async function show(canvas, address) {
    canvas.dataset.wanted = address;
    const frame = await fetchFrame(address);
    if (canvas.dataset.wanted !== address) return;
    draw(canvas, frame);
    canvas.dataset.shown = address;
  }

  function player(box) {
    const canvas = box.querySelector("canvas");
    const toggle = box.querySelector("[data-toggle]");
    const pages = [...box.parentElement.querySelectorAll("[data-lamps]")];
    let at = 0;
    let timer = 0;
    let playing = false;

    async function turn(to) {
      at = (to + pages.length) % pages.length;
      box.querySelector("[data-at]").textContent = `${at + 1}/${pages.length}`;
      await show(canvas, pages[at].dataset.lamps);
    }
    // Asked again when a frame has come, for somebody may have paused while it was on its way.
    function plan() {
      clearTimeout(timer);
      if (playing) timer = setTimeout(() => turn(at + 1).then(plan, fail), Number(pages[at].dataset.ms));
    }
    function play(on) {
      playing = on;
      toggle.textContent = on ? toggle.dataset.pause : toggle.dataset.play;
      box.dataset.playing = on;
      plan();
    }
    function step(by) {
      play(false);
      turn(at + by).catch(fail);
    }
    function fail() {
      play(false);
      box.hidden = true;
    }

    toggle.addEventListener("click", () => play(!playing));
    box.querySelector("[data-back]").addEventListener("click", () => step(-1));
    box.querySelector("[data-next]").addEventListener("click", () => step(1));
    box.hidden = false;
    const still = pages.length < 2 || matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn(0).then(() => play(!still), fail);
  }

  document.querySelectorAll("[data-player]").forEach(player);
  return { show };
})();
