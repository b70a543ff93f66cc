import { describe, expect, it } from '@jest/globals';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { layOutReply, replyLength } from './reply-layout.js';

const PARTS = { params: { points: [[1, 2, 3]] }, fileName: 'result.nii.gz', boundary: 'frame' };

describe('layOutReply', () => {
  it('is, byte for byte, what both client families read', () => {
    const { contentType, head, tail } = layOutReply(PARTS);
    expect(contentType).toBe('multipart/form-data; boundary=frame');
    expect(`${head}FILE${tail}`).toBe(
      '--frame\r\n' +
        'Content-Disposition: form-data; name="params"\r\n' +
        'Content-Type: application/json\r\n' +
        '\r\n' +
        '{"points":[[1,2,3]]}\r\n' +
        '--frame\r\n' +
        'Content-Disposition: form-data; name="image"; filename="result.nii.gz"\r\n' +
        'Content-Type: application/octet-stream\r\n' +
        '\r\n' +
        'FILE\r\n' +
        '--frame--\r\n',
    );
  });

  it('has one part where there is no file', () => {
    const layout = layOutReply({ params: { prediction: ['effusion'] }, boundary: 'frame' });
    expect(layout.contentType).toBe('multipart/form-data; boundary=frame');
    expect(layout.head + layout.tail).toBe(
      '--frame\r\n' +
        'Content-Disposition: form-data; name="params"\r\n' +
        'Content-Type: application/json\r\n' +
        '\r\n' +
        '{"prediction":["effusion"]}\r\n' +
        '--frame--\r\n',
    );
    expect(replyLength(layout, 0)).toBe(Buffer.byteLength(layout.head + layout.tail));
  });

  it('is as long as it says, also when the params are not ASCII', () => {
    const layout = layOutReply({ ...PARTS, params: { label: 'Milz – 脾臓 🫀' } });
    expect(replyLength(layout, 1234)).toBe(
      Buffer.byteLength(layout.head) + 1234 + Buffer.byteLength(layout.tail),
    );
    expect(layout.head).toContain('{"label":"Milz \\u2013 \\u813e\\u81d3 \\ud83e\\udec0"}');
  });

  it.each<[object, string]>([
    [{ boundary: '' }, 'an empty boundary'],
    [{ boundary: 'x'.repeat(71) }, 'a boundary above 70 characters'],
    [{ boundary: 'a b' }, 'a boundary that would need quotes'],
    [{ fileName: 'a"b' }, 'a quote in the file name'],
    [{ fileName: 'a\r\nb' }, 'a line break in the file name'],
    [{ fileName: '' }, 'no file name'],
  ])('refuses %j: %s', (broken) => {
    expect(() => layOutReply({ ...PARTS, ...broken })).toThrow(BrokenInvariant);
  });
});
