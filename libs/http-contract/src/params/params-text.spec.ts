import { describe, expect, it } from '@jest/globals';
import { LimitExceeded, TaggedError } from '@aiaa/volume/errors';
import { MalformedRequest } from '../errors/index.js';
import { decodeParamsText } from './params-text.js';

describe('decodeParamsText', () => {
  it.each<[string | undefined, object, string]>([
    [undefined, {}, 'no params part: the Python client creates sessions so'],
    ['', {}, 'empty'],
    [' \r\n', {}, 'blank'],
    ['null', {}, 'the browser clients'],
    ['{}', {}, 'the usual segmentation'],
    ['{"a":{"b":[1,2]}}', { a: { b: [1, 2] } }, 'JSON'],
    ['{ more_points: 10 }', { more_points: 10 }, 'the API page after the shell took its quotes'],
    ["{'a':1,}", { a: 1 }, 'JSON5 otherwise'],
    ['{a:1,"b":{c : [true,null]}}', { a: 1, b: { c: [true, null] } }, 'quoted and unquoted keys mixed'],
    ['{k:"x: y, \\"z: 1"}', { k: 'x: y, "z: 1' }, 'what looks like a key inside a string is left alone'],
  ])('%j -> %j: %s', (text, expected) => {
    expect(decodeParamsText(text, 1000)).toEqual(expected);
  });

  it.each([
    ['[1,2]', 'a list'],
    ['"{}"', 'a string'],
    ['12', 'a number'],
    ['true', 'a boolean'],
  ])('%s is refused by its kind', (text, kind) => {
    expect(() => decodeParamsText(text, 1000)).toThrow(
      new MalformedRequest(`The params are ${kind}; a JSON object such as {} was expected.`),
    );
  });

  it.each(['{', '{a:b}', 'a=1', '{"a":1}}', 'nul'])('%s is refused as no JSON', (text) => {
    expect(() => decodeParamsText(text, 1000)).toThrow(MalformedRequest);
    expect(() => decodeParamsText(text, 1000)).toThrow('a JSON object was expected');
  });

  it('quotes only the beginning of long garbage', () => {
    expect(() => decodeParamsText('x'.repeat(500), 1000)).toThrow(`not ${'x'.repeat(60)}....`);
  });

  it('counts against the limit', () => {
    expect(decodeParamsText('{}', 2)).toEqual({});
    expect(() => decodeParamsText('{} ', 2)).toThrow(
      new LimitExceeded('The params are 3 characters long, above the limit of 2.'),
    );
  });

  it('keeps __proto__ a plain key', () => {
    const params = decodeParamsText('{__proto__:{"polluted":true}}', 1000);
    expect(Object.keys(params)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
  });

  it('reads no more than 64 KiB of what is no JSON', () => {
    const padded = (length: number): string => `{a:"${'x'.repeat(length - 6)}"}`;
    expect(decodeParamsText(padded(65_536), 1e6)).toHaveProperty('a');
    expect(() => decodeParamsText(padded(65_537), 1e6)).toThrow(MalformedRequest);
    expect(decodeParamsText(JSON.stringify({ a: 'x'.repeat(70_000) }), 1e6)).toHaveProperty('a');
  });

  it('counts the nesting', () => {
    const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(decodeParamsText(nested(64), 1000)).toHaveProperty('a');
    expect(() => decodeParamsText(nested(65), 1000)).toThrow(LimitExceeded);
  });

  it('counts lists, objects and names', () => {
    const points = (count: number): string => `{"a":[${'[],'.repeat(count - 3)}[]]}`;
    expect(decodeParamsText(points(1_000_000), 1e8)).toHaveProperty('a');
    expect(() => decodeParamsText(points(1_000_001), 1e8)).toThrow('1000001 lists and objects');
    const named = (count: number): string =>
      `{${Array.from({ length: count }, (_, i) => `"${i}":1`).join()}}`;
    expect(Object.keys(decodeParamsText(named(10_000), 1e8))).toHaveLength(10_000);
    expect(() => decodeParamsText(named(10_001), 1e8)).toThrow('10001 names');
  });

  it.each([
    ['a million names', `{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":1`).join()}}`],
    ['endless empty objects', `{"a":[${'{},'.repeat(5_000_000)}{}]}`],
    ['an unclosed string', '{"' + '\\"'.repeat(8_000_000)],
    ['endless nesting', '['.repeat(16_000_000)],
    ['one endless word', '{' + 'a'.repeat(16_000_000)],
  ])('refuses %s at once', (_, text) => {
    const start = performance.now();
    expect(() => decodeParamsText(text, 2 ** 24)).toThrow(TaggedError);
    expect(performance.now() - start).toBeLessThan(800);
  });
});
