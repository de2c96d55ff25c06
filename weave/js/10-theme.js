// The colours: as the system has them, light or dark. The page's head has set the remembered choice before the first
// paint; this is the button that changes it.
(function () {
  'use strict';

  const button = document.querySelector('button.theme');
  const root = document.documentElement;
  // The first press shows a difference.
  const isDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const choices = isDark ? ['system', 'light', 'dark'] : ['system', 'dark', 'light'];

  function show(choice) {
    if (choice === 'system') delete root.dataset.theme;
    else root.dataset.theme = choice;
    button.querySelector('.value').textContent = choice;
  }

  function remember(choice) {
    try {
      if (choice === 'system') localStorage.removeItem('theme');
      else localStorage.setItem('theme', choice);
    } catch (e) { /* There may be no storage: then the choice holds for this page. */ }
  }

  if (!button) return;
  show(root.dataset.theme || 'system');
  button.addEventListener('click', function () {
    const choice = choices[(choices.indexOf(root.dataset.theme || 'system') + 1) % choices.length];
    show(choice);
    remember(choice);
  });
  // Another window of the book may have changed it.
  window.addEventListener('storage', function (event) {
    if (event.key === 'theme') show(choices.includes(event.newValue) ? event.newValue : 'system');
  });
}());
