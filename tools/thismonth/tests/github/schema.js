// SPDX-License-Identifier: MIT OR Apache-2.0
// GitHub's own description of its API (@octokit/openapi, @octokit/graphql-schema), as two questions: is this a
// request that GitHub understands, and is this an answer that GitHub could give?
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');
const addFormats = require('ajv-formats');
const graphql = require('graphql');

// A file of a package, whatever the package exports.
const packaged = (name) => (process.env.NODE_PATH || '').split(':').map((d) => path.join(d, name)).find((f) => fs.existsSync(f));

const openapi = JSON.parse(fs.readFileSync(packaged('@octokit/openapi/generated/api.github.com.json'), 'utf8'));
// OpenAPI 3.0 says `nullable` beside a reference or a choice, where JSON Schema has no such word.
function nullable(at) {
  if (Array.isArray(at)) return at.map(nullable);
  if (!at || typeof at !== 'object') return at;
  const all = Object.fromEntries(Object.entries(at).map(([k, v]) => [k, k === 'example' || k === 'examples' ? undefined : nullable(v)]));
  if (all.nullable !== true || all.type) return all;
  delete all.nullable;
  return {anyOf: [all, {type: 'null'}]};
}
openapi.components.schemas = nullable(openapi.components.schemas);
const ajv = new Ajv({strict: false, allErrors: true, validateFormats: true, logger: false});
addFormats(ajv);
ajv.addFormat('timestamp', true);
ajv.addFormat('repo.nwo', /^[^/]+\/[^/]+$/);
ajv.addSchema(openapi, 'openapi');

const pointer = (parts) => 'openapi#/' +
  parts.map((p) => encodeURIComponent(p.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/');
const resolve = (at) => at && at.$ref
  ? at.$ref.slice(2).split('/').reduce((o, k) => o[k], openapi) : at;
const compiled = new Map();
function validator(schema) {
  const key = typeof schema === 'string' ? schema : JSON.stringify(schema);
  if (!compiled.has(key))
    compiled.set(key, ajv.compile(typeof schema === 'string' ? {$ref: schema} : schema));
  return compiled.get(key);
}
const said = (validate) => (validate.errors || []).slice(0, 5)
  .map((e) => `${e.instancePath || '/'} ${e.message}`);

// "/repositories/1/..." is where GitHub redirects to after a rename; its description lists only the names.
function operation(method, path) {
  const byName = path.replace(/^\/repositories\/\d+(?=\/|$)/, '/repos/o/n');
  let best;
  for (const template of Object.keys(openapi.paths)) {
    const pattern = new RegExp('^' + template.replace(/\{[^}]+\}/g, '[^/]+') + '$');
    if (pattern.test(byName) && openapi.paths[template][method] &&
        (!best || (template.match(/\{/g) || []).length < (best.match(/\{/g) || []).length))
      best = template;
  }
  return best && {template: best, it: openapi.paths[best][method]};
}

// What is wrong with a REST request: a list of sentences.
function requestErrors(method, path, query, headers, sent) {
  const found = operation(method.toLowerCase(), path);
  if (!found) return [`${method} ${path} is no path of the API`];
  const known = (found.it.parameters || []).map(resolve).filter((p) => p.in === 'query');
  const errors = [];
  for (const [name, value] of query) {
    const parameter = known.find((p) => p.name === name);
    if (!parameter) { errors.push(`query parameter ${name} is not known`); continue; }
    const typed = ['integer', 'number'].includes(parameter.schema.type) ? Number(value) : value;
    const validate = validator(parameter.schema);
    if (!validate(typed)) errors.push(...said(validate).map((e) => `${name}: ${e}`));
  }
  for (const p of known)
    if (p.required && !query.has(p.name)) errors.push(`query parameter ${p.name} is missing`);
  const body = resolve(found.it.requestBody);
  if (body && (sent || body.required)) {
    const validate = validator(pointer(['paths', found.template, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema']));
    let value;
    try { value = JSON.parse(sent); } catch (e) { return [...errors, `body: ${e.message}`]; }
    if (!validate(value)) errors.push(...said(validate).map((e) => `body: ${e}`));
    const known = Object.keys(found.it.requestBody.content['application/json'].schema.properties);
    for (const key of Object.keys(value)) if (!known.includes(key)) errors.push(`body: ${key} is not known`);
  }
  errors.push(...headerErrors(headers));
  return errors;
}

// What every request has to say ("Getting started with the REST API", "API Versions").
function headerErrors(headers) {
  const errors = [];
  if (!headers['user-agent']) errors.push('no User-Agent');
  if (headers.accept !== 'application/vnd.github+json') errors.push(`Accept: ${headers.accept}`);
  if (!['2022-11-28', '2026-03-10'].includes(headers['x-github-api-version']))
    errors.push(`X-GitHub-Api-Version: ${headers['x-github-api-version']}`);
  return errors;
}

// What is wrong with a REST answer. What every operation may answer (401, 403, 429, 5xx) is a basic error.
function answerErrors(method, path, status, body) {
  const found = operation(method.toLowerCase(), path);
  if (!found) return [`${method} ${path} is no path of the API`];
  if (status === 304 || body === undefined) return [];
  const described = found.it.responses[String(status)];
  let schema = 'openapi#/components/schemas/basic-error';
  if (described && described.$ref) {
    const content = resolve(described).content;
    schema = content ? `openapi${described.$ref.slice(0)}/content/application~1json/schema` : schema;
  } else if (described && described.content) {
    schema = pointer(['paths', found.template, method.toLowerCase(), 'responses', String(status),
      'content', 'application/json', 'schema']);
  }
  const validate = validator(schema);
  return validate(body) ? [] : said(validate);
}

// GitHub's schema repeats a definition; it is theirs to mend, so it is taken as valid.
const schema = graphql.buildSchema(
  fs.readFileSync(packaged('@octokit/graphql-schema/schema.graphql'), 'utf8'),
  {assumeValidSDL: true, assumeValid: true});
for (const name of Object.keys(schema.getTypeMap())) {
  const type = schema.getType(name);
  if (graphql.isAbstractType(type)) type.resolveType = (value) => value.__typename;
}

// Runs a query on `root`; what is no valid query is not run. {errors: [sentence], answer}
function query(body, root) {
  const errors = [];
  let document;
  for (const key of Object.keys(body))
    if (!['query', 'variables', 'operationName'].includes(key)) errors.push(`key ${key} is not known`);
  try {
    document = graphql.parse(body.query);
    errors.push(...graphql.validate(schema, document).map((e) => e.message));
  } catch (e) { errors.push(String(e.message)); }
  if (errors.length) return {errors};
  const answer = graphql.executeSync(
    {schema, document, rootValue: root, variableValues: body.variables});
  // GitHub's errors have a type; any other one here is a mistake of the stand-in's data
  const plain = JSON.parse(JSON.stringify(answer));
  for (const [i, e] of (answer.errors || []).entries()) {
    if (e.originalError && e.originalError.type) plain.errors[i].type = e.originalError.type;
    else errors.push(`answer: ${e.message}`);
    delete plain.errors[i].extensions;
  }
  return {errors, answer: plain};
}

module.exports = {packaged, requestErrors, answerErrors, headerErrors, query};
