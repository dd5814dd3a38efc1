// SPDX-License-Identifier: MIT OR Apache-2.0
// Everything works without this. It is run before the page is drawn, so that a colour scheme that the reader chose never
// flashes; what needs the page's elements waits for them.
(() => {
  const key = 'osdev-theme';
  const root = document.documentElement;

  // Storage may be forbidden: then a choice lasts as long as the page.
  let chosen = 'system';
  const read = () => {
    try {
      chosen = localStorage.getItem(key) || 'system';
    } catch (error) { /* it stays as it is */ }
  };
  const write = () => {
    try {
      if (chosen === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, chosen);
    } catch (error) { /* as above */ }
  };
  const apply = () => {
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
    else delete root.dataset.theme;
    for (const choice of document.querySelectorAll('.theme input')) choice.checked = choice.value === chosen;
  };
  const again = () => { read(); apply(); };

  again();
  addEventListener('pageshow', again); // the way back, to a page that was kept
  addEventListener('storage', again);  // chosen in another window

  addEventListener('DOMContentLoaded', () => {
    const theme = document.querySelector('.theme');
    theme.hidden = false;
    theme.addEventListener('change', (event) => {
      chosen = event.target.value;
      write();
      apply();
    });
    apply();
  });
})();
