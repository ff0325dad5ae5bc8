// Suggests the time zone that the browser gives, where none was chosen. Nothing is sent or kept before somebody saves.
export function suggestZone(select) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const also = (option) => (option.dataset.also ?? "").split(" ").includes(here);
  const found = [...select.options].find((option) => option.value && (option.value === here || also(option)));
  if (select.value || !found) return;
  select.value = found.value;
  document.querySelector("[data-zone-said]").textContent = select.dataset.zone;
}
