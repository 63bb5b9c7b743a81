// Runs before the first paint: the theme, and which shell to show while the app is on its way.
// Then fetches the app. Classic script, so that nothing waits for it but the paint.
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

  const failed = (error) => {
    root.dataset.shell = "failed";
    console.error(error);
  };

  document.addEventListener("DOMContentLoaded", () => {
    // A form sent before the app is there is sent by the app once it is.
    document.getElementById("door-form").addEventListener("submit", (event) => {
      event.preventDefault();
      event.target.dataset.submitted = "";
    });
    document.getElementById("reload").addEventListener("click", () => location.reload());

    const glue = document.querySelector('link[rel="modulepreload"]');
    const wasm = document.querySelector('link[rel="preload"][as="fetch"]');
    const integrity = wasm.dataset.integrity ?? wasm.integrity;
    const bytes = fetch(wasm.href, { integrity, credentials: "same-origin" }).then((reply) => {
      if (!reply.ok) throw new Error(`${reply.status} for ${wasm.href}`);
      return reply;
    });
    import(glue.href)
      .then((module) => module.default({ module_or_path: bytes }))
      .catch(failed);
  });
})();
