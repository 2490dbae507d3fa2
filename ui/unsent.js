// Runs in the browser. Keeps what is written in a form and not sent yet, as long as the tab is open: Streamlit forgets a
// field when its page is left, and is told nothing of what was written last by whoever goes back a page or loads it again.
(() => {
  if (window.ownUnsent) return;
  window.ownUnsent = true;
  const formName = "st-key-ulagret-", fieldName = "st-key-felt-";
  // Streamlit is told of numbers and choices as they are made.
  const texts = "[data-testid=stTextArea] textarea, [data-testid=stTextInput] input";
  // React fills a field some time after it has come, so it is looked at more than once.
  const looksAfterMs = [0, 100, 300, 1000];

  const named = (field, beginning) => {
    const holder = field.closest(`[class*=${beginning}]`);
    return holder && [...holder.classList].find((each) => each.startsWith(beginning));
  };
  // What is kept of the form that something stands in. What was written to another version of what the form is for has been
  // sent, or was written to what is no more: it is forgotten.
  const keptFor = (inside) => {
    const form = named(inside, formName);
    if (!form) return null;
    const [place, version] = form.split("--", 2);
    const kept = JSON.parse(sessionStorage.getItem(place));
    if (kept && kept.version !== version) sessionStorage.removeItem(place);
    return { place, version, fields: kept && kept.version === version ? kept.fields : {} };
  };
  const giveBack = (field) => {
    const text = keptFor(field)?.fields[named(field, fieldName)];
    if (text === undefined || text === field.value) return;
    // Past React's own watch on the value, so that the event tells it of something new.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (field !== document.activeElement) field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };

  document.addEventListener("input", ({ target }) => {
    const kept = target.matches(texts) && keptFor(target);
    if (!kept) return;
    const fields = { ...kept.fields, [named(target, fieldName)]: target.value };
    sessionStorage.setItem(kept.place, JSON.stringify({ version: kept.version, fields }));
  });

  const seen = new WeakSet();
  const look = () => {
    document.querySelectorAll(`[class*=${formName}]`).forEach(keptFor);
    for (const field of document.querySelectorAll(`[class*=${formName}] :is(${texts})`)) {
      if (seen.has(field)) continue;
      seen.add(field);
      for (const after of looksAfterMs) setTimeout(() => field.isConnected && giveBack(field), after);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
})();
