// A chunk's use shows that chunk: from this page, or from previews.js, which is loaded when it is first wanted.
(function () {
  'use strict';

  if (!window.bookPopup) return;

  let asked = null;

  // Once they are there, the box opens if the pointer or the keyboard is still on the link that asked.
  function elsewhere(link) {
    if (window.bookPreviews) {
      const holder = document.createElement('div');
      const file = link.pathname.split('/').pop();
      holder.innerHTML = window.bookPreviews[file + decodeURIComponent(link.hash)] || '';
      return holder.childElementCount ? holder : null;
    }
    if (!asked) {
      const script = document.createElement('script');
      script.src = 'previews.js';
      script.addEventListener('load', function () {
        if (asked.matches(':hover, :focus')) window.bookPopup.open(asked, preview);
      });
      document.head.append(script);
    }
    asked = link;
    return null;
  }

  // The copy has no links and no ids: it is to be read, and the link itself leads to the chunk.
  function preview(link) {
    const here = link.getAttribute('href').startsWith('#');
    const chunk = here ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : elsewhere(link);
    if (!chunk || here && !chunk.classList.contains('chunk')) return null;
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

  window.bookPopup.attach('main a.use, .notes a[href*="#chunk-"]', preview);
}());
