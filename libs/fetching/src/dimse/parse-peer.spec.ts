import { describe, expect, it } from '@jest/globals';
import { parsePeer } from './parse-peer.js';

describe('parsePeer', () => {
  it.each([
    ['ORTHANC@localhost:4242', 'ORTHANC', 'localhost', 4242],
    ['A B@10.0.0.1:104', 'A B', '10.0.0.1', 104],
    ['A@B@pacs.example:104', 'A@B', 'pacs.example', 104],
    ['PACS@[fe80::1]:104', 'PACS', 'fe80::1', 104],
  ])('%s', (text, calledAeTitle, host, port) => {
    expect(parsePeer(text)).toEqual({ calledAeTitle, host, port });
  });

  it.each(['', 'PACS', 'localhost:104', '@localhost:104', 'PACS@localhost', 'PACS@:104', 'PACS@fe80::1:104', 'PACS@a:0', 'PACS@a:65536', 'PACS@a/b:104', 'AN-AE-TITLE-OF-17@a:104', 'A\\B@a:104'])(
    'refuses %j',
    (text) => {
      expect(() => parsePeer(text)).toThrow(expect.objectContaining({ fault: expect.objectContaining({ tag: 'MalformedRequest' }) }));
    },
  ); // prettier-ignore
});
