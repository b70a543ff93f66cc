import { describe, expect, it } from '@jest/globals';
import { MalformedRequest } from './errors/index.js';
import { multipartContentType } from './multipart-content-type.js';

describe('multipartContentType', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc', 'plain'],
    [
      'multipart/form-data; boundary="MIME_boundary_697671BC25D97E03"',
      'MIME_boundary_697671BC25D97E03',
      'Poco quotes',
    ],
    [
      'multipart/form-data; boundary=----------lImIt_of_THE_fIle_eW_$',
      '----------lImIt_of_THE_fIle_eW_$',
      'the Python client',
    ],
    ['multipart/form-data; boundary=X; boundary=----real', '----real', 'curl after -H: the last is real'],
    ['multipart/form-data; boundary="X"; boundary=real', 'real', 'quoted, then not'],
    ['Multipart/Form-Data;BOUNDARY = "a b"', 'a b', 'case, no blank after the semicolon, a blank inside'],
    ['multipart/form-data; charset=utf-8; boundary=abc; x=y', 'abc', 'among other parameters'],
    [
      "multipart/form-data; boundary=gc0p4Jq0M2Yt08jU534c0p'()+_,-./:=?",
      "gc0p4Jq0M2Yt08jU534c0p'()+_,-./:=?",
      'every character of RFC 2046',
    ],
  ])('%s', (header, boundary) => {
    expect(multipartContentType(header)).toBe(`multipart/form-data; boundary="${boundary}"`);
  });

  it.each([
    [undefined, 'of no type'],
    ['application/json', 'of type application/json'],
    ['multipart/mixed; boundary=a', 'of type multipart/mixed'],
    ['multipart/form-data', 'without a boundary'],
    ['multipart/form-data; boundary=', 'without a boundary'],
    ['multipart/form-data; boundary=""', 'without a boundary'],
    ['multipart/form-data; boundary="ends in a blank "', 'without a boundary'],
    [`multipart/form-data; boundary=${'x'.repeat(201)}`, 'without a boundary'],
    ['multipart/form-data-not; boundary=a', 'multipart/form-data was expected'],
  ])('refuses %s', (header, why) => {
    expect(() => multipartContentType(header)).toThrow(MalformedRequest);
    expect(() => multipartContentType(header)).toThrow(why);
  });
});
