// SPDX-License-Identifier: MIT OR Apache-2.0
// The site in use: by keyboard alone, without JavaScript, on paper, in each colour scheme; and what it looks like.
//   check-use.js real=FOLDER hostile=FOLDER PICTURES
// Screenshots land in the folder PICTURES.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { base, withBrowser } = require('./host.js');
const { address, kinds, sorted } = require('./pages.js');
const { axe, complaints, open, programs } = require('./look.js');
const { clean, is, ok, run } = require('./tap.js');

const sites = Object.fromEntries(process.argv.slice(2, -1).map((word) => word.split('=')));
const pictures = process.argv.at(-1);
const real = base('real');
const first = (site) => Object.fromEntries(sorted(sites[site]).kinds.map((kind) => [kind.name, address(kind.pages[0] ?? '')]));
const wide = { viewport: { width: 1280, height: 844 } };
const background = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const lightness = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);

// --- By keyboard ---------------------------------------------------------------------------------
// What has the focus: its name, and what is wrong with it.
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  element.dataset.seen = '';
  const box = (element.labels?.[0] ?? element).getBoundingClientRect();
  const shown = [element, ...(element.labels ?? [])].map((one) => getComputedStyle(one))
    .some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1);
  const name = `${element.localName} ${element.className} "${(element.textContent || element.getAttribute('aria-label') || element.value || '').trim().slice(0, 40)}"`;
  const wrong = [];
  if (!shown) wrong.push('has the focus, and does not show it');
  if (box.width < 1 || box.height < 1 || box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight) wrong.push('has the focus out of sight');
  return { name, wrong: wrong.map((what) => `${name} ${what}`), href: element.href };
});

// Everything that can have the focus, and has not had it.
const unseen = (page) => page.evaluate(() => [...document.querySelectorAll('a[href],button,input,select,summary,[tabindex="0"]')]
  .filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0 && !('seen' in element.dataset))
  .filter((element) => !(element.type === 'radio' && !element.checked))
  .map((element) => element.outerHTML.slice(0, 120)));

async function wholePage(context, url) {
  const { page } = await open(context, url);
  const findings = [];
  for (let steps = 0; ; steps += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (!now) break;
    findings.push(...now.wrong);
    if (steps > 3000) { findings.push('the focus goes in circles'); break; }
  }
  findings.push(...(await unseen(page)).map((html) => `never reached: ${html}`));
  await page.close();
  return findings;
}

// Presses Tab until the element of the selector has the focus.
async function tabTo(page, selector) {
  for (let steps = 0; steps < 500; steps += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return true;
  }
  return false;
}

async function keyboard(browser, pages) {
  const context = await browser.newContext(wide);
  const { page } = await open(context, real);
  await page.keyboard.press('Tab');
  const skip = await focused(page);
  ok(skip?.wrong.length === 0 && skip.href.endsWith('#text'), 'keyboard: the first thing is a link over the menu, to be seen', ...(skip?.wrong ?? ['nothing']));
  await page.keyboard.press('Enter');
  is(await page.evaluate(() => document.activeElement.localName), 'main', 'keyboard: ... which leads to the text');
  await page.keyboard.press('Tab');
  ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'keyboard: ... where one goes on');

  const menu = await page.$$eval('header nav a', (links) => links.map((link) => link.href));
  ok(menu.length >= 2, 'keyboard: there is a menu');
  for (const href of menu) {
    await page.goto(real);
    const reached = await tabTo(page, `header nav a[href="${new URL(href).pathname}"], header nav a[href="${href}"]`);
    const [response] = await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const current = await page.$$eval('header nav [aria-current]', (links) => links.map((link) => link.href));
    ok(reached && response?.status() === 200 && page.url() === href && current.join() === href, `keyboard: the menu leads to ${href}, and says so there`,
      `reached ${reached}, ${response?.status()}, ${page.url()}, current: ${current}`);
  }
  await page.close();
  for (const kind of ['home', 'post', 'figures'])
    clean(await wholePage(context, real + pages[kind]), `keyboard: all of ${kind} can be reached, seen, and left`);
  await context.close();
}

// --- The colour scheme ---------------------------------------------------------------------------
async function schemes(browser, pages) {
  const context = await browser.newContext({ ...wide, colorScheme: 'light' });
  // Which scheme the page had when its body began: what comes later flashes.
  await context.addInitScript(() => new MutationObserver((_, observer) => {
    if (!document.body) return;
    globalThis.atFirst = document.documentElement.dataset.theme ?? 'system';
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true }));
  const opened = await open(context, real);
  const { page } = opened;
  const light = await background(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background(page);
  ok(lightness(light) > 600 && lightness(dark) < 200, 'scheme: as the system has it', light, dark);
  await page.emulateMedia({ colorScheme: 'light' });

  ok(await tabTo(page, 'header input[name="theme"]'), 'scheme: the switch is reached by keyboard');
  await page.keyboard.press('ArrowRight');
  is(await background(page), dark, 'scheme: dark by an arrow key');
  await page.goto(real + pages.post);
  is(await background(page), dark, 'scheme: ... on the next page too');
  is(await page.evaluate(() => globalThis.atFirst), 'dark', 'scheme: ... before anything is drawn');
  is(await page.$eval('header input[name="theme"]:checked', (input) => input.value), 'dark', 'scheme: ... and the switch tells so');
  await tabTo(page, 'header input[name="theme"]');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.emulateMedia({ colorScheme: 'dark' });
  is(await background(page), light, 'scheme: light, whatever the system has');
  await page.keyboard.press('ArrowRight');
  is(await background(page), dark, 'scheme: back to what the system has');
  is(await page.evaluate(() => localStorage.length), 0, 'scheme: ... which leaves nothing behind');
  clean(await complaints(opened), 'scheme: nothing is complained of');
  await context.close();

  const forbidden = await browser.newContext({ ...wide, colorScheme: 'light' });
  await forbidden.addInitScript(() => Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }));
  const without = await open(forbidden, real);
  await tabTo(without.page, 'header input[name="theme"]');
  await without.page.keyboard.press('ArrowRight');
  is(await background(without.page), dark, 'scheme: can be chosen where nothing can be stored');
  clean(await complaints(without), 'scheme: ... without a complaint');
  await forbidden.close();
}

// --- Comments ------------------------------------------------------------------------------------
async function comments(browser, pages) {
  const service = 'https://giscus.app';
  const context = await browser.newContext(wide);
  await context.route(`${service}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>c</title>comments here' }));
  const opened = await open(context, real + pages.post);
  const { page, account } = opened;
  ok(await page.$('.comments a[href^="https://github.com/"]'), 'comments: a plain link for those who decline');
  const asked = () => account.requests.filter(({ url }) => url.startsWith(service)).length;
  is(asked(), 0, 'comments: nobody is asked before');
  ok(await tabTo(page, '.comments button'), 'comments: the button is reached by keyboard');
  await page.keyboard.press('Enter');
  const frame = await page.waitForSelector('.comments iframe', { timeout: 3000 }).catch(() => undefined);
  ok(frame && (await frame.getAttribute('title')), 'comments: a frame with a name appears');
  const content = await frame?.contentFrame();
  await content?.waitForLoadState();
  is((await content?.textContent('body'))?.trim(), 'comments here', 'comments: ... and the policy lets the service fill it');
  ok(asked() > 0, 'comments: ... which is asked now');
  ok(await page.evaluate(() => document.querySelector('.comments').contains(document.activeElement)), 'comments: the focus stays where it was');
  clean((await complaints(opened)).filter((text) => !text.startsWith(`another host is asked: ${service}`)), 'comments: nobody else is');
  const home = fs.readFileSync(path.join(sites.real, 'index.html'), 'utf8');
  ok(!home.includes(service), 'comments: a page without them does not name the service');
  await context.close();
}

// --- Search --------------------------------------------------------------------------------------
async function search(browser, pages) {
  const context = await browser.newContext(wide);
  const opened = await open(context, real + pages.search);
  const { page, account } = opened;
  const asked = () => account.requests.filter(({ url }) => url.includes('/pagefind/')).length;
  const said = () => page.textContent('[role="status"]');
  // Waits until the words of the status are of one kind: what is announced is what a reader waits for.
  const announced = (pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector('[role="status"]').textContent),
    pattern.source, { timeout: 20000 }).then(() => true, () => false);
  is(asked(), 0, 'search: nothing of the index is asked for before');
  ok(await tabTo(page, 'main input[type="search"]'), 'search: reached by keyboard');
  await page.keyboard.type('x86_map');
  ok(await announced(/\d+ pages|One page/), 'search: what is found is announced', await said());
  ok(asked() > 0, 'search: ... out of the index');
  await page.waitForSelector('.results a', { timeout: 20000 }).catch(() => undefined);
  const found = await page.$$eval('.results a', (links) => links.map((link) => link.href));
  ok(found.some((href) => href.startsWith(`${real}projects/x86_64/`)), 'search: a function is found in the manual of its project', ...found);
  const wrong = await axe(page);
  clean(wrong, 'search: the results are accessible');
  ok(await tabTo(page, '.results a'), 'search: the results are reached by keyboard');
  const [response] = await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  is(response?.status() ?? 200, 200, 'search: ... and lead there');
  clean(await complaints(opened), 'search: nothing is complained of, and no other host asked');
  await page.close();

  const asking = await open(context, `${real}${pages.search}?q=paging&kind=reference&project=x86_64`);
  ok(await asking.page.waitForSelector('.results a', { timeout: 20000 }).catch(() => undefined), 'search: an address that asks is answered');
  const within = await asking.page.$$eval('.results > li > h2 > a', (links) => links.map((link) => link.pathname));
  clean(within.filter((at) => !at.startsWith('/sub/projects/x86_64/api/')), 'search: ... within what it asks for');
  await asking.page.close();

  for (const words of ['SECRET-JUNE', 'secretbot', 'SECRET-EDITOR']) {
    const hostile = await open(context, `${base('hostile')}${pages.search}?q=${words}`);
    await hostile.page.waitForFunction(() => document.querySelector('[role="status"]').textContent.trim() !== '', undefined, { timeout: 20000 });
    await hostile.page.waitForTimeout(300);
    const results = await hostile.page.$$eval('.results li', (items) => items.map((item) => item.textContent));
    clean(results.filter((result) => /secret-?(june|bot|editor)/i.test(result)), `search: what is hidden is not found: ${words}`);
    await hostile.page.close();
  }
  const attack = await open(context, `${base('hostile')}${pages.search}?q=${encodeURIComponent('<img src=x onerror=pwned(90)> pwned reversed')}`);
  await attack.page.waitForSelector('.results li', { timeout: 20000 }).catch(() => undefined);
  clean([...await programs(attack.page), ...await complaints(attack)], 'search: words and results that attack are text');
  await context.close();
}

// --- Without JavaScript --------------------------------------------------------------------------
async function withoutScript(browser, pages) {
  const context = await browser.newContext({ ...wide, javaScriptEnabled: false });
  for (const [kind, at] of Object.entries(pages)) {
    const { page, account } = await open(context, real + at);
    const findings = await page.evaluate(() => {
      const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
      return [
        ...(seen('h1').length === 1 ? [] : ['no heading to be seen']),
        ...(seen('header nav a').length >= 2 ? [] : ['no menu to be seen']),
        ...seen('button,input,select,[role="button"]').map((control) => `does nothing: ${control.outerHTML.slice(0, 100)}`),
      ];
    });
    const complained = account.errors.filter((text) => !/answers 404|status of 404/.test(text));
    if (kind === 'search' && !(await page.$('noscript a[href], main a[href*="this-month"]'))) findings.push('does not say where else to look');
    clean([...findings, ...complained], `without JavaScript: ${kind} is whole, and has no control that does nothing`);
    await page.close();
  }
  await context.close();
}

// --- On paper ------------------------------------------------------------------------------------
async function paper(browser, pages) {
  const context = await browser.newContext({ ...wide, colorScheme: 'dark' });
  const { page } = await open(context, real + pages.post);
  const file = path.join(pictures, 'post.pdf');
  await page.pdf({ path: file, format: 'A4' });
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  const letters = (words) => words.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase(); // capitals are a matter of style
  const printed = letters(text);
  const wanted = await page.evaluate(() => [document.querySelector('h1'), ...document.querySelectorAll('.text p')].map((element) => element.innerText));
  const missing = wanted.filter((words) => !printed.includes(letters(words)));
  clean(missing, `paper: all ${wanted.length} paragraphs of a post are printed`);
  const unwanted = await page.evaluate(() => ['.skip', 'header nav', '.theme', '.comments', 'footer.site'].flatMap((selector) => [...document.querySelectorAll(selector)])
    .map((element) => element.textContent.trim().split('\n')[0].trim()).filter((words) => words.length > 8));
  clean(unwanted.filter((words) => printed.includes(letters(words))), 'paper: what serves only the screen is not');
  await page.emulateMedia({ media: 'print' });
  ok(lightness(await background(page)) > 600 || /, 0\)$/.test(await background(page)), 'paper: is light, whatever the screen was', await background(page));
  await context.close();
}

// --- Attacks -------------------------------------------------------------------------------------
// Even a browser that does not know policies runs nothing of what people wrote.
async function attacks(browser) {
  const context = await browser.newContext({ ...wide, bypassCSP: true });
  const findings = [];
  for (const kind of sorted(sites.hostile).kinds) {
    for (const name of kind.pages.filter((page) => fs.readFileSync(path.join(sites.hostile, page), 'utf8').includes('pwned'))) {
      const opened = await open(context, base('hostile') + address(name));
      findings.push(...[...await programs(opened.page), ...opened.account.errors].map((finding) => `${name}: ${finding}`));
      await opened.page.close();
      attacks.pages = (attacks.pages ?? 0) + 1;
    }
  }
  clean(findings, `attacks: nothing runs on ${attacks.pages} pages that hold some, even without a policy`);
  ok(attacks.pages >= 3, 'attacks: there are such pages');
  await context.close();
}

// --- Looks ---------------------------------------------------------------------------------------
// As much of a page as anybody looks at: the largest are a hundred screens high.
async function looks(browser, pages) {
  const context = await browser.newContext();
  const files = [];
  for (const kind of kinds.filter((one) => one.picture)) {
    const { page } = await open(context, real + pages[kind.name]);
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 4000));
        files.push(path.join(pictures, `${kind.name}-${colorScheme}-${width}.png`));
        await page.screenshot({ path: files.at(-1), fullPage: true, clip: { x: 0, y: 0, width, height } });
      }
    }
    await page.close();
  }
  await context.close();
  clean(files.filter((name) => fs.statSync(name).size <= 5000), `looks: ${files.length} pictures in ${pictures}`);
}

fs.mkdirSync(pictures, { recursive: true });
run(() => withBrowser(sites, async (browser) => {
  const pages = first('real');
  await keyboard(browser, pages);
  await schemes(browser, pages);
  await comments(browser, pages);
  await search(browser, pages);
  await withoutScript(browser, pages);
  await paper(browser, pages);
  await attacks(browser);
  await looks(browser, pages);
}));
