// Pages work without any of this: it makes error summaries take the focus, buttons refuse a double click, and so on.
import { initAll } from "../vendor/govuk-frontend.js";

// A browser that reads modules is one that it supports; it looks for this on the body.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
