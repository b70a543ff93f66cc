import { describe, expect, it } from '@jest/globals';
import { RemoteFailed } from '../errors/remote-failed.js';
import { boundaryOf } from './boundary-of.js';
import { partsOf } from './parts-of.js';

/** A body in pieces of a size, as a line may deliver it. */
async function* pieces(body: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(body, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(body: string, size = body.length, boundary = 'b'): Promise<readonly string[]> {
  const parts: string[] = [];
  for await (const { bytes } of partsOf(pieces(body, size), boundary, 'pacs:80')) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    parts.push(Buffer.concat(chunks).toString('latin1'));
  }
  return parts;
}

const part = (text: string, headers = 'Content-Type: application/dicom\r\n'): string =>
  `--b\r\n${headers}\r\n${text}\r\n`;

describe('a multipart body', () => {
  it.each<[what: string, body: string, parts: readonly string[]]>([
    ['of two parts', `${part('one')}${part('two')}--b--`, ['one', 'two']],
    ['with an epilogue', `${part('one')}--b--\r\nthe end`, ['one']],
    ['with a preamble', `hello\r\n--bx\r\nstill\r\n${part('one')}--b--`, ['one']],
    ['beginning with an empty line', `\r\n${part('one')}--b--`, ['one']],
    ['of no parts', '--b--', []],
    ['with an empty part', `${part('')}${part('x')}--b--`, ['', 'x']],
    ['with a part without headers', `${part('one', '')}--b--`, ['one']],
    ['with spaces after its boundaries', `--b \t\r\nA: b\r\n\r\none\r\n--b--`, ['one']],
    ['with nearly its boundary inside', part('1\r\n--c\r\n-b\r\n--') + '--b--', ['1\r\n--c\r\n-b\r\n--']],
    [
      'with longer boundaries inside',
      part('1\r\n--bb\r\n2\r\n--b-\r\n3\r\n--b x\r\n') + '--b--',
      ['1\r\n--bb\r\n2\r\n--b-\r\n3\r\n--b x\r\n'],
    ],
    ['with line ends inside', part('\r\n\r\n\r\n\n\r') + '--b--', ['\r\n\r\n\r\n\n\r']],
    ['with lengths that agree', `${part('one', 'content-LENGTH:3\r\n')}--b--`, ['one']],
  ])('%s is taken apart, however it arrives', async (_, body, parts) => {
    for (const size of [1, 2, 3, 5, 7, body.length]) expect(await read(body, size)).toEqual(parts);
  });

  it.each<[what: string, body: string, words: string]>([
    ['that is empty', '', 'breaks off before its first part'],
    ['of another boundary', '--c\r\n\r\none\r\n--c--', 'breaks off before its first part'],
    ['that ends at a boundary', '--b', 'breaks off before its first part'],
    ['that ends in headers', '--b\r\nContent-', 'breaks off in its part 1'],
    ['that ends in a part', `${part('one')}--b\r\n\r\ntwo`, 'breaks off in its part 2'],
    ['without a closing boundary', part('one'), 'breaks off in its part 1'],
    ['with endless headers', `--b\r\n${'A: b\r\n'.repeat(10_000)}`, 'endless headers'],
    [
      'with a length that lies',
      `${part('one', 'Content-Length: 2\r\n')}--b--`,
      'a part of 3 bytes that says it has 2',
    ],
  ])('%s has failed', async (_, body, words) => {
    for (const size of [1, 64, body.length + 1]) {
      await expect(read(body, size)).rejects.toThrow(RemoteFailed);
      await expect(read(body, size)).rejects.toThrow(words);
    }
  });

  it('is never held whole', async () => {
    const chunk = Buffer.alloc(65_536, '\r\n--');
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('--b\r\n\r\n');
      for (let i = 0; i < 1000; i++) yield chunk;
      yield Buffer.from('\r\n--b--');
    }
    let bytes = 0;
    let largest = 0;
    for await (const { bytes: chunks } of partsOf(endless(), 'b', 'pacs:80')) {
      for await (const { length } of chunks) {
        bytes += length;
        largest = Math.max(largest, length);
      }
    }
    expect(bytes).toBe(65_536_000);
    expect(largest).toBeLessThan(70_000);
  });
});

it.each([
  ['multipart/related; boundary=b', 'b'],
  ['multipart/related; type="application/dicom"; boundary="a b;c"', 'a b;c'],
  ['Multipart/Related;Boundary=b;type=application/dicom', 'b'],
  ['multipart/related; boundary="q\\"x"', 'q"x'],
  ['multipart/related', undefined],
  ['multipart/related; boundary=""', undefined],
  [`multipart/related; boundary=${'b'.repeat(201)}`, undefined],
  ['multipart/relatedness; boundary=b', undefined],
  ['multipart/mixed; boundary=b', undefined],
  ['text/html', undefined],
  ['', undefined],
])('%j has the boundary %j', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
});
