// Pages work without any of this: it makes error summaries take the focus, buttons refuse a double click, and so on.
import { initAll } from "../vendor/govuk-frontend.js";

// A browser that reads modules is one that it supports; it looks for this on the body.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A wide table is a stop of the keyboard only while it has something to scroll to.
const fits = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
document.querySelectorAll(".sl-scroll").forEach((region) => fits.observe(region));
