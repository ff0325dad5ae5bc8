// The preview comes from our own server, through the one renderer that also makes posts.
export async function preview(form) {
  const place = form.querySelector("[data-preview-place]");
  const answer = await fetch(form.dataset.preview, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "text/html", "X-Requested-With": "fetch" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
}
