// SPDX-License-Identifier: MIT OR Apache-2.0
// A world for the stand-in (world.js) out of the corpus: the pull requests that an independent reading of git found in
// four real histories, with the logins that are known, their commits as they are called in the imported skeletons.
//   node corpus.js CORPUS/newsletter FOLDER-OF-BARE-REPOSITORIES >world.json
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const {execFileSync} = require('child_process');
const {sha} = require('./world.js');

const [corpus, clones] = process.argv.slice(2);
const rows = (name) => zlib.gunzipSync(fs.readFileSync(path.join(corpus, name))).toString().trim().split('\n').map((l) => JSON.parse(l));
const logins = JSON.parse(fs.readFileSync(path.join(corpus, 'name2login.json'), 'utf8'));
const owners = new Set(['rust-osdev', 'phil-opp/blog_os', 'FrameworkComputer', 'hermit-os']);

// Commits of a clone by the second in which they were made.
function commits(git) {
  const at = new Map();
  for (const line of execFileSync('git', ['-C', git, 'log', '--all', '--format=%H%x09%ct%x09%s'], {maxBuffer: 1 << 28}).toString().trim().split('\n')) {
    const [id, seconds, subject] = line.split('\t');
    if (!at.has(seconds)) at.set(seconds, []);
    at.get(seconds).push({id, subject});
  }
  return at;
}

function author(row) {
  const hint = row.author_hint, name = row.head_author;
  if (/\[bot\]$/.test(hint) || /\[bot\]$/.test(name || '')) return {author: /\[bot\]$/.test(hint) ? hint : name, author_type: 'Bot', known: true};
  if (row.merge_kind === 'merge' && hint && !owners.has(hint) && !/ /.test(hint)) return {author: hint, known: true};
  const login = logins[hint] || (owners.has(hint) || row.merge_kind === 'merge' ? logins[name] : undefined) || (/^[A-Za-z0-9-]+$/.test(hint || '') && row.merge_kind === 'bors' ? hint : undefined);
  return login ? {author: login, author_name: name || hint, known: true}
    : {author: (hint || name || 'somebody').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'somebody', known: false};
}

const names = fs.readdirSync(clones).filter((f) => f.endsWith('.git')).map((f) => f.slice(0, -4));
const world = {repositories: [], pulls: []};
for (const name of names) {
  const repository = `rust-osdev/${name}`, git = path.join(clones, name + '.git'), at = commits(git);
  const head = execFileSync('git', ['-C', git, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/master', 'refs/heads/main']).toString().trim().split('\n')[0];
  world.repositories.push({name: repository, default_branch: head, git});
  for (const row of rows('merged_from_git.jsonl.gz').filter((r) => r.repo === repository)) {
    const there = at.get(String(Date.parse(row.merged_at) / 1000)) || [];
    const commit = there.find((c) => c.subject.includes(`#${row.number}`)) || there.find((c) => c.subject === row.title) || there[there.length - 1];
    const branch = (row.landed_on || '').replace(/^(via |head:)(rust-osdev\/)?/, '');
    world.pulls.push({repository, number: row.number, title: row.title, ...author(row), merged_at: row.merged_at,
      base: /^[\w.-]+$/.test(branch) && !['main', 'master'].includes(branch) ? branch : head,
      commit: commit ? commit.id : sha(repository + row.number), headline: commit ? commit.subject : row.title, files: row.paths || []});
  }
}
process.stdout.write(JSON.stringify(world));
