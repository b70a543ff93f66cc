import { describe, expect, it } from '@jest/globals';
import { FAULT_TAGS } from '@aiaa/annotator';
import { statusOf } from '../error-status.js';
import { openApiDocument } from './openapi-document.js';
import { OUTSIDE } from './refusals.js';

const document = openApiDocument({ version: '1.2.3' });

const OPERATIONS = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method} ${path}`,
    path,
    method,
    ...operation,
  })),
);

/** Every object of a value, with those that it lies in. */
function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : [Object.fromEntries(Object.entries(value))];
  return [...own, ...Object.values(value).flatMap(objectsIn)];
}

const namesOfRefs = (value: unknown): readonly string[] =>
  objectsIn(value).flatMap((one) => (typeof one['$ref'] === 'string' ? [one['$ref']] : []));

describe('the document', () => {
  it('is OpenAPI 3.1 of a server that is found relative to it', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'AIAA', version: '1.2.3' },
      servers: [{ url: '.' }],
    });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('refers to schemas that are there, and has none that nobody refers to', () => {
    const names = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...new Set(namesOfRefs(document))].sort()).toEqual(names.sort());
  });

  it('names each operation once', () => {
    const ids = OPERATIONS.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes the tags that operations have, and no others', () => {
    const tags = new Set(OPERATIONS.flatMap((operation) => operation.tags));
    expect([...tags].sort()).toEqual(document.tags.map(({ name }) => name).sort());
  });

  it.each(FAULT_TAGS)('lists %s in its table of statuses', (tag) => {
    expect(document.info).toHaveProperty(
      'description',
      expect.stringContaining(`| ${statusOf(tag).status} | \`${tag}\` | `),
    );
  });

  it.each(FAULT_TAGS)('has an operation that is refused with %s, or a reason why none is', (tag) => {
    const refused = OPERATIONS.filter(({ responses }) =>
      responses[String(statusOf(tag).status)]?.description.includes(`\`${tag}\`: `),
    );
    expect(refused.length > 0).toBe(!OUTSIDE.includes(tag) || tag === 'RouteNotFound');
  });
});

describe.each(OPERATIONS)('$name', ({ path, parameters, responses, summary, description, requestBody }) => {
  it('declares what stands in braces in its path, and nothing twice', () => {
    const inPath = parameters.filter((one) => one.in === 'path');
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    expect(inPath.every(({ required }) => required)).toBe(true);
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
  });

  it('describes every answer, and each refusal by an example of its own status', () => {
    for (const [status, { description: meaning, content }] of Object.entries(responses)) {
      expect(meaning).toMatch(/^.{5,}/);
      expect(Object.keys(content)).not.toEqual([]);
      if (status === '200') continue;
      const { type } = Object(content['application/json']?.example).error;
      expect(String(statusOf(type).status)).toBe(status);
    }
  });

  it('answers 200, and says when to come again where that is known', () => {
    expect(responses['200']).toBeDefined();
    expect(responses['503']?.headers).toHaveProperty('Retry-After');
  });

  it('says what it does, with a line for curl', () => {
    expect(summary).toMatch(/^[A-Z].*[^.]$/);
    expect(description).toMatch(/```sh\ncurl -X [A-Z]+ "http:\/\/127\.0\.0\.1:5000\/[^{}]*"/);
  });

  it('has an example of its required arguments, and of each body', () => {
    for (const one of parameters)
      if (one.required === true || one.in === 'path') expect(one.example).toBeDefined();
    for (const { example } of Object.values(requestBody?.content ?? {})) expect(example).toBeDefined();
  });
});

describe('the line for curl', () => {
  it.each([
    ['/v1/models', 'get', 'curl -X GET "http://127.0.0.1:5000/v1/models?label=bone"'],
    [
      '/v1/mask2polygon',
      'post',
      `curl -X POST "http://127.0.0.1:5000/v1/mask2polygon" \\\n  -F 'params={"more_points":2}' \\\n  -F "image=@ct_phantom.nii.gz"`,
    ],
    [
      '/admin/model/{name}',
      'put',
      'curl -X PUT "http://127.0.0.1:5000/admin/model/my_model" \\\n  -F "config=@config_aiaa.json" \\\n  -F "data=@model.onnx"',
    ],
  ])('of %s is the example', (path, method, line) => {
    expect(document.paths[path]?.[method]?.description).toContain(`\`\`\`sh\n${line}\n\`\`\``);
  });
});
