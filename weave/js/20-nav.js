// The contents: beside the text, or behind a button where there is no room. They show where in the chapter one is.
(function () {
  'use strict';

  const button = document.querySelector('button.menu');
  const contents = document.getElementById('contents');
  if (!button || !contents) return;

  function isOpen() { return button.getAttribute('aria-expanded') === 'true'; }

  function open(yes) {
    button.setAttribute('aria-expanded', String(yes));
    contents.classList.toggle('open', yes);
    if (yes) showCurrent();
  }

  // Scrolls the contents, and nothing else, until the link is well in sight.
  function show(link) {
    contents.scrollTop += link.getBoundingClientRect().top - contents.getBoundingClientRect().top - contents.clientHeight / 4;
  }

  function isInSight(link) {
    const it = link.getBoundingClientRect();
    const box = contents.getBoundingClientRect();
    return it.top >= box.top && it.bottom <= box.bottom;
  }

  function showCurrent() {
    const link = contents.querySelector('[aria-current="page"]');
    if (link) show(link);
  }

  // Where the keyboard opened them, it goes on in them.
  button.addEventListener('click', function (event) {
    open(!isOpen());
    const link = contents.querySelector('[aria-current="page"]');
    if (isOpen() && event.detail === 0 && link) link.focus();
  });
  contents.addEventListener('click', function (event) {
    if (event.target.closest('a')) open(false);
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || !isOpen()) return;
    open(false);
    button.focus();
  });
  // Whoever tabs on into the text wants to see it.
  document.addEventListener('focusin', function (event) {
    if (isOpen() && !contents.contains(event.target) && !event.target.closest('header')) open(false);
  });

  const links = new Map();
  contents.querySelectorAll('a[href^="#"]').forEach(function (link) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section && section.id !== 'main') links.set(section, link);
  });

  let current = null;
  function place() {
    const line = window.innerHeight / 3;
    let found = null;
    links.forEach(function (link, section) {
      if (section.getBoundingClientRect().top < line) found = link;
    });
    if (found === current) return;
    if (current) current.removeAttribute('aria-current');
    if (found) found.setAttribute('aria-current', 'true');
    if (found && !isInSight(found)) show(found);
    current = found;
  }

  let waiting = false;
  document.addEventListener('scroll', function () {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      place();
    });
  }, { passive: true });

  showCurrent();
  place();
}());
