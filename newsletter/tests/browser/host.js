// SPDX-License-Identifier: MIT OR Apache-2.0
// A server for built sites and the one browser that looks at them. Each site has a name, http://NAME.localhost/sub/, which
// the browser resolves to the server's port; every other host is unknown to it, so no check depends on a network.
// Like GitHub Pages the server sends no headers of its own: what protects a page has to stand in the page.
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { chromium } = require('playwright-core');

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.xml': 'application/xml', '.svg': 'image/svg+xml', '.png': 'image/png', '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

exports.root = '/sub/'; // sites of projects lie below the root of their host
exports.base = (site) => `http://${site}.localhost${exports.root}`;

// The file that a request asks for; undefined: none.
function fileFor(folder, url) {
  const name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  if (!name.startsWith(exports.root)) return undefined;
  const file = path.join(folder, name.slice(exports.root.length), name.endsWith('/') ? 'index.html' : '');
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

// {NAME: folder}. `instead` maps addresses to a text that is sent in place of the file.
async function serve(sites, instead) {
  const server = http.createServer((request, response) => {
    const folder = sites[request.headers.host.split('.')[0]];
    const text = instead.get(`http://${request.headers.host}${request.url}`);
    const file = text === undefined ? fileFor(folder, request.url) : request.url;
    const shown = file ?? path.join(folder, '404.html');
    response.writeHead(file ? 200 : 404, { 'content-type': types[path.extname(shown)] ?? (text ? types['.html'] : 'application/octet-stream') });
    response.end(text ?? fs.readFileSync(shown));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const executable = () => {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const places = process.env.PATH.split(':').flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = process.env.CHROME_PATH ?? places.find((file) => fs.existsSync(file));
  if (!found) throw new Error('no chromium; install it (Debian: apt-get install chromium) or set CHROME_PATH');
  return found;
};

const flags = (port) => [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  `--host-resolver-rules=MAP *.localhost:80 127.0.0.1:${port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
];

// Runs `use(browser, instead)` with the sites served, and leaves nothing running.
exports.withBrowser = async (sites, use, more = []) => {
  const instead = new Map();
  const server = await serve(sites, instead);
  try {
    const browser = await chromium.launch({ executablePath: executable(), args: [...flags(server.address().port), ...more] });
    try {
      return await use(browser, instead);
    } finally {
      await browser.close();
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};
