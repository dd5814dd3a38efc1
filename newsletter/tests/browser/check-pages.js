// SPDX-License-Identifier: MIT OR Apache-2.0
// Every kind of page of every site, in each state of the table: check-pages.js NAME=FOLDER...
// Then pages that are broken on purpose, made of the first site's largest post: the checks find what is wrong with each.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { base, withBrowser } = require('./host.js');
const { address, sorted, states } = require('./pages.js');
const { look } = require('./look.js');
const { broken } = require('./broken.js');
const { clean, note, ok, run } = require('./tap.js');

// Runs the jobs, two at a time, and hands over their results in order.
async function inTurns(jobs, use) {
  const results = [];
  const worker = async (first) => {
    for (let i = first; i < jobs.length; i += 2) results[i] = await use(jobs[i]);
  };
  await Promise.all([worker(0), worker(1)]);
  return results;
}

const sites = Object.fromEntries(process.argv.slice(2).map((word) => word.split('=')));

run(() => withBrowser(sites, async (browser, instead) => {
  const context = await browser.newContext();
  const jobs = [];
  for (const [site, folder] of Object.entries(sites)) {
    const { kinds, strange } = sorted(folder);
    clean(strange, `${site}: every page is of a known kind`);
    for (const kind of kinds) {
      ok(kind.pages.length > 0, `${site}: there is a page of the kind ${kind.name}`);
      // Beside the real site only pages that hold an attack say anything new.
      const pages = site === 'real' ? kind.pages : kind.pages.filter((page) => fs.readFileSync(path.join(folder, page), 'utf8').includes('pwned'));
      for (const page of pages.slice(0, kind.most)) jobs.push({ site, kind, page });
    }
  }
  const url = ({ site, page }) => base(site) + address(page);
  const results = await inTurns(jobs, (job) => look(context, url(job), states, job.kind));
  results.forEach(({ findings, size, requests, seconds }, i) => {
    const { site, kind, page } = jobs[i];
    clean(findings, `${site}: ${kind.name}: ${page}: nothing is wrong in ${states.length} states`);
    note(`${requests} requests, ${size} bytes, ${seconds.toFixed(1)} s`);
  });

  const post = jobs.find((job) => job.kind.name === 'post');
  const html = fs.readFileSync(path.join(sites[post.site], post.page), 'utf8');
  const few = states.filter((state) => ['dark 1280', 'light 390'].includes(state.name));
  const found = await inTurns([...broken.entries()], async ([i, ways]) => {
    const at = `${url(post)}?broken=${i}`;
    instead.set(at, ways.reduce((text, [, change]) => change(text), html));
    return (await look(context, at, few, post.kind)).findings;
  });
  broken.forEach((ways, i) => ways.forEach(([what, change, wanted]) =>
    ok(change(html) !== html && found[i].some((finding) => wanted.test(finding)), `${what} is found`, `wanted: ${wanted}`, ...found[i])));
}));
