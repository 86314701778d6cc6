// What every page of ours has. All that comes from documents reaches the page as text (textContent, createTextNode),
// never as markup.
"use strict";
const page = (() => {
  const at = (id) => document.getElementById(id);
  // What takes no room or is no character to see; the page shows a picture of it, and keeps the character.
  const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]|\r(?!\n)/;
  const NAMES = ("NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB " +
    "ESC FS GS RS US").split(" ");

  function make(tag, classes, ...parts) {
    const element = document.createElement(tag);
    if (classes) element.className = classes;
    for (const part of parts) if (part !== null && part !== "") element.append(part);
    return element;
  }

  function pictureOf(character) {
    const code = character.codePointAt(0);
    if (code < 0x20) return NAMES[code];
    return code === 0x7f ? "DEL" : "U+" + code.toString(16).toUpperCase().padStart(4, "0");
  }

  function addText(parent, words) {
    let found;
    while ((found = UNSEEN.exec(words))) {
      if (found.index) parent.append(words.slice(0, found.index));
      const control = make("span", "control", found[0]);
      control.dataset.picture = pictureOf(found[0]);
      parent.append(control);
      words = words.slice(found.index + found[0].length);
    }
    if (words) parent.append(words);
  }

  return { at, make, addText };
})();
