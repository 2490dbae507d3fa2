// Runs in the browser. What it says comes from `window.ownPage`: the language, Streamlit's words in it, and landmarks.
(() => {
  const page = window.ownPage;
  document.documentElement.lang = page.language;
  const labels = ["aria-label", "title"];

  // A word of Streamlit's, or a word with a name after it («Remove report.pdf»), in the language of the page.
  const inOurs = (said) => {
    const { words, beginnings } = window.ownPage;
    const begun = said && Object.keys(beginnings).find((each) => said.startsWith(each));
    return words[said] || (begun && beginnings[begun] + said.slice(begun.length));
  };
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const word = window.ownPage.words[node.nodeValue.trim()];
      if (word && word !== node.nodeValue) node.nodeValue = word;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const label of labels) {
        const word = inOurs(node.getAttribute(label));
        if (word && word !== node.getAttribute(label)) node.setAttribute(label, word);
      }
    }
  };
  const walk = (root) => {
    translate(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) translate(walker.currentNode);
  };
  const set = (node, name, value) => {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  };
  const landmark = () => {
    for (const [selector, role, label] of window.ownPage.landmarks) {
      for (const node of document.querySelectorAll(selector)) {
        set(node, "role", role);
        set(node, "aria-label", label);
      }
    }
    // Streamlit gives the first page's link no path, so that a copied or opened link would lead to the page it stands on.
    for (const link of document.querySelectorAll("a[data-testid=stPageLink-NavLink]")) {
      const address = link.getAttribute("href");
      if (address === "" || address.startsWith("?")) link.setAttribute("href", "./" + address);
    }
    for (const link of document.querySelectorAll(".st-key-meny a")) {
      const here = new URL(link.href).pathname === window.location.pathname;
      if (here) set(link, "aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  walk(document.body);
  landmark();
  if (window.ownPageWatched) return;
  window.ownPageWatched = true;

  new MutationObserver((changes) => {
    for (const each of changes) {
      if (each.type === "childList") each.addedNodes.forEach(walk);
      else translate(each.target);
    }
    landmark();
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: labels });

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-gjor]");
    if (!button) return;
    if (button.dataset.gjor === "skriv-ut") window.print();
    if (button.dataset.gjor === "kopier") {
      navigator.clipboard.writeText(button.dataset.tekst).then(() => {
        button.textContent = button.dataset.etterpa;
      });
    }
  });
})();
