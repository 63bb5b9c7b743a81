// Runs before the first paint: the theme, and which shell to show while the app is on its way.
// Then fetches the app, and says so when it has stopped. Classic script, so that nothing waits for it but
// the paint.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = (storage, name) => {
    try {
      return window[storage].getItem(name);
    } catch {
      return null; // Storage is switched off: nothing is kept.
    }
  };

  const theme = kept("localStorage", "portal-tasks.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  // Somebody who comes back from the portal's page is about to be signed in.
  const isBack = /[?&]code=/.test(location.search);
  root.dataset.shell = isBack || kept("sessionStorage", "portal-tasks.session") ? "frame" : "door";

  // "./" would follow the address from page to page: from here on it names the folder of this one.
  const base = document.querySelector("base");
  base.href = base.href;

  const failed = (error) => {
    root.dataset.shell = "failed";
    console.error(error);
  };

  // What became of the modules that the page preloads. The browser compares a module with its integrity only
  // then: one that was refused would be fetched again by an import, and run unseen.
  const preloaded = new Map();
  const settle = (event) => preloaded.set(event.target, event.type);
  document.addEventListener("load", settle, true);
  document.addEventListener("error", settle, true);
  const checked = (link) =>
    new Promise((done, refused) => {
      if (!link.relList.supports("modulepreload")) throw new Error("this browser preloads no modules");
      const say = (outcome) => (outcome === "load" ? done() : refused(new Error(`${link.href} was refused`)));
      if (preloaded.has(link)) return say(preloaded.get(link));
      link.addEventListener("load", () => say("load"));
      link.addEventListener("error", () => say("error"));
    });

  const firstTimer = setTimeout(() => {});
  const hasDraft = () => {
    try {
      return Object.keys(localStorage).some((name) => name.startsWith("portal-tasks.draft."));
    } catch {
      return false;
    }
  };

  // A panic is a trap, and an error that has gone through the app leaves it half done: either way it cannot
  // go on. No word of it may come from the app itself.
  const stopped = (error) => {
    const isOfApp = error instanceof WebAssembly.RuntimeError || /\.wasm\b/.test(error?.stack);
    if (!isOfApp || root.dataset.shell === "stopped") return;
    root.dataset.shell = "stopped";
    // What is left of it may ask for nothing more. Timers are numbered in order.
    for (let timer = setTimeout(() => {}); timer > firstTimer; timer--) clearTimeout(timer);
    window.fetch = () => new Promise(() => {});
    const page = document.getElementById("stopped").content;
    if (!hasDraft()) page.getElementById("stopped-draft").remove();
    page.querySelector("code").textContent = String(error).slice(0, 200);
    page.querySelector("button").addEventListener("click", () => location.reload());
    document.title = "Stopped · Portal Tasks";
    document.body.replaceChildren(page);
    document.querySelector("h1").focus();
  };
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));
  // Nor may it hold up who leaves. Of all who listen to this the first is here.
  addEventListener("beforeunload", (event) => {
    if (root.dataset.shell === "stopped") event.stopImmediatePropagation();
  });

  // Whoever stands on something that is taken away comes to stand on what is in its place: the same or the next row of
  // a table, else the page's content. A browser would leave the focus nowhere.
  let stand;
  addEventListener("focusin", (event) => (stand = event.target));
  new MutationObserver((changes) => {
    if (!stand || stand.isConnected || document.activeElement !== document.body) return;
    const gone = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(stand)));
    const rows = gone?.target.closest("tbody");
    const before = gone?.previousSibling;
    const next = before?.nextElementSibling ?? (before ? rows?.lastElementChild : rows?.firstElementChild);
    // The row itself may be there again, built anew.
    const same = rows?.querySelector(`[popovertarget="${stand.getAttribute("popovertarget")}"]`);
    const beside = same ?? (rows && next?.querySelector("[popovertarget]"));
    stand = null;
    (beside ?? document.getElementById("main"))?.focus({ preventScroll: true });
  }).observe(root, { childList: true, subtree: true });

  document.addEventListener("DOMContentLoaded", () => {
    // A form sent before the app is there is sent by the app once it is.
    document.getElementById("door-form").addEventListener("submit", (event) => {
      event.preventDefault();
      event.target.dataset.submitted = "";
    });
    document.getElementById("reload").addEventListener("click", () => location.reload());

    const modules = [...document.querySelectorAll('link[rel="modulepreload"]')];
    const wasm = document.querySelector('link[rel="preload"][as="fetch"]');
    const integrity = wasm.dataset.integrity ?? wasm.integrity;
    const bytes = fetch(wasm.href, { integrity, credentials: "same-origin" }).then((reply) => {
      if (!reply.ok) throw new Error(`${reply.status} for ${wasm.href}`);
      return reply;
    });
    const glue = Promise.all(modules.map(checked)).then(() => import(modules[0].href));
    Promise.all([glue, bytes])
      .then(([module, reply]) => module.default({ module_or_path: reply }))
      .catch(failed);
  });
})();
