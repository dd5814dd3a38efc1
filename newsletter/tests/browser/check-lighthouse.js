// SPDX-License-Identifier: MIT OR Apache-2.0
// Lighthouse on the kinds of pages that readers open most: check-lighthouse.js real=FOLDER
// What it says of accessibility, best practices and search engines does not depend on the machine, and has to be perfect. Its
// performance is a time on this machine: it is printed, while budgets of bytes and requests hold it (pages.js, look.js). Those see
// the largest pages of each kind; here it is one of middle size.
'use strict';
const net = require('node:net');
const { base, withBrowser } = require('./host.js');
const { address, sorted } = require('./pages.js');
const { clean, note, run } = require('./tap.js');

const sites = Object.fromEntries(process.argv.slice(2).map((word) => word.split('=')));

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

run(async () => {
  const lighthouse = require('lighthouse/core/index.cjs');
  const port = await freePort();
  await withBrowser(sites, async () => {
    for (const [site, folder] of Object.entries(sites)) {
      for (const kind of sorted(folder).kinds.filter((one) => one.lighthouse && one.pages.length)) {
        const page = kind.pages[kind.pages.length >> 1];
        const url = base(site) + address(page);
        const { lhr } = await lighthouse(url, { port, output: 'json', logLevel: 'silent', disableFullPageScreenshot: true });
        const scores = Object.values(lhr.categories).map((category) => `${category.title} ${Math.round(category.score * 100)}`);
        const failed = Object.values(lhr.categories).filter((category) => category.id !== 'performance').flatMap((category) =>
          category.auditRefs.map((ref) => lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1)
            .map((audit) => `${audit.id}: ${audit.title} ${audit.displayValue ?? ''} ${JSON.stringify(audit.details?.items ?? '').slice(0, 300)}`));
        clean([...failed, ...Object.values(lhr.categories).filter((category) => category.score === null).map((category) => `${category.title} has no score`), ...(lhr.runtimeError ? [lhr.runtimeError.message] : [])], `${site}: lighthouse, ${kind.name}: ${scores.join(', ')}`);
        const { total } = lhr.timing;
        note(`${page}: ${Math.round(total)} ms`);
      }
    }
  }, [`--remote-debugging-port=${port}`]);
});
