// The search: a dialog that the button in the header opens. What there is to find, and the library that finds it, are in
// search.js, which is loaded when someone searches; as a script, because from file:// nothing else can be loaded.
(function () {
  'use strict';

  const KINDS = { s: 'Section', c: 'Chunk', i: 'Identifier', f: 'Fact', t: 'Term' };
  const WEIGHT = { s: 1.3, c: 0.6, i: 1.2, f: 0.7, t: 1.5 };
  const COMMON = new Set(('a an and are as at be but by do does for from has have how in is it its of on or that the ' +
    'this to was what when where which why with').split(' '));
  const MOST = 40;
  const opener = document.querySelector('button.search');
  let dialog, input, list, status, announce;
  let index, documents, places, asked;

  // ---- Words: sl_dict_set is found as itself, as dict_set and as set; MemoryError as error, too; 49,432 as 49432 ----

  function written(text) {
    return text.replace(/(\d),(?=\d{3})/g, '$1').replace(/·/g, '.').match(/[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*/gu) || [];
  }

  function words(text) { return written(text.toLowerCase()); }

  function withParts(word) {
    const found = [word];
    for (const match of word.matchAll(/[._]+(?=\p{L})|(?<=\p{Ll})(?=\p{Lu})/gu)) {
      found.push(word.slice(match.index + match[0].length));
    }
    if (word.endsWith('_')) found.push(word.replace(/^_+|_+$/g, ''));
    return found.map(function (part) { return part.toLowerCase(); });
  }

  function search(query) {
    const all = words(query);
    const telling = all.filter(function (word) { return !COMMON.has(word); });
    const used = (telling.length ? telling : all).join(' ');
    const whole = all.join(' ');
    const options = {
      tokenize: function (text) { return text.split(' '); },
      processTerm: function (term) { return term; },
      prefix: function (term) { return term.length > 1; },
      fuzzy: function (term) { return term.length > 4 && !/[\d_.]/.test(term) ? 0.2 : false; },
      weights: { prefix: 0.5, fuzzy: 0.2 },
      boost: { title: 4 },
      combineWith: 'AND',
      boostDocument: function (id) { return WEIGHT[documents[id][0]]; },
    };
    if (!used) return { hits: [], all: true };
    let hits = index.search(used, options), complete = true;
    if (!hits.length) {
      complete = false;
      hits = index.search(used, Object.assign({}, options, { combineWith: 'OR' }));
    }
    // What is called exactly so comes first, then what has all the words in its name; several words mean prose.
    for (const hit of hits) {
      const [kind, title, text] = documents[hit.id];
      const name = words(title), parts = name.flatMap(withParts);
      const named = function (word) { return parts.some(function (part) { return part.startsWith(word); }); };
      if ([name, name.slice(1), name.slice(0, 1)].some(function (some) { return some.join(' ') === whole; })) hit.score *= 5;
      else if (used.split(' ').every(named)) hit.score *= 2;
      else if (all.length > 1 && 'cif'.includes(kind)) hit.score *= 0.5;
      if (all.length > 1 && text.toLowerCase().includes(whole)) hit.score *= 1.5;
    }
    hits.sort(function (a, b) { return b.score - a.score || a.id - b.id; });
    return { hits: hits, complete: complete };
  }

  // ---- What is shown ----

  function element(name, className, content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (content) made.append(content);
    return made;
  }

  // Finds the words of a hit as they are written in the text.
  function pattern(terms) {
    const variants = terms.slice().sort(function (a, b) { return b.length - a.length; }).map(function (term) {
      return term.replace(/\./g, '[.·]').replace(/\d(?=(\d{3})+(?!\d))/g, '$&,?');
    });
    return new RegExp('(?<![\\p{L}\\p{N}])(?:' + variants.join('|') + ')(?![\\p{L}\\p{N}])', 'giu');
  }

  function marked(className, text, find) {
    const made = element('span', className);
    let from = 0;
    for (const match of text.matchAll(find)) {
      made.append(text.slice(from, match.index), element('mark', '', match[0]));
      from = match.index + match[0].length;
    }
    made.append(text.slice(from));
    return made;
  }

  // The stretch of a text that has most of the words.
  function around(text, find) {
    const found = Array.from(text.matchAll(find));
    const wealth = found.map(function (first) {
      return new Set(found.filter(function (match) { return match.index >= first.index && match.index < first.index + 130; })
        .map(function (match) { return match[0].toLowerCase(); })).size;
    });
    const at = found.length ? found[wealth.indexOf(Math.max(...wealth))].index : 0;
    let from = at > 60 ? text.indexOf(' ', at - 60) + 1 : 0;
    if (from > at) from = at;
    let to = Math.min(text.length, from + 200);
    if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), from + 100);
    return (from > 0 ? '… ' : '') + text.slice(from, to) + (to < text.length ? ' …' : '');
  }

  function lineOf(code, find) {
    const lines = code.split('\n');
    const line = lines.find(function (each) { return each.search(find) >= 0; }) || lines[0];
    return around(line.trim(), find);
  }

  function item(hit) {
    const [kind, title, text, place, href] = documents[hit.id];
    const find = pattern(hit.terms);
    const code = kind === 'c' || kind === 'i';
    const link = element('a');
    link.href = href;
    link.append(element('span', 'kind', KINDS[kind]), ' ',
      marked(code || kind === 'f' ? 'name code' : 'name', title, find), ' ', element('span', 'place', places[place] === title ? '' : places[place]), ' ',
      marked(code ? 'words code' : 'words', code ? lineOf(text, find) : around(text, find), find));
    return element('li', '', link);
  }

  function say(text) {
    clearTimeout(announce);
    announce = setTimeout(function () { status.textContent = text; }, 250);
  }

  function show() {
    const query = input.value.trim();
    if (!index || query === asked) return;
    asked = query;
    const found = query ? search(query) : { hits: [] };
    const shown = found.hits.slice(0, MOST);
    list.replaceChildren(...shown.map(item));
    dialog.querySelector('.results').scrollTop = 0;
    if (!query) return say('');
    const count = found.hits.length;
    if (!count) return say('Nothing found.');
    say((found.complete ? '' : 'No place has all the words. ') + (count === 1 ? '1 place.' : count + ' places') +
      (count === 1 ? '' : count > MOST ? ', the best ' + MOST + ' of them here.' : '.'));
  }

  // ---- Loading ----

  window.BookSearch = function (data) {
    documents = data.documents;
    places = data.places;
    const made = new window.MiniSearch({
      fields: ['title', 'text'],
      idField: 'id',
      extractField: function (id, field) { return field === 'id' ? id : documents[id][field === 'title' ? 1 : 2]; },
      tokenize: written,
      processTerm: withParts,
    });
    made.addAllAsync(Array.from(documents.keys()), { chunkSize: 60 }).then(function () {
      index = made;
      status.textContent = '';
      show();
    });
  };

  function load() {
    const script = document.createElement('script');
    script.src = 'search.js';
    script.addEventListener('error', function () {
      script.remove();
      status.textContent = 'The search could not be loaded: the file search.js is not beside this page.';
    });
    status.textContent = 'Loading …';
    document.head.append(script);
  }

  // ---- The dialog ----

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const stops = [input].concat(Array.from(list.querySelectorAll('a')));
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!stops.includes(document.activeElement) || !next) return;
    event.preventDefault();
    next.focus();
  }

  function make() {
    dialog = element('dialog', 'search');
    dialog.setAttribute('aria-labelledby', 'search-label');
    const form = element('form');
    form.setAttribute('role', 'search');
    const label = element('label', '', 'Search the book');
    label.id = 'search-label';
    label.htmlFor = 'search-words';
    input = element('input');
    Object.assign(input, { id: 'search-words', type: 'text', autocomplete: 'off', spellcheck: false, enterKeyHint: 'search' });
    input.setAttribute('autocapitalize', 'off');
    input.setAttribute('aria-describedby', 'search-hint');
    input.placeholder = 'words, a name, a number';
    const close = element('button', 'close', 'Close');
    close.type = 'button';
    const hint = element('p', 'hint', 'Arrow keys go through what is found; Enter opens the first.');
    hint.id = 'search-hint';
    status = element('p', 'status');
    status.setAttribute('role', 'status');
    list = element('ol');
    const results = element('div', 'results', list);
    form.append(label, input, close);
    dialog.append(form, hint, status, results);
    document.body.append(dialog);

    input.addEventListener('input', show);
    dialog.addEventListener('keydown', move);
    close.addEventListener('click', function () { dialog.close(); });
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      show();
      const first = list.querySelector('a');
      if (first) first.click();
    });
    dialog.addEventListener('click', function (event) {
      const leaves = event.target.closest('a') && !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (event.target === dialog || leaves) dialog.close();
    });
  }

  if (!opener || typeof HTMLDialogElement !== 'function') return;
  opener.addEventListener('click', function () {
    if (!dialog) make();
    dialog.showModal();
    input.focus();
    input.select();
    if (!index && !document.querySelector('script[src="search.js"]')) load();
  });
}());
