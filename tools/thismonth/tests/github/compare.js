// SPDX-License-Identifier: MIT OR Apache-2.0
// What thismonth made of the corpus with both sources, beside the stand-in's world and what editors published.
//   node compare.js CORPUS/newsletter WORLD.json NEWSLETTER FROM TO [MONTH-TO-SHOW]
// NEWSLETTER holds data/changes/*.json and content/this-month/*/index.md. Prints lines `name value` for the test, then
// every difference with its reason.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

const [corpus, worldFile, newsletter, from, to, show] = process.argv.slice(2);
const rows = (name) => zlib.gunzipSync(fs.readFileSync(path.join(corpus, name))).toString().trim().split('\n').map((l) => JSON.parse(l));
const world = JSON.parse(fs.readFileSync(worldFile, 'utf8'));
const covered = new Set(world.repositories.map((r) => r.name));
const inside = (month) => month >= from && month <= to;
const key = (repo, number) => `${repo}#${number}`;
const say = (...words) => console.log(...words);

// --- Completeness ----------------------------------------------------------------------------------------------------
const recorded = new Map(); // key -> months
const records = new Map();
for (const file of fs.readdirSync(path.join(newsletter, 'data/changes'))) {
  const record = JSON.parse(fs.readFileSync(path.join(newsletter, 'data/changes', file), 'utf8'));
  records.set(record.month, record);
  for (const c of record.changes) {
    const k = c.number ? key(c.repository, c.number) : `${c.repository}@${c.commits[0]}`;
    recorded.set(k, [...(recorded.get(k) || []), record.month]);
  }
}
const served = world.pulls.filter((p) => inside(p.merged_at.slice(0, 7)));
const lost = served.filter((p) => !recorded.has(key(p.repository, p.number)));
const misplaced = served.filter((p) => (recorded.get(key(p.repository, p.number)) || []).some((m) => m !== p.merged_at.slice(0, 7)));
const twice = [...recorded].filter(([, months]) => months.length > 1);
say('served', served.length);
say('served_and_not_recorded', lost.length);
say('recorded_in_another_month', misplaced.length);
say('recorded_twice', twice.length);
say('recorded', recorded.size);
say('recorded_by_git_alone', [...records.values()].flatMap((r) => r.changes).filter((c) => c.number && !c.sources.includes('api')).length);
for (const p of [...lost, ...misplaced]) say('#', key(p.repository, p.number), p.merged_at, recorded.get(key(p.repository, p.number)));

const published = rows('published.jsonl.gz').filter((r) => inside(r.month) && covered.has(r.repo) && /^item/.test(r.role));
const distinct = [...new Set(published.map((r) => key(r.repo, r.number)))];
const merged = new Map(world.pulls.map((p) => [key(p.repository, p.number), p.merged_at]));
const missing = distinct.filter((k) => !recorded.has(k));
const reason = (k) => {
  const at = merged.get(k);
  return !at ? 'neither source knows it as merged' : `merged ${at}, ${at.slice(0, 7) < from ? 'before' : 'after'} these months`;
};
say('published', distinct.length);
say('published_and_not_recorded', missing.length);
for (const k of missing) say('# published, not recorded:', k, reason(k));

// --- Thanks ----------------------------------------------------------------------------------------------------------
// Accounts that have another name by now (or had another one then): known from the corpus, not guessed here.
const renamed = [['quic-bjorande', 'andersson'], ['kennystrawnmusic', 'realkennystrawn93'], ['semiviral', 'avirule'], ['haraldh', 'haraldh']];
const same = (a, b) => a.toLowerCase() === b.toLowerCase();
const equal = (a, b) => a.length === b.length && a.every((x) => b.some((y) => same(x, y)));
const pulls = new Map(world.pulls.map((p) => [key(p.repository, p.number), p]));
const thanked = (month, repo) => { // what the draft says in the section of a repository
  const post = fs.readFileSync(path.join(newsletter, 'content/this-month', month, 'index.md'), 'utf8');
  const name = repo.split('/')[1], at = post.search(new RegExp('^### .*`' + name + '`', 'm'));
  if (at < 0) return [];
  const section = post.slice(at).split(/\n(?=###? )/)[0];
  return [...new Set([...section.matchAll(/^Thanks to .*$/gm)].flatMap((m) => [...m[0].matchAll(/\[@([^\]]+)\]/g)].map((x) => x[1])))];
};
let exact = 0, compared = 0, unknown = 0;
const kinds = {};
for (const s of rows('sections.jsonl.gz').filter((x) => inside(x.month) && covered.has(x.repo) && x.section === 'rust-osdev' && fs.existsSync(path.join(newsletter, 'content/this-month', x.month, 'index.md')))) {
  const theirs = s.thanks, ours = thanked(s.month, s.repo);
  const items = published.filter((r) => r.month === s.month && r.repo === s.repo && r.visible).map((r) => pulls.get(key(r.repo, r.number))).filter(Boolean);
  const shown = (records.get(s.month) || {changes: []}).changes.filter((c) => c.repository === s.repo && c.show && c.number).map((c) => pulls.get(key(c.repository, c.number))).filter(Boolean);
  if (!theirs.length && !ours.length) continue;
  if ([...items, ...shown].some((p) => !p.known)) { unknown++; continue; }
  compared++;
  if (equal(theirs, ours)) { exact++; continue; }
  const less = theirs.filter((x) => !ours.some((y) => same(x, y))), more = ours.filter((x) => !theirs.some((y) => same(x, y)));
  const authors = (list) => [...new Set(list.filter((p) => p.author && p.author_type !== 'Bot').map((p) => p.author))].filter((a) => !s.maintainers.some((m) => same(m, a)));
  const isAlias = (x, list) => renamed.some(([a, b]) => (same(a, x) && list.some((y) => same(y, b))) || (same(b, x) && list.some((y) => same(y, a))));
  const kind = less.length && less.every((x) => isAlias(x, more)) && more.every((x) => isAlias(x, less)) ? 'renamed account'
    : !equal(authors(items), theirs) && equal(authors(shown), ours) ? 'editorial (not the authors of what the issue shows)'
      : equal(authors(items), theirs) ? 'editorial (the issue shows other changes)' : 'ours';
  kinds[kind] = (kinds[kind] || 0) + 1;
  say('# thanks', s.month, s.repo, 'published only:', less.join(' ') || '-', 'drafted only:', more.join(' ') || '-', '|', kind);
}
say('thanks_compared', compared);
say('thanks_exact', exact);
say('thanks_unknown_logins', unknown);
say('thanks_ours', kinds.ours || 0);
for (const [k, n] of Object.entries(kinds)) say('# thanks:', n, k);

// --- One month -------------------------------------------------------------------------------------------------------
if (show) {
  const record = records.get(show), theirs = published.filter((r) => r.month === show);
  const state = (list, k) => { const x = list.find((y) => key(y.repo || y.repository, y.number) === k); return !x ? '-' : (x.visible ?? x.show) ? 'shown' : 'hidden'; };
  const all = [...new Set([...theirs.map((r) => key(r.repo, r.number)), ...record.changes.filter((c) => c.number).map((c) => key(c.repository, c.number))])];
  const pairs = {};
  for (const k of all) {
    const a = state(theirs, k), b = state(record.changes, k), t = theirs.find((r) => key(r.repo, r.number) === k), c = record.changes.find((x) => key(x.repository, x.number) === k);
    pairs[`${a}/${b}`] = (pairs[`${a}/${b}`] || 0) + 1;
    if (a !== b) say('# month', k, `published ${a}, drafted ${b}`, c ? `(${c.why}) ${c.title}` : t.title_as_published);
    else if (t && t.title_as_published !== c.title) say('# title', k, JSON.stringify(t.title_as_published), JSON.stringify(c.title));
  }
  say('# month published/drafted:', JSON.stringify(pairs));
}
