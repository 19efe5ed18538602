// Says that scripts run, before anything is drawn. GOV.UK Frontend looks for the second class.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
