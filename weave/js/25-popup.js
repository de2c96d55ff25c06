// A box that appears beside a link while the pointer or the keyboard is on it; Escape closes it. One for the page.
(function () {
  'use strict';

  const main = document.querySelector('main');
  const bar = document.querySelector('header.site');
  const box = document.createElement('div');
  let owner = null;
  let timer = 0;

  if (!main) return;
  box.className = 'popup';
  box.id = 'popup';
  box.hidden = true;

  function close() {
    clearTimeout(timer);
    if (owner) owner.removeAttribute('aria-describedby');
    owner = null;
    box.hidden = true;
  }

  // Below the link if there is room, else on the side that has more; never beyond the window or over the bar.
  function place(link) {
    const at = link.getClientRects()[0];
    const width = document.documentElement.clientWidth;
    const under = bar ? bar.getBoundingClientRect().bottom : 0;
    const below = document.documentElement.clientHeight - at.bottom - 12;
    const over = at.top - under - 12;
    const above = box.offsetHeight > below && over > below;
    box.style.maxHeight = Math.max(above ? over : below, 96) + 'px';
    const left = Math.max(8, Math.min(at.left, width - box.offsetWidth - 8));
    const top = above ? at.top - box.offsetHeight - 4 : at.bottom + 4;
    const origin = box.getBoundingClientRect(); // of the box at 0, 0
    box.style.left = left - origin.left + 'px';
    box.style.top = top - origin.top + 'px';
  }

  // Code that is taller than the box fades out at its foot.
  function fade(pre) {
    pre.classList.toggle('cut', pre.scrollTop + pre.clientHeight < pre.scrollHeight - 1);
  }

  function open(link, make) {
    if (link === owner) return clearTimeout(timer);
    close();
    const content = make(link);
    if (!content) return;
    owner = link;
    box.replaceChildren(content);
    box.style.left = box.style.top = '0';
    box.style.maxHeight = '';
    box.hidden = false;
    place(link);
    for (const pre of box.querySelectorAll('pre')) {
      fade(pre);
      pre.addEventListener('scroll', () => fade(pre), { passive: true });
    }
    link.setAttribute('aria-describedby', content.id = 'popup-text');
  }

  function later(what, milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(what, milliseconds);
  }

  // Links that SELECTOR finds show what MAKE makes of them: an element, or nothing.
  window.bookPopup = {
    attach: function (selector, make) {
      const find = (event) => event.target.closest && event.target.closest(selector);
      document.addEventListener('pointerover', function (event) {
        const link = event.pointerType === 'mouse' && find(event);
        if (link) later(() => open(link, make), 150);
      });
      document.addEventListener('pointerout', function (event) {
        if (event.pointerType === 'mouse' && find(event)) later(close, 250);
      });
      document.addEventListener('focusin', function (event) {
        const link = find(event);
        if (link && link.matches(':focus-visible')) open(link, make);
      });
      document.addEventListener('focusout', function (event) {
        if (find(event) && !box.contains(event.relatedTarget)) close();
      });
    },
    open: open,
    close: close,
    isOpenFor: (link) => link === owner,
  };

  main.append(box);
  box.addEventListener('focusout', function (event) {
    if (!box.contains(event.relatedTarget)) close();
  });
  box.addEventListener('pointerenter', () => clearTimeout(timer));
  box.addEventListener('pointerleave', () => later(close, 250));
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') close();
  });
  document.addEventListener('pointerdown', function (event) {
    if (owner && !box.contains(event.target) && !owner.contains(event.target)) close();
  });
}());
