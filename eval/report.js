const form = document.getElementById("filters");
const questions = [...document.querySelectorAll(".question")];
const shows = (item) =>
  item.dataset.words.includes(document.getElementById("words").value.toLowerCase()) &&
  [...form.querySelectorAll("select")].every((one) => !one.value || item.dataset[one.dataset.by] === one.value);
form.addEventListener("input", () => {
  for (const item of questions) item.hidden = !shows(item);
  const count = questions.filter((item) => !item.hidden).length;
  document.getElementById("count").textContent = count + (count === 1 ? " question" : " questions");
});
form.addEventListener("submit", (event) => event.preventDefault());
// On paper nothing can be opened: everything is, and closed again afterwards.
const closed = () => document.querySelectorAll("details:not([open])");
let opened = [];
addEventListener("beforeprint", () => { opened = [...closed()]; opened.forEach((one) => { one.open = true; }); });
addEventListener("afterprint", () => { opened.forEach((one) => { one.open = false; }); opened = []; });
