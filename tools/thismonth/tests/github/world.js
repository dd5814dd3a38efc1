// SPDX-License-Identifier: MIT OR Apache-2.0
// A small GitHub out of a file: repositories and pull requests, as REST and GraphQL show them.
//
//   { "repositories": [ {"name": "o/n", "default_branch": "main", "was": ["o/old"], "fork": false, "archived": false} ],
//     "pulls": [ {"repository": "o/n", "number": 1, "title": "...", "author": "login" or null, "author_type": "User",
//                 "author_name": "...", "merged_at": "..." or null, "updated_at": "...", "base": "main", "commit": "hex",
//                 "headline": "...", "files": ["path"], "labels": ["..."], "milestone": "..."} ] }
'use strict';
const crypto = require('crypto');
const {execFileSync} = require('child_process');

const sha = (text) => crypto.createHash('sha1').update(text).digest('hex');
const node = (text) => Buffer.from(text).toString('base64');

class World {
  constructor(description) {
    this.repositories = description.repositories.map((r, i) => ({
      id: 1000 + i, default_branch: 'main', was: [], fork: false, archived: false, ...r}));
    this.pulls = description.pulls.map((p, i) => ({
      id: 50000 + i, author_type: 'User', author_name: null, base: null, files: [], labels: [],
      milestone: null, headline: 'Merge pull request', additions: 1, deletions: 0,
      updated_at: p.merged_at || p.closed_at || '2024-01-01T00:00:00Z', commit: sha(`${p.repository}#${p.number}`), ...p}));
    this.pulls.sort((a, b) => (a.updated_at < b.updated_at ? 1 : a.updated_at > b.updated_at ? -1 : b.id - a.id));
  }
  // By its name of today, or by an older one.
  repository(name) {
    const same = (a) => a.toLowerCase() === name.toLowerCase();
    return this.repositories.find((r) => same(r.name) || r.was.some(same));
  }
  of(repository) { return this.pulls.filter((p) => p.repository === repository.name); }

  // Issue search as GitHub reads it since September 2025: repositories are OR'ed by the word only, no more than
  // five of these, and a name that is unknown (or of old) is an error.
  search(q) {
    const names = [...q.matchAll(/repo:([^\s()]+)/g)].map((m) => m[1]);
    const range = q.match(/merged:(\S+)\.\.(\S+)/);
    if (!/\bis:pr\b/.test(q) || !/\bis:merged\b/.test(q) || !range) return {error: 'not a search for merged pull requests'};
    const operators = (q.match(/\b(OR|AND|NOT)\b/g) || []).length;
    if (operators > 5) return {error: 'More than five AND / OR / NOT operators were used.'};
    for (const name of names)
      if (!this.repositories.some((r) => r.name.toLowerCase() === name.toLowerCase()))
        return {error: 'The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.'};
    if (names.length > 1 && operators !== names.length - 1) return {items: []};
    const wanted = new Set(names.map((n) => this.repository(n).name));
    return {items: this.pulls.filter((p) => p.merged_at && wanted.has(p.repository) &&
      p.merged_at >= range[1] && p.merged_at <= range[2])};
  }
}

// --- REST ------------------------------------------------------------------------------------------------------------

function user(login, type, base) {
  if (!login) return null;
  const api = `${base}/users/${encodeURIComponent(login)}`;
  const html = `https://github.com/${type === 'Bot' ? 'apps/' + login.replace('[bot]', '') : login}`;
  return {login, id: parseInt(sha(login).slice(0, 7), 16), node_id: node(login), avatar_url: html + '.png', gravatar_id: '',
    url: api, html_url: html, followers_url: api + '/followers', following_url: api + '/following{/other_user}',
    gists_url: api + '/gists{/gist_id}', starred_url: api + '/starred{/owner}{/repo}',
    subscriptions_url: api + '/subscriptions', organizations_url: api + '/orgs', repos_url: api + '/repos',
    events_url: api + '/events{/privacy}', received_events_url: api + '/received_events', type, site_admin: false};
}

function repository(r, base) {
  const api = `${base}/repos/${r.name}`, html = `https://github.com/${r.name}`;
  const [owner, name] = r.name.split('/');
  const urls = {};
  for (const [key, end] of Object.entries({archive: '/{archive_format}{/ref}', assignees: '/assignees{/user}', blobs: '/git/blobs{/sha}',
    branches: '/branches{/branch}', collaborators: '/collaborators{/collaborator}', comments: '/comments{/number}',
    commits: '/commits{/sha}', compare: '/compare/{base}...{head}', contents: '/contents/{+path}', contributors: '/contributors',
    deployments: '/deployments', downloads: '/downloads', events: '/events', forks: '/forks', git_commits: '/git/commits{/sha}',
    git_refs: '/git/refs{/sha}', git_tags: '/git/tags{/sha}', hooks: '/hooks', issue_comment: '/issues/comments{/number}',
    issue_events: '/issues/events{/number}', issues: '/issues{/number}', keys: '/keys{/key_id}', labels: '/labels{/name}',
    languages: '/languages', merges: '/merges', milestones: '/milestones{/number}', notifications: '/notifications{?since,all,participating}',
    pulls: '/pulls{/number}', releases: '/releases{/id}', stargazers: '/stargazers', statuses: '/statuses/{sha}',
    subscribers: '/subscribers', subscription: '/subscription', tags: '/tags', teams: '/teams', trees: '/git/trees{/sha}'}))
    urls[key + '_url'] = api + end;
  return {id: r.id, node_id: node(r.name), name, full_name: r.name, owner: user(owner, 'Organization', base), private: false,
    html_url: html, description: null, fork: r.fork, url: api, ...urls, git_url: `git://github.com/${r.name}.git`,
    ssh_url: `git@github.com:${r.name}.git`, clone_url: html + '.git', svn_url: html, homepage: null, mirror_url: null,
    forks_count: 0, stargazers_count: 0, watchers_count: 0, size: 1, default_branch: r.default_branch, open_issues_count: 0,
    is_template: false, topics: [], has_issues: true, has_projects: true, has_wiki: true, has_pages: false, has_downloads: true,
    has_discussions: false, archived: r.archived, disabled: false, visibility: 'public', pushed_at: '2024-01-01T00:00:00Z',
    created_at: '2020-01-01T00:00:00Z', updated_at: '2024-01-01T00:00:00Z', license: null, forks: 0, open_issues: 0, watchers: 0,
    language: 'C', web_commit_signoff_required: false};
}

const labels = (p, base) => p.labels.map((name, i) => ({id: i + 1, node_id: node(name), url: `${base}/repos/${p.repository}/labels/${encodeURIComponent(name)}`,
  name, description: '', color: 'ffffff', default: false}));
function milestone(p, base) {
  if (!p.milestone) return null;
  const api = `${base}/repos/${p.repository}/milestones/1`;
  return {url: api, html_url: `https://github.com/${p.repository}/milestone/1`, labels_url: api + '/labels', id: 1, node_id: node('m'), number: 1,
    state: 'open', title: p.milestone, description: null, creator: user('boss', 'User', base), open_issues: 0, closed_issues: 1,
    created_at: '2020-01-01T00:00:00Z', updated_at: '2020-01-01T00:00:00Z', closed_at: null, due_on: null};
}

function pull(world, p, base) {
  const r = world.repository(p.repository), api = `${base}/repos/${p.repository}/pulls/${p.number}`;
  const html = `https://github.com/${p.repository}/pull/${p.number}`, issue = `${base}/repos/${p.repository}/issues/${p.number}`;
  const [owner] = p.repository.split('/');
  const side = (ref, hex) => ({label: `${owner}:${ref}`, ref, sha: hex, user: user(owner, 'Organization', base), repo: repository(r, base)});
  const link = (href) => ({href});
  return {url: api, id: p.id, node_id: node(String(p.id)), html_url: html, diff_url: html + '.diff', patch_url: html + '.patch', issue_url: issue,
    commits_url: api + '/commits', review_comments_url: api + '/comments', review_comment_url: `${base}/repos/${p.repository}/pulls/comments{/number}`,
    comments_url: issue + '/comments', statuses_url: `${base}/repos/${p.repository}/statuses/${p.commit}`, number: p.number,
    state: p.merged_at || p.closed_at ? 'closed' : 'open', locked: false, title: p.title, user: user(p.author, p.author_type, base), body: null,
    labels: labels(p, base), milestone: milestone(p, base), active_lock_reason: null, created_at: p.created_at || p.merged_at || p.updated_at, updated_at: p.updated_at,
    closed_at: p.merged_at || p.closed_at || null, merged_at: p.merged_at, merge_commit_sha: p.commit, assignee: null, assignees: [],
    requested_reviewers: [], requested_teams: [], head: side('work', sha(p.commit || '')), base: side(p.base || r.default_branch, sha('base')),
    _links: {comments: link(issue + '/comments'), commits: link(api + '/commits'), statuses: link(api), html: link(html), issue: link(issue),
      review_comments: link(api), review_comment: link(api), self: link(api)}, author_association: 'CONTRIBUTOR', auto_merge: null, draft: false};
}
function onePull(world, p, base) {
  return {...pull(world, p, base), merged: Boolean(p.merged_at), mergeable: null, mergeable_state: 'unknown', merged_by: user('boss', 'User', base),
    comments: 0, review_comments: 0, maintainer_can_modify: false, commits: 1, additions: p.additions, deletions: p.deletions,
    changed_files: p.files.length};
}
function found(world, p, base) {
  const of = pull(world, p, base);
  return {url: of.issue_url, repository_url: `${base}/repos/${p.repository}`, labels_url: of.issue_url + '/labels{/name}', comments_url: of.comments_url,
    events_url: of.issue_url + '/events', html_url: of.html_url, id: p.id, node_id: of.node_id, number: p.number, title: p.title, user: of.user,
    labels: of.labels, state: of.state, locked: false, assignee: null, milestone: of.milestone, comments: 0, created_at: of.created_at,
    updated_at: of.updated_at, closed_at: of.closed_at, author_association: 'CONTRIBUTOR', score: 1,
    pull_request: {url: of.url, html_url: of.html_url, diff_url: of.diff_url, patch_url: of.patch_url, merged_at: p.merged_at}};
}

// The commits of a repository that has a clone ("git"), as the list shows them.
function commits(r, base) {
  if (!r.log)
    r.log = execFileSync('git', ['-C', r.git, 'log', '--format=%H%x09%P%x09%an%x09%aI%x09%cn%x09%cI%x09%s', r.default_branch],
      {maxBuffer: 1 << 28}).toString().trim().split('\n').map((l) => l.split('\t'));
  return r.log.map(([id, parents, author, at, committer, when, subject]) => {
    const api = `${base}/repos/${r.name}/commits/${id}`, html = `https://github.com/${r.name}/commit/${id}`;
    const who = (name) => user(name.replace(/[^A-Za-z0-9]+/g, '-') || 'x', 'User', base);
    const signature = (name, date) => ({name, email: 'x@users.noreply.invalid', date: new Date(date).toISOString().replace('.000', '')});
    return {url: api, sha: id, node_id: node(id), html_url: html, comments_url: api + '/comments', author: who(author), committer: who(committer),
      parents: parents.split(' ').filter(Boolean).map((p) => ({url: `${base}/repos/${r.name}/commits/${p}`, html_url: html, sha: p})),
      commit: {url: api, author: signature(author, at), committer: signature(committer, when), message: subject || '', comment_count: 0,
        tree: {url: `${base}/repos/${r.name}/git/trees/${id}`, sha: id}, verification: {verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null}}};
  });
}

// --- GraphQL ---------------------------------------------------------------------------------------------------------

class NotFound extends Error { constructor(message) { super(message); this.type = 'NOT_FOUND'; } }

function pullNode(world, p) {
  const r = world.repository(p.repository), list = (nodes) => ({nodes, totalCount: nodes.length});
  return {__typename: 'PullRequest', number: p.number, title: p.title, state: p.merged_at ? 'MERGED' : p.closed_at ? 'CLOSED' : 'OPEN',
    mergedAt: p.merged_at, updatedAt: p.updated_at, createdAt: p.created_at || p.merged_at || p.updated_at, baseRefName: p.base || r.default_branch, changedFiles: p.files.length,
    additions: p.additions, deletions: p.deletions, repository: {nameWithOwner: r.name},
    // a bot is spelled without its suffix here, and with it in REST
    author: p.author && {__typename: p.author_type, login: p.author_type === 'Bot' ? p.author.replace('[bot]', '') : p.author, name: p.author_name},
    mergeCommit: p.merged_at && p.commit ? {oid: p.commit, messageHeadline: p.headline} : null,
    commits: {totalCount: p.own_commits || 1}, labels: list(p.labels.map((name) => ({name}))), milestone: p.milestone && {title: p.milestone}, files: list(p.files.map((path) => ({path})))};
}

// `twist` may change what a search finds: {items, total}
function root(world, twist) {
  return {
    search({type, query, first, after}) {
      if (type !== 'ISSUE' || first < 1 || first > 100) throw new Error('first has to be 1 to 100');
      const result = world.search(query), at = after ? Number(Buffer.from(after, 'base64')) : 0;
      const items = result.items || [], view = twist({items, total: items.length, at, first});
      const page = view.items.slice(at, Math.min(at + first, 1000)), end = at + page.length;
      const more = view.more !== undefined ? view.more : end < Math.min(view.items.length, 1000);
      return {issueCount: view.total, nodes: page.map((p) => pullNode(world, p)),
        pageInfo: {hasNextPage: more, endCursor: page.length ? Buffer.from(String(view.more ? at : end)).toString('base64') : null}};
    },
    repository({owner, name}) {
      const r = world.repository(`${owner}/${name}`);
      if (!r) throw new NotFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return {nameWithOwner: r.name, defaultBranchRef: {name: r.default_branch}, pullRequest({number}) {
        const p = world.pulls.find((x) => x.repository === r.name && x.number === number);
        if (!p) throw new NotFound(`Could not resolve to a PullRequest with the number of ${number}.`);
        return pullNode(world, p);
      }};
    },
  };
}

module.exports = {World, commits, user, repository, pull, onePull, found, root, sha};
