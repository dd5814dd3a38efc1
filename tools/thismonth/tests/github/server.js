// SPDX-License-Identifier: MIT OR Apache-2.0
// A stand-in for GitHub's API on loopback. Every request is checked against GitHub's description of its API, and so
// is every answer that is not broken on purpose (schema.js).
//
//   node server.js WORLD.json LOG [TLS.key TLS.crt]     prints "ready PORT OTHER_PORT"
//
// GITHUB_API_URL is http://127.0.0.1:PORT/FAULT/RUN: what goes wrong, and a name for the run, whose requests stand in the
// LOG with it, one JSON object a line. FAULT `none` is GitHub as it should be; `fixtures` replays @octokit/fixtures.
// OTHER_PORT is another host, which no token should ever reach.
'use strict';
const fs = require('fs');
const http = require('http');
const https = require('https');
const path = require('path');
const zlib = require('zlib');
const schema = require('./schema.js');
const {World, commits, repository, pull, onePull, found, root, sha, user} = require('./world.js');

const world = new World(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
const log = process.argv[3];
const runs = new Map(); // "fault/run" -> state
let otherPort;

const now = () => Math.floor(Date.now() / 1000);
const basic = (message) => ({message, documentation_url: 'https://docs.github.com/rest'});

// --- GitHub as it should be ------------------------------------------------------------------------------------------

// A page of `all`: [items, Link header].
function paged(all, url) {
  const per = Math.min(Number(url.searchParams.get('per_page') || 30), 100), page = Math.max(1, Number(url.searchParams.get('page') || 1));
  const last = Math.max(1, Math.ceil(all.length / per)), links = [];
  const to = (n, rel) => { const u = new URL(url); u.searchParams.set('page', n); links.push(`<${u}>; rel="${rel}"`); };
  if (page > 1) to(page - 1, 'prev');
  if (page < last) { to(page + 1, 'next'); to(last, 'last'); }
  return [all.slice((page - 1) * per, page * per), links.join(', ')];
}

// {status, body, link, location} of a GET; `state.twist` may change what there is.
function rest(at, url, base, state) {
  const part = at.split('/').map(decodeURIComponent);
  if (at === '/search/issues') {
    const result = world.search(url.searchParams.get('q'));
    if (result.error) return {status: 422, body: {message: 'Validation Failed', documentation_url: 'https://docs.github.com/rest', errors: [{resource: 'Search', field: 'q', code: 'invalid', message: result.error}]}};
    const view = state.twist({items: result.items, total: result.items.length, at: 0});
    const [items, link] = paged(view.items.slice(0, 1000), url);
    return {status: 200, link: view.more ? `<${url}>; rel="next"` : link,
      body: {total_count: view.total, search_type: 'lexical', incomplete_results: Boolean(view.incomplete), items: items.map((p) => found(world, p, base))}};
  }
  if (part[1] === 'orgs' && part[3] === 'repos') {
    const all = world.repositories.filter((r) => r.name.split('/')[0] === part[2]);
    const [items, link] = paged(all, url);
    return all.length ? {status: 200, link, body: items.map((r) => repository(r, base))} : {status: 404, body: basic('Not Found')};
  }
  const name = part[1] === 'repos' ? `${part[2]}/${part[3]}` : null;
  const r = name ? world.repository(name) : world.repositories.find((x) => String(x.id) === part[2]);
  const rest_ = part.slice(name ? 4 : 3);
  if (r && r.git && rest_[0] === 'commits' && !rest_[1]) {
    const [items, link] = paged(commits(r, base), url);
    return {status: 200, link, body: items};
  }
  if (!r || rest_[0] !== 'pulls') return {status: 404, body: basic('Not Found')};
  if (name && r.name.toLowerCase() !== name.toLowerCase())
    return {status: 301, body: {message: 'Moved Permanently', url: `${base}/repositories/${r.id}`, documentation_url: 'https://docs.github.com/'},
      location: `${base}/repositories/${r.id}/${rest_.join('/')}${url.search}`};
  if (rest_[1]) {
    const p = world.pulls.find((x) => x.repository === r.name && String(x.number) === rest_[1]);
    return p ? {status: 200, body: onePull(world, p, base)} : {status: 404, body: basic('Not Found')};
  }
  const view = state.twist({items: world.of(r).filter((p) => p.merged_at || p.closed_at), at: 0, listed: true});
  const [items, link] = paged(view.items, url);
  const next = new URL(url);
  next.searchParams.set('page', Number(url.searchParams.get('page') || 1) + 1);
  return {status: 200, link: view.more ? `<${next}>; rel="next"` : link,
    body: (view.more ? view.items.slice(0, 100) : items).map((p) => pull(world, p, base))};
}

// What ci/monthly-draft.sh does beside reading: statuses of commits, its own pull request. {status, body} or nothing.
function change(method, at, url, base, state, sent) {
  const part = at.split('/').map(decodeURIComponent), name = `${part[2]}/${part[3]}`, wanted = sent ? JSON.parse(sent) : {};
  state.statuses ||= [];
  state.own ||= [];
  const own = (p) => ({...onePull(world, p, base), body: p.body, title: p.title});
  if (method === 'GET' && part[4] === 'commits' && part[6] === 'status') {
    const statuses = state.statuses.filter((s) => s.sha === part[5]);
    return {status: 200, body: {state: 'success', statuses: statuses.map(({creator, sha: _, ...s}) => s), sha: part[5], total_count: statuses.length,
      repository: repository(world.repository(name), base), commit_url: `${base}/repos/${name}/commits/${part[5]}`, url: `${base}${at}`}};
  }
  if (method === 'GET' && at.endsWith('/pulls') && url.searchParams.has('head'))
    return {status: 200, body: state.own.filter((p) => `${part[2]}:${p.head}` === url.searchParams.get('head'))
      .map((p) => ({...pull(world, p, base), body: p.body}))};
  if (method === 'POST' && part[4] === 'statuses') {
    const api = `${base}/repos/${name}/statuses/${part[5]}`, at_ = new Date().toISOString();
    const s = {url: api, avatar_url: null, id: state.statuses.length + 1, node_id: 'x', description: null, target_url: null, created_at: at_,
      updated_at: at_, ...wanted, creator: user('github-actions[bot]', 'Bot', base)};
    state.statuses.push({...s, sha: part[5]});
    return {status: 201, body: s};
  }
  if (method === 'POST' && at.endsWith('/pulls')) {
    const p = {id: 90000, repository: name, number: 900 + state.own.length, author: 'github-actions[bot]', author_type: 'Bot', files: [], labels: [],
      milestone: null, merged_at: null, updated_at: new Date().toISOString(), commit: sha('own'), additions: 0, deletions: 0, ...wanted};
    state.own.push(p);
    return {status: 201, body: own(p)};
  }
  if (method === 'PATCH' && part[4] === 'pulls') {
    const p = state.own.find((x) => String(x.number) === part[5]);
    if (wanted.state === 'closed') p.merged_at = p.closed_at = new Date().toISOString(); // for tests: merging is closing here
    return {status: 200, body: own(Object.assign(p, {...wanted, state: undefined}))};
  }
  return method === 'GET' ? undefined : {status: 404, body: basic('Not Found')};
}

// --- What goes wrong -------------------------------------------------------------------------------------------------
// Before GitHub's own answer: returns true when it has answered.

const limited = (status, headers, message) => (state, reply) => reply(status, basic(message), headers);
const always = (status, message) => limited(status, {}, message);
const once = (act) => (state, reply, res) => (state.n === 1 ? act(state, reply, res) : false);
const json = {'content-type': 'application/json; charset=utf-8'};
const reset = (state, reply, res) => {
  res.writeHead(200, {...json, 'content-length': 1000});
  res.write('{"data": ');
  setTimeout(() => res.socket.destroy(), 30);
  return true;
};
const truncated = (state, reply, res) => { res.writeHead(200, json); res.end('{"data": {"s0": {"issueCount": 1, "no'); return true; };
const rateLimited = (state, reply, res) => {
  if (!state.graphql) return false;
  res.writeHead(200, {...json, 'x-ratelimit-remaining': 0, 'x-ratelimit-limit': 5000, 'x-ratelimit-reset': now() + state.wait, 'x-ratelimit-resource': 'graphql'});
  res.end(JSON.stringify({errors: [{type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.'}]}));
  return true;
};
const primary = (seconds) => (state, reply) => reply(403, basic('API rate limit exceeded for 127.0.0.1.'), {
  'x-ratelimit-limit': 60, 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': now() + seconds, 'x-ratelimit-resource': state.resource});
const secondary = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

const faults = {
  none: () => false,
  reset, 'reset-once': once(reset),
  truncated, 'truncated-once': once(truncated),
  drip: (state, reply, res) => {
    res.writeHead(200, json);
    const timer = setInterval(() => res.write(' '), 100);
    res.on('close', () => clearInterval(timer));
    return true;
  },
  elsewhere: (state, reply, res) => { res.writeHead(302, {location: `http://127.0.0.1:${otherPort}/steal`}); res.end(); return true; },
  echo: (state, reply, res, req) => reply(400, basic(`Bad header: ${req.headers.authorization}`)),
  401: always(401, 'Bad credentials'),
  '403-permission': always(403, 'Resource not accessible by personal access token'),
  '403-primary': once(primary(1)), '403-primary-far': primary(3000),
  '403-secondary': once(limited(403, {'retry-after': 1}, secondary)),
  404: always(404, 'Not Found'),
  422: always(422, 'Validation Failed'),
  429: once(limited(429, {'retry-after': 1}, secondary)), '429-far': limited(429, {'retry-after': 3000}, secondary),
  '429-forever': limited(429, {'retry-after': 0}, secondary),
  500: always(500, 'Server Error'), 502: always(502, 'Server Error'), 503: always(503, 'Service unavailable'),
  '500-once': once(always(500, 'Server Error')), '502-once': once(always(502, 'Server Error')),
  '503-once': once(limited(503, {'retry-after': 1}, 'Service unavailable')),
  'graphql-limit': once((state, ...rest_) => { state.wait = 1; return rateLimited(state, ...rest_); }),
  'graphql-limit-far': (state, ...rest_) => { state.wait = 3000; return rateLimited(state, ...rest_); },
  'graphql-wrong': (state, reply, res) => { res.writeHead(200, json); res.end(JSON.stringify({data: null,
    errors: [{message: 'Something went wrong while executing your query.'}]})); return true; },
  html: (state, reply, res) => { res.writeHead(200, {'content-type': 'text/html'}); res.end('<!doctype html><title>Sign in</title>'); return true; },
  bomb: (state, reply, res) => {
    const zeros = zlib.gzipSync(Buffer.alloc(100 << 20, 0x20));
    res.writeHead(200, {...json, 'content-encoding': 'gzip', 'content-length': zeros.length});
    res.end(zeros);
    return true;
  },
  hang: () => true,
  'no-commits': (state, reply) => (state.resource === 'search' ? reply(422, {...basic('Validation Failed'), errors: []}) : false),
  third: (state) => state.n === 3, // is never answered
  'no-pulls': (state, reply, res, req) => (req.method === 'POST' && req.url.endsWith('/pulls')
    ? reply(403, basic('GitHub Actions is not permitted to create or approve pull requests.')) : false),
};
// Within GitHub's own answer: what a search finds, or what is said beside the body.
const twists = {
  title: (view) => ({...view, items: view.items.map((p, i) => (i ? p : {...p, title: 'a long one '.repeat(1 << 20)}))}),
  circles: (view) => ({...view, items: view.items.filter((p) => p.updated_at > '2024'), total: 900, more: true}),
  incomplete: (view) => (view.listed ? view : {...view, incomplete: true, items: view.items.slice(1)}),
  totals: (view, state) => (view.listed ? view : {...view, total: view.total + (state.n === 1 ? 1 : 0)}),
  'no-commits': (view) => ({...view, items: view.items.map((p) => ({...p, commit: undefined}))}), // API version 2026-03-10
  'totals-forever': (view) => (view.listed ? view : {...view, total: view.total + 3}),
  nonsense: (view) => ({...view, items: view.items.map((p) => ({...p, number: -1}))}),
};

// --- Serving ---------------------------------------------------------------------------------------------------------

function replay(req, res, at, base) {
  const scenarios = schema.packaged('@octokit/fixtures/scenarios/api.github.com');
  for (const name of ['rename-repository', 'paginate-issues', 'search-issues', 'get-organization', 'errors'])
    for (const x of JSON.parse(fs.readFileSync(path.join(scenarios, name, 'normalized-fixture.json'), 'utf8')))
      if (x.path === at && (x.method === 'get' || name === 'errors')) {
        const here = (text) => text.replaceAll('https://api.github.com', base);
        const headers = Object.fromEntries(Object.entries(x.headers)
          .filter(([k]) => !['connection', 'content-length', 'date', 'transfer-encoding', 'content-encoding'].includes(k)).map(([k, v]) => [k, here(String(v))]));
        res.writeHead(x.status, headers);
        return res.end(here(typeof x.response === 'string' ? x.response : JSON.stringify(x.response)));
      }
  res.writeHead(404, json);
  return res.end(JSON.stringify(basic(`not recorded: ${at}`)));
}

function serve(req, res, sent) {
  const base0 = `${req.socket.encrypted ? 'https' : 'http'}://${req.headers.host}`;
  const [, fault, run] = req.url.split('/'), prefix = `/${fault}/${run}`, base = base0 + prefix;
  const url = new URL(base0 + req.url), at = url.pathname.slice(prefix.length);
  if (!runs.has(prefix)) runs.set(prefix, {n: 0, remaining: {core: req.headers.authorization ? 5000 : 60, search: 30, graphql: 5000}});
  const state = runs.get(prefix);
  state.n++;
  state.graphql = at === '/graphql';
  state.resource = state.graphql ? 'graphql' : at.startsWith('/search/') ? 'search' : 'core';
  state.twist = (view) => (twists[fault] ? twists[fault](view, state) : view);
  const line = {run: prefix, method: req.method, url: at + url.search, token: Boolean(req.headers.authorization),
    conditional: Boolean(req.headers['if-none-match']), agent: req.headers['user-agent'], errors: []};
  const write = (status) => fs.appendFileSync(log, JSON.stringify({...line, status}) + '\n');
  const reply = (status, body, headers = {}) => {
    const text = status === 304 ? '' : JSON.stringify(body);
    if (!state.graphql && !['nonsense', 'no-commits'].includes(fault)) line.errors.push(...schema.answerErrors(req.method, at, status, body).map((e) => `answer ${status}: ${e}`));
    write(status);
    const dated = fault === 'clock' ? {date: new Date(Date.now() + 366 * 864e5).toUTCString()} : {};
    res.writeHead(status, {...(text ? json : {}), 'cache-control': 'private, max-age=60, s-maxage=60', ...dated, ...headers});
    res.end(text);
    return true;
  };
  if (fault === 'fixtures') { write(0); return replay(req, res, at + url.search, base); }
  const ours = !/git-cliff/.test(req.headers['user-agent'] || '');
  if (state.graphql) line.errors.push(...schema.headerErrors(req.headers));
  else if (ours) line.errors.push(...schema.requestErrors(req.method, at, url.searchParams, req.headers, sent));
  if (faults[fault] && faults[fault](state, reply, res, req)) { if (!res.writableEnded) write(-1); return undefined; }
  let quota = {'x-ratelimit-limit': state.resource === 'core' && !req.headers.authorization ? 60 : 5000,
    'x-ratelimit-reset': now() + 3600, 'x-ratelimit-resource': state.resource};
  if (state.graphql) {
    if (!req.headers.authorization) return reply(401, basic('This endpoint requires you to be authenticated.'));
    const {errors, answer} = schema.query(JSON.parse(sent), root(world, state.twist));
    if (fault !== 'nonsense') line.errors.push(...errors);
    quota['x-ratelimit-remaining'] = --state.remaining.graphql;
    return reply(answer ? 200 : 400, answer || basic(errors.join('; ')), quota);
  }
  const answer = change(req.method, at, url, base, state, sent) || rest(at, url, base, state);
  const etag = `W/"${sha(JSON.stringify(answer.body))}"`, same = answer.status === 200 && req.headers['if-none-match'] === etag;
  quota['x-ratelimit-remaining'] = same ? state.remaining[state.resource] : --state.remaining[state.resource];
  return reply(same ? 304 : answer.status, answer.body, {...quota, ...(answer.status === 200 ? {etag} : {}),
    ...(answer.link ? {link: answer.link} : {}), ...(answer.location ? {location: answer.location} : {})});
}

function listener(req, res) {
  const chunks = [];
  req.on('data', (c) => chunks.push(c));
  req.on('end', () => {
    try { serve(req, res, Buffer.concat(chunks).toString()); } catch (e) {
      fs.appendFileSync(log, JSON.stringify({run: req.url, errors: [`stand-in: ${e.stack}`]}) + '\n');
      res.destroy();
    }
  });
}
const secure = process.argv[4] && {key: fs.readFileSync(process.argv[4]), cert: fs.readFileSync(process.argv[5])};
const server = secure ? https.createServer(secure, listener) : http.createServer(listener);
const other = http.createServer((req, res) => {
  fs.appendFileSync(log, JSON.stringify({run: '/other', url: req.url, token: Boolean(req.headers.authorization), errors: ['reached another host']}) + '\n');
  res.end('{}');
});
other.listen(0, '127.0.0.1', () => {
  otherPort = other.address().port;
  server.listen(0, '127.0.0.1', () => console.log(`ready ${server.address().port} ${otherPort}`));
});
