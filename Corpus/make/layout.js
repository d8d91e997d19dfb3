// Breaks every .text block into its printed lines, deals the blocks out to pages, and tells where each character stands.
// Returns [{page, block, first, chars: [[character, left, right], …], top, bottom}, …]: CSS pixels from the page's corner.
(() => {
  const each = (node, visit) => node.nodeType == 3 ? visit(node) : node.childNodes.forEach(child => each(child, visit));
  const characters = block => {
    const found = [];
    each(block, node => {
      let at = 0;
      for (const character of node.data) {
        const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at += character.length);
        const boxes = range.getClientRects();
        const box = boxes.length ? boxes[boxes.length - 1] : null;
        found.push({character, box});
      }
    });
    return found;
  };
  // 1. The lines as the browser wrapped them. A line begins where the middle of a box lies below the bottom of the line so far.
  for (const block of document.querySelectorAll(".text")) {
    const lines = [];
    let bottom = -1e9;
    for (const {character, box} of characters(block)) {
      if (box && box.width && (box.top + box.bottom) / 2 > bottom) { lines.push(""); bottom = box.bottom; }
      if (lines.length) lines[lines.length - 1] += character;
    }
    block.replaceChildren(...lines.map(text => {
      const line = document.createElement("div");
      line.className = "line"; line.style.whiteSpace = "pre"; line.textContent = text.trim();
      return line;
    }));
  }
  // 2. Pages: rows (lines, or what must stay together) are moved one after another; a row that does not fit opens a new page.
  const flow = document.querySelector(".flow");
  if (flow) {
    const height = PAGE_HEIGHT - MARGIN_BOTTOM;
    let page, top = 0, starts = 0;
    const open = () => {
      page = document.createElement("div"); page.className = "page"; document.body.append(page);
      page.style.cssText = `position:relative;width:${PAGE_WIDTH}px;height:${PAGE_HEIGHT}px;overflow:hidden;break-after:page`;
    };
    const rows = [];
    const gather = node => {
      if (node.classList.contains("line") || node.classList.contains("row")) rows.push(node);
      else [...node.children].forEach(gather);
    };
    gather(flow);
    const boxes = rows.map(row => row.getBoundingClientRect());
    const styles = rows.map(row => row.classList.contains("line") ? row.parentElement : null);
    let shift = null;
    rows.forEach((row, index) => {
      const box = boxes[index];
      const fresh = row.closest(".new-page");
      const forced = fresh && !fresh.dataset.opened;
      if (forced) fresh.dataset.opened = 1;
      if (!page || forced || box.bottom + shift > height) { open(); shift = MARGIN_TOP - box.top; }
      const holder = document.createElement("div");
      holder.style.cssText = `position:absolute;left:${box.left}px;top:${box.top + shift}px;width:${box.width}px;height:${box.height}px`;
      if (styles[index]) {
        const look = styles[index].cloneNode(false);
        look.classList.remove("flow"); look.style.margin = look.style.padding = 0; look.style.background = look.style.border = "none";
        look.append(row); holder.append(look);
      } else holder.append(row);
      page.append(holder);
    });
    flow.remove();
  }
  // 3. Where the characters are now.
  const result = [];
  document.querySelectorAll(".page").forEach((page, number) => {
    const corner = page.getBoundingClientRect();
    for (const block of page.querySelectorAll(".text")) for (const line of block.querySelectorAll(".line")) {
      const chars = characters(line).map(({character, box}) => [character, box ? box.left - corner.left : null, box ? box.right - corner.left : null]);
      const box = line.getBoundingClientRect();
      result.push({page: number, block: block.dataset.block ?? "", chars, top: box.top - corner.top, bottom: box.bottom - corner.top});
    }
  });
  return result;
})()
