// Help now stays readable without a connection, where the browser can do that.
export async function keepHelp(root) {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/service-worker.js");
  const choice = root.querySelector("[data-lines-of]");
  if (!choice) return;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  // The page says so only once it is true.
  port1.onmessage = () => {
    for (const words of root.querySelectorAll("[data-kept-help]")) words.hidden = false;
  };
  active.postMessage({ country: choice.dataset.linesOf }, [port2]);
}
