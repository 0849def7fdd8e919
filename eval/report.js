const box = document.getElementById("filter");
box.addEventListener("input", () => {
  const wanted = box.value.toLowerCase();
  let shown = 0;
  for (const item of document.querySelectorAll("details[data-text]")) {
    item.hidden = !item.dataset.text.includes(wanted);
    shown += item.hidden ? 0 : 1;
  }
  document.getElementById("count").textContent = shown + " questions shown";
});
