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

  // Comments: a frame of their service, made when the reader asks for it.
  let frame;
  const commentTheme = () => (chosen === 'light' || chosen === 'dark' ? chosen : 'preferred_color_scheme');
  const tell = (message) => {
    if (frame) frame.contentWindow.postMessage({ giscus: message }, new URL(frame.src).origin);
  };
  const showComments = (button, session) => {
    const page = new URL(location.href);
    page.searchParams.delete('giscus');
    const url = new URL(button.dataset.frame);
    url.searchParams.set('origin', page.href.replace(/#.*/, ''));
    url.searchParams.set('theme', commentTheme());
    url.searchParams.set('session', session);
    frame = document.createElement('iframe');
    frame.title = button.dataset.title;
    frame.src = url;
    button.parentElement.replaceWith(frame);
    addEventListener('message', ({ origin, data }) => {
      const height = origin === url.origin && data.giscus && data.giscus.resizeHeight;
      if (height) frame.height = height;
    });
  };

  const apply = () => {
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
    else delete root.dataset.theme;
    tell({ setConfig: { theme: commentTheme() } });
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

    const button = document.querySelector('.comments button');
    if (!button) return;
    button.parentElement.hidden = false;
    // The service sends a reader who logged in back here with this; it is not kept.
    const session = new URLSearchParams(location.search).get('giscus');
    button.addEventListener('click', () => {
      showComments(button, session || '');
      frame.focus();
    });
    if (session) {
      showComments(button, session);
      history.replaceState(null, '', location.pathname + location.hash);
    }
  });
})();
