// A fact says where its number comes from: its title, in a box that a keyboard and a finger can open, too.
(function () {
  'use strict';

  if (!window.bookPopup) return;

  function origin(fact) {
    const box = document.createElement('div');
    const link = document.createElement('a');
    const name = document.createElement('code');
    const [before, after] = fact.dataset.origin.split(name.textContent = fact.hash.replace('#fact-', ''));
    box.className = 'origin';
    box.append(before, name, after + ' ', link);
    link.href = fact.href;
    link.tabIndex = -1; // the fact itself leads there, too
    link.textContent = 'All facts';
    return box;
  }

  let finger = false;
  for (const fact of document.querySelectorAll('a.fact[title]')) {
    fact.dataset.origin = fact.title;
    fact.removeAttribute('title');
    fact.addEventListener('pointerdown', function (event) { finger = event.pointerType !== 'mouse'; });
    // The first tap shows the sentence; the next one goes to the facts.
    fact.addEventListener('click', function (event) {
      if (!finger || window.bookPopup.isOpenFor(fact)) return;
      event.preventDefault();
      window.bookPopup.open(fact, origin);
    });
  }
  window.bookPopup.attach('a.fact', origin);
}());
