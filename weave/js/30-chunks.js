// A chunk's use shows that chunk, if it is on this page; one that is elsewhere is a link and no more.
(function () {
  'use strict';

  if (!window.bookPopup) return;

  // The copy has no links and no ids: it is to be read, and the link itself leads to the chunk.
  function preview(link) {
    const chunk = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!chunk || !chunk.classList.contains('chunk')) return null;
    const copy = document.createElement('div');
    copy.className = 'preview';
    for (const part of chunk.querySelectorAll(':scope > .name, :scope > .code > pre, :scope > pre')) copy.append(part.cloneNode(true));
    for (const button of copy.querySelectorAll('button')) button.remove();
    for (const a of copy.querySelectorAll('a')) {
      const span = document.createElement('span');
      span.className = a.className;
      span.append(...a.childNodes);
      a.replaceWith(span);
    }
    for (const pre of copy.querySelectorAll('pre')) pre.removeAttribute('tabindex');
    return copy;
  }

  window.bookPopup.attach('a.use[href^="#"], .notes a[href^="#chunk-"]', preview);
}());
