// Watches a load and shows how far it is; the page works without it, by loading itself again.
const EVERY = 2000;
const box = document.querySelector("[data-state]");

async function look() {
  try {
    const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403) return location.reload();
    if (answer.ok) show(await answer.json());
  } catch {
    // The server did not answer this time; the next look may.
  }
  setTimeout(look, EVERY);
}

function show(told) {
  if (told.ended) return location.reload();
  const tag = document.querySelector("[data-label] .govuk-tag");
  if (tag.textContent !== told.label) tag.textContent = told.label;
  const step = box.querySelector("[data-step]");
  const bar = box.querySelector("progress");
  if (told.step && step.textContent !== told.step) step.textContent = told.step;
  if (told.of) {
    bar.max = told.of;
    bar.value = told.done;
  } else {
    bar.removeAttribute("value");
  }
}

if (box) setTimeout(look, EVERY);
