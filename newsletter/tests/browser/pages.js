// SPDX-License-Identifier: MIT OR Apache-2.0
// The one table of pages, and the one of the ways in which they are looked at. Every page of a built site belongs to
// exactly one kind, so that no kind goes unseen; of each kind the largest pages are opened.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const kib = 1024;

// name; the files, by their path; how many of them are opened; how large one may be, with its style and scripts, without images;
// is it shown to lighthouse, and kept as a picture; how many scripts it has, if not one;
// what is left out of slow checks (look.js)
exports.kinds = [
  { name: 'home', files: /^index\.html$/, most: 1, bytes: 50 * kib, lighthouse: true, picture: true },
  { name: 'archive', files: /^this-month\/index\.html$/, most: 1, bytes: 50 * kib, picture: true },
  { name: 'post', files: /^this-month\/\d{4}-\d\d\/index\.html$/, most: 4, bytes: 50 * kib, lighthouse: true, picture: true },
  { name: 'projects', files: /^projects\/index\.html$/, most: 1, bytes: 50 * kib },
  { name: 'project', files: /^projects\/[^/]+\/index\.html$/, most: 2, bytes: 100 * kib, lighthouse: true, picture: true },
  { name: 'changelog', files: /^projects\/[^/]+\/changelog\/index\.html$/, most: 1, bytes: 100 * kib },
  { name: 'api', files: /^projects\/[^/]+\/api\/index\.html$/, most: 1, bytes: 100 * kib },
  { name: 'names', files: /^projects\/[^/]+\/api\/a-z(-\d+)?\/index\.html$/, most: 1, bytes: 150 * kib, alike: '.names > li:nth-child(n + 4)' },
  { name: 'header', files: /^projects\/[^/]+\/api\/(?!a-z(-\d+)?\/).+\/index\.html$/, most: 3, bytes: 150 * kib, lighthouse: true, picture: true, alike: '.decl > div:nth-child(n + 5), .decl:nth-of-type(n + 15)' },
  { name: 'contributors', files: /^contributors\/index\.html$/, most: 1, bytes: 50 * kib },
  { name: 'figures', files: /^figures\/index\.html$/, most: 1, bytes: 100 * kib, picture: true },
  { name: 'search', files: /^search\/index\.html$/, most: 1, bytes: 50 * kib, scripts: 2 },
  { name: 'text', files: /^(contribute|join|welcome)\/index\.html$/, most: 3, bytes: 50 * kib },
  { name: 'not found', files: /^404\.html$/, most: 1, bytes: 50 * kib },
];

const colours = ['color-contrast', 'link-in-text-block'];

// Light and dark, narrow and wide, and paper (A4 at 96 dpi, less the margins). In the dark only colours differ.
exports.states = [
  { name: 'light 1280', width: 1280, media: 'screen', colorScheme: 'light' },
  { name: 'dark 1280', width: 1280, media: 'screen', colorScheme: 'dark', rules: colours },
  { name: 'light 390', width: 390, media: 'screen', colorScheme: 'light' },
  { name: 'dark 390', width: 390, media: 'screen', colorScheme: 'dark', rules: colours },
  { name: 'print', width: 718, media: 'print', colorScheme: 'light' },
];

exports.files = (folder, ending) => fs.readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(ending) && fs.statSync(path.join(folder, name)).isFile()).sort();

// The pages of a site by kind: { kinds: [{...kind, pages: [path, ...]}], strange: [path, ...] }
exports.sorted = (folder) => {
  const left = new Set(exports.files(folder, '.html'));
  const size = (name) => fs.statSync(path.join(folder, name)).size;
  const kinds = exports.kinds.map((kind) => {
    const pages = [...left].filter((name) => kind.files.test(name));
    pages.forEach((name) => left.delete(name));
    return { ...kind, pages: pages.sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1)) };
  });
  return { kinds, strange: [...left] };
};

// A page's address below the site's root.
exports.address = (name) => name.replace(/(^|\/)index\.html$/, '$1');
