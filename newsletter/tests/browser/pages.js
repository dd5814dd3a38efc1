// SPDX-License-Identifier: MIT OR Apache-2.0
// The one table of pages, and the one of the ways in which they are looked at. Every page of a built site belongs to
// exactly one kind, so that no kind goes unseen; of each kind the largest pages are opened.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const kib = 1024;

// name; the files, by their path; how many of them are opened; how large one may be, without images
exports.kinds = [
  { name: 'home', lighthouse: true, files: /^index\.html$/, most: 1, picture: 'whole', bytes: 50 * kib },
  { name: 'archive', files: /^this-month\/index\.html$/, most: 1, picture: 'whole', bytes: 50 * kib },
  { name: 'post', lighthouse: true, files: /^this-month\/\d{4}-\d\d\/index\.html$/, most: 3, picture: 'whole', bytes: 50 * kib },
  { name: 'figures', files: /^figures\/index\.html$/, most: 1, bytes: 100 * kib },
  { name: 'not found', files: /^404\.html$/, most: 1, bytes: 20 * kib },
];

// Light and dark, narrow and wide, and paper (A4 at 96 dpi, less the margins).
exports.states = [
  { name: 'light 1280', width: 1280, media: 'screen', colorScheme: 'light' },
  { name: 'dark 1280', width: 1280, media: 'screen', colorScheme: 'dark' },
  { name: 'light 390', width: 390, media: 'screen', colorScheme: 'light' },
  { name: 'dark 390', width: 390, media: 'screen', colorScheme: 'dark' },
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
