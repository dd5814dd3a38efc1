// SPDX-License-Identifier: MIT OR Apache-2.0
// What is wrong with the files of built sites, beyond what validators of HTML say: check-files.js NAME=FOLDER...
//   feeds    found as readers find them, through the pages; valid by their schemas, read by a reader's parser; full text, absolute
//            links, and the same items in every format
//   secrets  no file, packed ones too, holds what a post hides, or a mark of raw HTML, or characters that turn text around
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const Ajv = require('ajv/dist/2020');
const formats = require('ajv-formats');
const { parseAtomFeed, parseJsonFeed, parseRssFeed } = require('feedsmith');
const { base, root } = require('./host.js');
const { files } = require('./pages.js');
const { clean, ok, run } = require('./tap.js');

const unescape = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&amp;', '&');

// --- Feeds ---------------------------------------------------------------------------------------
const jsonSchema = formats(new Ajv({ allErrors: true })).compile(JSON.parse(fs.readFileSync(path.join(__dirname, 'feed.schema.json'), 'utf8')));
const relaxNg = (schema) => (file) => {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--relaxng', path.join(__dirname, schema), file], { encoding: 'utf8' });
  return status === 0 ? [] : stderr.split('\n').filter((line) => line && !line.endsWith('fails to validate'));
};

// By type: the findings of its schema; and what a reader makes of it: { title, self, items: [{ link, title, html, date }] }
const kinds = {
  'application/rss+xml': {
    schema: relaxNg('rss.rng'),
    read: (text) => {
      const feed = parseRssFeed(text);
      return {
        title: feed.title, self: feed.atom?.links?.find((link) => link.rel === 'self')?.href, home: feed.link,
        items: (feed.items ?? []).map((item) => ({ link: item.link, title: item.title, html: item.content?.encoded, date: item.pubDate })),
      };
    },
  },
  'application/atom+xml': {
    schema: relaxNg('atom.rng'),
    read: (text) => {
      const feed = parseAtomFeed(text);
      const rel = (links, name) => links?.find((link) => (link.rel ?? 'alternate') === name)?.href;
      const plain = (value) => (typeof value === 'string' ? value : value?.value);
      return {
        title: plain(feed.title), self: rel(feed.links, 'self'), home: rel(feed.links, 'alternate'),
        items: (feed.entries ?? []).map((entry) => ({ link: rel(entry.links, 'alternate'), title: plain(entry.title), html: plain(entry.content), date: entry.published })),
      };
    },
  },
  'application/feed+json': {
    schema: (file) => (jsonSchema(JSON.parse(fs.readFileSync(file, 'utf8'))) ? [] : jsonSchema.errors.map((error) => `${error.instancePath} ${error.message}`)),
    read: (text) => {
      const feed = parseJsonFeed(text);
      return {
        title: feed.title, self: feed.feed_url, home: feed.home_page_url,
        items: (feed.items ?? []).map((item) => ({ link: item.url, title: item.title, html: item.content_html, date: item.date_published })),
      };
    },
  },
};

// What is wrong with the text of an item: it is read outside the site.
const outside = (html) => [
  ...(html.match(/<[a-z][^>]*>/gi) ?? []).flatMap((tag) => [...tag.matchAll(/\s(?:href|src|srcset)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/g)]).map(([, a, b, c]) => unescape(a ?? b ?? c))
    .filter((url) => !/^(https?:\/\/[^/]|mailto:.)/.test(url)).map((url) => `${url} is not absolute`),
  ...[...html.matchAll(/<(script|style|iframe|object|form)\b/g)].map(([tag]) => `${tag} in the text`),
  ...[...html.matchAll(/<[a-z][^>]*\s(on[a-z]+|style)=/g)].map(([, name]) => `attribute ${name} in the text`),
  ...(/class="?anchor/.test(html) ? ['a permalink in the text'] : []),
];

function checkFeeds(site, folder) {
  const offered = new Map(); // address -> type
  const without = [];
  for (const page of files(folder, '.html')) {
    const html = fs.readFileSync(path.join(folder, page), 'utf8');
    const here = new URL(page.replace(/index\.html$/, ''), base(site));
    const links = [...html.matchAll(/<link rel="?alternate"? type="?([^" >]+)"? href="?([^" >]+)"?/g)].filter(([, type]) => type in kinds);
    for (const [, type, href] of links) offered.set(new URL(unescape(href), here).href, type);
    if (Object.keys(kinds).some((type) => !links.some((link) => link[1] === type))) without.push(page);
  }
  clean(without, `${site}: every page names a feed of each format`);

  const same = new Map(); // the site or part of it -> its items, by format
  for (const [address, type] of [...offered].sort()) {
    const name = address.slice(base(site).length);
    const file = path.join(folder, name);
    if (!address.startsWith(base(site)) || !fs.existsSync(file)) {
      clean(['there is no such file'], `${site}: feed ${address}`);
      continue;
    }
    const findings = kinds[type].schema(file);
    const feed = kinds[type].read(fs.readFileSync(file, 'utf8'));
    if (feed.self !== address) findings.push(`it calls itself ${feed.self}`);
    if (feed.items.length > 20) findings.push(`${feed.items.length} items, more than 20`);
    for (const item of feed.items) {
      const target = item.link?.startsWith(base(site)) && path.join(folder, new URL(item.link).pathname.slice(root.length));
      if (!target || !fs.existsSync(target)) findings.push(`item ${item.link}: not a page of the site`);
      if (!item.html) findings.push(`item ${item.link}: no text`);
      findings.push(...outside(item.html ?? '').map((finding) => `item ${item.link}: ${finding}`));
    }
    clean(findings, `${site}: feed ${name} is valid, with the full text of ${feed.items.length} items, and absolute`);
    const told = feed.items.map((item) => ({ link: item.link, title: item.title, html: item.html?.trim(), date: new Date(item.date).toISOString() }));
    same.set(feed.home, [...(same.get(feed.home) ?? []), { name, told: JSON.stringify(told) }]);
  }
  for (const [home, feeds] of same)
    clean(feeds.filter((feed) => feed.told !== feeds[0].told).map((feed) => `${feed.name} differs from ${feeds[0].name}`)
      .concat(feeds.length === Object.keys(kinds).length ? [] : [`${feeds.length} feeds`]), `${site}: the feeds of ${home} tell the same`);
  ok(same.size > 0, `${site}: has feeds`);
}

// --- Secrets -------------------------------------------------------------------------------------
const hidden = [[/SECRET|secretbot/, 'what a post hides']];
const unwanted = [
  ...hidden, [/raw HTML omitted/, 'a mark of raw HTML'], [/\uE000|\uE001/, 'a placeholder'],
  [/[\u200E\u200F\u202A-\u202E\u2066-\u2069]|&#x20[26][0-9a-f];|\\u20[26][0-9a-f]/i, 'a character that turns text around'],
  [/#?ZgotmplZ/, 'a mark of a refused address'], [/href="?javascript:/i, 'an address that is a program'],
];

// A file as text; the index of the search is packed. What is found in it is text too (fragments), how it is found is not.
function text(file) {
  const bytes = fs.readFileSync(file);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? zlib.gunzipSync(bytes) : bytes).toString('utf8');
}
const secrets = (name, content) => (/\.(pf_index|pf_meta|pf_filter|pagefind)$/.test(name) ? hidden : unwanted).filter(([pattern]) => pattern.test(content))
  .map(([pattern, what]) => `${name} holds ${what}: ${content.match(new RegExp(`.{0,60}(?:${pattern.source}).{0,60}`, pattern.flags))?.[0]}`);

function checkSecrets(site, folder) {
  const findings = files(folder, '').filter((name) => !/\.(png|ico|jpe?g|webp)$/.test(name)).flatMap((name) => secrets(name, text(path.join(folder, name))));
  clean(findings, `${site}: no file holds a secret`);
  clean(files(folder, '').filter((name) => /SECRET/.test(name)), `${site}: no name of a file is one`);
}

const sites = Object.fromEntries(process.argv.slice(2).map((word) => word.split('=')));

run(async () => {
  for (const [site, folder] of Object.entries(sites)) {
    checkFeeds(site, folder);
    checkSecrets(site, folder);
  }
  // The checks find what they are for.
  ok(secrets('x', 'a SECRET-TITLE').length === 1, 'a title that leaks is found');
  ok(secrets('x', '<p>&#x202e;</p>').length === 1 && secrets('x', '\u202e').length === 1, 'text that is turned around is found');
  for (const html of ['<a href="/this-month/">', '<img src=x.svg>', '<script>', '<p style="color: red">', '<img onerror=x>', '<a class="anchor" href="https://x/">'])
    ok(outside(html).length > 0, `found in a feed: ${html}`);
});
