import { describe, expect, it } from '@jest/globals';
import { decodeAnnotationQuery } from './annotation-query.js';
import { MalformedRequest } from './errors/index.js';

describe('decodeAnnotationQuery', () => {
  it.each([
    [{ model: 'm' }, { model: 'm', output: 'multipart' }],
    [
      { model: 'm', output: 'image' },
      { model: 'm', output: 'file' },
    ],
    [
      { model: 'm', session_id: 'abc' },
      { model: 'm', output: 'multipart', sessionId: 'abc' },
    ],
    [
      { model: 'm', session_id: '', save_doc: 'true', doc: '7' },
      { model: 'm', output: 'multipart' },
    ],
  ])('%j -> %j', (query, expected) => {
    expect(decodeAnnotationQuery(query)).toEqual(expected);
  });

  it('needs a model', () => {
    expect(() => decodeAnnotationQuery({ model: ' ' })).toThrow(MalformedRequest);
  });
});
