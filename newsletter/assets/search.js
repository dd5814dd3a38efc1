// SPDX-License-Identifier: MIT OR Apache-2.0
// The search page: Pagefind's index, asked when the reader begins to type and not before.
(() => {
  const form = document.querySelector('.search');
  const [said, list, more] = ['.found', '.results', '#more'].map((selector) => document.querySelector(selector));
  const home = new URL('..', location.href); // the search is one folder below it
  const page = 10;

  const words = (name, values = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
  const say = (text) => { said.textContent = text; };

  let index;
  const load = () => {
    if (location.protocol === 'file:') return Promise.reject(new Error(words('disk')));
    index ??= import(new URL('pagefind/pagefind.js', home)).then(async (pagefind) => {
      await pagefind.options({ baseUrl: home.pathname, excerptLength: 24 });
      await pagefind.init();
      return pagefind;
    }).catch((error) => {
      index = undefined; // the next key tries again
      console.info(error);
      throw new Error(words('failed'));
    });
    return index;
  };

  // Of an excerpt only text and <mark> are taken.
  const excerpt = (html) => {
    const text = document.createElement('p');
    for (const node of new DOMParser().parseFromString(html, 'text/html').body.childNodes) {
      const part = node.nodeName === 'MARK' ? document.createElement('mark') : document.createElement('span');
      part.textContent = node.textContent;
      text.append(part);
    }
    return text;
  };
  const link = (url, title) => {
    const a = document.createElement('a');
    a.href = url;
    a.textContent = title;
    return a;
  };
  const item = ({ url, meta, excerpt: html, sub_results: parts }) => {
    const li = document.createElement('li');
    const title = document.createElement('h2');
    title.append(link(url, meta.title));
    li.append(title);
    const named = (part) => part.title.toLowerCase().split(/\W+/).includes(form.q.value.trim().toLowerCase());
    const within = parts.filter((part) => part.url !== url).sort((a, b) => named(b) - named(a)).slice(0, 3);
    if (within.length === 0) li.append(excerpt(html));
    else {
      const ul = document.createElement('ul');
      for (const part of within) {
        const entry = document.createElement('li');
        entry.append(link(part.url, part.title), excerpt(part.excerpt));
        ul.append(entry);
      }
      li.append(ul);
    }
    return li;
  };

  let results = [];
  let turn = 0; // a search that was overtaken by the next shows nothing
  const show = async () => {
    const mine = turn;
    const next = await Promise.all(results.slice(list.children.length, list.children.length + page).map((result) => result.data()));
    if (mine !== turn) return;
    const first = list.children.length;
    list.append(...next.map(item));
    more.hidden = list.children.length >= results.length;
    if (first > 0) list.children[first].querySelector('a').focus();
  };

  const search = async () => {
    const mine = ++turn;
    const { q, kind, project } = Object.fromEntries(new FormData(form));
    const what = q.trim();
    const address = new URL(location.href);
    for (const [name, value] of Object.entries({ q: what, kind, project })) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, '', address);
    try {
      const waiting = setTimeout(() => { if (mine === turn) say(words('loading')); }, 300);
      const pagefind = await load().finally(() => clearTimeout(waiting));
      const filters = Object.fromEntries(Object.entries({ kind, project }).filter(([, value]) => value));
      const found = what ? await pagefind.search(what, { filters }) : { results: [] };
      if (mine !== turn) return;
      results = found.results;
      list.replaceChildren();
      list.start = 1;
      more.hidden = true;
      const n = results.length;
      await show();
      if (mine === turn) say(what ? words(n === 0 ? 'none' : n === 1 ? 'single' : 'many', { n, what }) : '');
    } catch (error) {
      if (mine === turn) say(error.message);
    }
  };

  let pause;
  const soon = (wait) => {
    clearTimeout(pause);
    pause = setTimeout(search, wait);
  };
  form.hidden = false;
  form.addEventListener('focusin', () => load().catch((error) => say(error.message)), { once: true });
  form.addEventListener('input', () => soon(200));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    soon(0);
  });
  more.addEventListener('click', show);

  const asked = new URLSearchParams(location.search);
  for (const name of ['q', 'kind', 'project']) {
    const value = asked.get(name);
    const options = [...(form[name].options ?? [])].map((option) => option.value);
    if (value && (name === 'q' || options.includes(value))) form[name].value = value;
  }
  if (form.q.value) search();
})();
