// SPDX-License-Identifier: MIT OR Apache-2.0
// What is wrong with one page, as a browser sees it: look() opens it, in each state of the table, and lists its findings.
// The same function is shown pages that are broken on purpose (broken.js), so each kind of finding is known to be found.
'use strict';
const fs = require('node:fs');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Before anything of the page runs: what the page's policy refused is written down, and which attack (tests/data/hostile) ran.
const watch = () => {
  globalThis.refused = [];
  globalThis.ran = [];
  globalThis.pwned = (which) => globalThis.ran.push(which);
  addEventListener('securitypolicyviolation', (event) =>
    globalThis.refused.push(`${event.effectiveDirective} refuses ${event.blockedURI} ${event.sample}`));
};

// Opens a page and keeps account of what it asks for and complains of.
exports.open = async (context, url) => {
  const page = await context.newPage();
  const account = { requests: [], errors: [], origin: new URL(url).origin };
  await page.addInitScript(watch);
  page.on('request', (request) => account.requests.push({ url: request.url(), kind: request.resourceType() }));
  page.on('requestfailed', (request) => account.errors.push(`${request.url()} failed: ${request.failure()?.errorText}`));
  page.on('response', (response) => response.status() >= 400 && response.url() !== url &&
    account.errors.push(`${response.url()} answers ${response.status()}`));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && account.errors.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => account.errors.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => { account.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url, { waitUntil: 'load' });
  return { page, account };
};

// What an account holds that may not be there: complaints, and requests to other hosts.
exports.complaints = async ({ page, account }) => [
  ...account.errors,
  ...(await page.evaluate(() => globalThis.refused ?? [])).map((text) => `policy: ${text}`),
  ...account.requests.map((request) => request.url).filter((asked) => !asked.startsWith('data:') && !asked.startsWith(`${account.origin}/`))
    .map((asked) => `another host is asked: ${asked}`),
];

// Rules of accessibility that are broken, of all or of those that are named.
exports.axe = async (page, rules) => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (only) => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], ...(only && { runOnly: { type: 'rule', values: only } }) });
    return violations.flatMap((rule) => rule.nodes.map((node) => `axe ${rule.id}: ${node.target} ${node.html.slice(0, 160)}`));
  }, rules);
};

// Does the page scroll sideways, and what sticks out?
exports.overflow = (page) => page.evaluate(() => {
  const root = document.documentElement;
  const hiding = [root, document.body].filter((element) => getComputedStyle(element).overflowX !== 'visible');
  if (hiding.length) return [`overflow: <${hiding[0].localName}> hides what sticks out`];
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
  return [`overflow: ${root.scrollWidth} > ${root.clientWidth}: ${out.slice(0, 3).map((element) => element.outerHTML.slice(0, 100)).join(' | ')}`];
});

// Programs in places where the page has none.
exports.programs = (page) => page.evaluate(() => [
  ...[...document.querySelectorAll('script:not([src])')].map((script) => `program: ${script.outerHTML.slice(0, 100)}`),
  ...[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]
    .filter((one) => /^on/.test(one.name) || /^\s*(javascript|vbscript|data:text):?/i.test(one.value) && /^(href|src|action|data|srcdoc)$/.test(one.name))
    .map((one) => `program: ${element.localName} ${one.name}=${one.value.slice(0, 100)}`)),
  ...(globalThis.ran ?? []).map((which) => `program: attack ${which} ran`),
]);

exports.policy = (page) => page.evaluate(() => {
  const metas = document.head.querySelectorAll('meta[http-equiv="Content-Security-Policy"]');
  if (metas.length !== 1) return [`policy: ${metas.length} of them`];
  const rules = Object.fromEntries(metas[0].content.split(';').map((rule) => rule.trim().split(/\s+/)).map(([name, ...values]) => [name, values]));
  const words = Object.values(rules).flat();
  return [
    ...(rules['default-src']?.join() === "'none'" ? [] : ['policy: default-src is not none']),
    ...(rules['base-uri']?.join() === "'none'" ? [] : ['policy: base-uri is not none']),
    ...words.filter((word) => ["'unsafe-inline'", "'unsafe-eval'", '*', 'https:', 'http:'].includes(word)).map((word) => `policy: allows ${word}`),
    ...(document.querySelector('link[href],script[src],style')?.compareDocumentPosition(metas[0]) & Node.DOCUMENT_POSITION_FOLLOWING
      ? ['policy: stands behind what it is to protect'] : []),
  ];
});

// All findings about one page. `bytes` limits the document, its styles and its scripts; what the selector `alike` names is like
// what stands before it, and is left out where rules of accessibility are checked, which take long.
exports.look = async (context, url, states, { bytes = Infinity, scripts = 1, alike } = {}) => {
  const start = performance.now();
  const opened = await exports.open(context, url);
  const { page, account } = opened;
  const findings = [];
  try {
    const size = await page.evaluate(() => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource')
      .filter((entry) => ['link', 'script'].includes(entry.initiatorType))).reduce((sum, entry) => sum + entry.decodedBodySize, 0));
    if (size > bytes) findings.push(`bytes: ${size}, more than ${bytes}`);
    findings.push(...await exports.policy(page), ...await exports.programs(page));
    const enter = async (state) => {
      await page.setViewportSize({ width: state.width, height: 844 });
      await page.emulateMedia({ media: state.media, colorScheme: state.colorScheme });
    };
    const wrong = async (state, check) => findings.push(...(await check).map((finding) => `${state.name}: ${finding}`));
    for (const state of states) {
      await enter(state);
      await wrong(state, exports.overflow(page));
    }
    if (alike) await page.evaluate((selector) => document.querySelectorAll(selector).forEach((element) => element.remove()), alike);
    for (const state of states) {
      await enter(state);
      await wrong(state, exports.axe(page, state.rules));
    }
    const asked = account.requests.filter((request) => !request.url.startsWith('data:'));
    for (const [kind, most] of [['document', 1], ['stylesheet', 1], ['script', scripts]]) {
      const of = asked.filter((request) => request.kind === kind);
      if (of.length > most) findings.push(`requests: ${of.length} of kind ${kind}: ${of.map((request) => request.url).join(' ')}`);
    }
    for (const { url: at, kind } of asked.filter((request) => !['document', 'stylesheet', 'script', 'image'].includes(request.kind)))
      findings.push(`requests: ${kind} ${at} though nobody asked for it`);
    findings.push(...await exports.complaints(opened));
    return { findings, size, requests: asked.length, seconds: (performance.now() - start) / 1000 };
  } finally {
    await page.close();
  }
};
