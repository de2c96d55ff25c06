// A button that copies the code beside it; of a transcript, the commands.
(function () {
  'use strict';

  const said = document.createElement('p');
  said.className = 'said';
  said.setAttribute('role', 'status');

  // A chunk that the code uses is copied as the source has it: <<name>>.
  function text(pre) {
    const commands = pre.querySelectorAll('kbd');
    if (commands.length > 0) return Array.from(commands, (kbd) => kbd.textContent + '\n').join('');
    const copy = pre.cloneNode(true);
    for (const use of copy.querySelectorAll('.use')) {
      const number = use.querySelector('.number');
      if (number) number.remove();
      use.textContent = '<<' + use.textContent.replace(/[⟨⟩]/g, '').trim() + '>>';
    }
    return copy.textContent.replace(/\n?$/, '\n');
  }

  // Where the clipboard is not to be had, a selection is.
  function copyBySelection(string) {
    const field = document.createElement('textarea');
    const focused = document.activeElement;
    field.value = string;
    field.setAttribute('aria-hidden', 'true');
    field.className = 'said';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (focused) focused.focus();
    return done ? Promise.resolve() : Promise.reject(new Error('not copied'));
  }

  function copy(string) {
    if (!navigator.clipboard) return copyBySelection(string);
    return navigator.clipboard.writeText(string).catch(() => copyBySelection(string));
  }

  function addButton(pre) {
    const button = document.createElement('button');
    const what = pre.querySelector('kbd') ? 'commands' : 'code';
    const chunk = pre.closest('.chunk');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy the ' + what + (chunk ? ': ' + chunk.getAttribute('aria-label') : ''));
    button.addEventListener('click', function () {
      const say = (word) => { button.textContent = said.textContent = word; };
      copy(text(pre)).then(() => say('Copied'), () => say('Not copied'));
      setTimeout(function () { button.textContent = 'Copy'; said.textContent = ''; }, 2000);
    });
    const box = document.createElement('div');
    box.className = 'code';
    pre.replaceWith(box);
    box.append(pre, button);
  }

  for (const pre of document.querySelectorAll('article pre')) {
    if (pre.querySelector('code, kbd')) addButton(pre);
  }
  document.querySelector('main').append(said);
}());
