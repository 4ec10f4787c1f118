"use strict";
// Link the items of the record with their characters in the article. Enter or a click on an item shows its place,
// on a place shows its item; j and k walk through the items, Escape lets go.
(() => {
  const items = [...document.querySelectorAll(".item")];
  const marks = [...document.querySelectorAll("#article mark[data-items]")];
  const of = (mark) => mark.dataset.items.split(" ");
  const clear = () => document.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
  const show = (id, scroll) => {
    clear();
    const item = document.getElementById(id);
    if (item) item.classList.add("lit");
    const places = marks.filter((mark) => of(mark).includes(id));
    places.forEach((mark) => mark.classList.add("lit"));
    if (scroll === "article" && places.length) places[0].scrollIntoView({ block: "center" });
    if (scroll === "record" && item) item.scrollIntoView({ block: "center" });
    return item;
  };
  items.forEach((item) => {
    item.addEventListener("click", () => show(item.id, "article"));
    item.addEventListener("focus", () => show(item.id, "article"));
  });
  marks.forEach((mark) => {
    const go = () => { const item = show(of(mark)[0], "record"); if (item) item.focus({ preventScroll: true }); };
    mark.addEventListener("click", go);
    mark.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    if (event.key === "Escape") { clear(); if (document.activeElement) document.activeElement.blur(); }
    if (!step || !items.length) return;
    const at = items.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + step));
    items[next].focus();
  });
})();
