import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from '../limits.js';
import { filePart, formBytes } from '../testing/form.js';
import { parseForm } from './parse-form.js';

const CHUNK_BYTES = 65_536;
const FILE_BYTES = 14_000; // below what a stream holds before it asks to wait (16 KiB)

it('reads small files no faster than they are written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aiaa-parse-form-'));
  const parts = Array.from({ length: 600 }, (_, at) => filePart(Buffer.alloc(FILE_BYTES), `${at}.nii`));
  const body = formBytes(parts, 'b');
  const request = new IncomingMessage(new Socket());
  request.headers['content-type'] = 'multipart/form-data; boundary=b';
  let [sent, most] = [0, 0];
  request._read = () => {
    most = Math.max(most, sent - FILE_BYTES * readdirSync(folder).length);
    request.push(sent < body.length ? body.subarray(sent, (sent += CHUNK_BYTES)) : null);
  };
  const { files } = await parseForm(request, { folder, limits: DEFAULT_LIMITS }).form;
  expect(files).toHaveLength(600);
  expect(most).toBeLessThan(16 * CHUNK_BYTES);
  await rm(folder, { recursive: true });
});
