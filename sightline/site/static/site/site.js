// Pages work without any of this: it makes error summaries take the focus, buttons refuse a double click, and so on.
import { initAll, isSupported } from "../vendor/govuk-frontend.js";

document.body.classList.add("js-enabled");
if (isSupported()) {
  document.body.classList.add("govuk-frontend-supported");
  initAll();
}
