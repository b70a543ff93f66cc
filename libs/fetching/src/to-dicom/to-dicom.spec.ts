import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_FETCH_LIMITS } from '../fetch-limits.js';
import {
  startMisbehavingScp,
  type MisbehavingScp,
  type MisbehavingScpOptions,
} from '../testing/misbehaving-scp.js';
import { testInstance } from '../testing/test-instance.js';
import { echoDicom } from './echo-dicom.js';
import { storeDicom } from './store-dicom.js';

let folder: string;
let scp: MisbehavingScp;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sending-'));
});

afterEach(async () => {
  await scp.close();
  await rm(folder, { recursive: true });
});

const limits = { ...DEFAULT_FETCH_LIMITS, connectMilliseconds: 2000, idleMilliseconds: 300 };

async function start(
  options: MisbehavingScpOptions = {},
): Promise<{ host: string; port: number; calledAeTitle: string }> {
  scp = await startMisbehavingScp(options);
  return { host: scp.host, port: scp.port, calledAeTitle: 'PACS' };
}

async function put(name: string, bytes: Uint8Array): Promise<{ path: string; name: string }> {
  await writeFile(join(folder, name), bytes);
  return { path: join(folder, name), name };
}

const RLE = '1.2.840.10008.1.2.5';

describe('storeDicom', () => {
  it('sends data sets as they are, each in its own encoding', async () => {
    const instances = [
      testInstance({ number: 1, pixelBytes: 600_001 }),
      testInstance({ number: 2, transferSyntaxUid: RLE }),
      testInstance({ number: 3, sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4' }),
      testInstance({ number: 4, pixelBytes: 0 }),
    ];
    const peer = await start();
    const files = await Promise.all(instances.map(({ file }, at) => put(`${at}.dcm`, file)));
    await storeDicom(files, peer, { limits });
    expect(scp.stored.map((one, at) => one.equals(instances[at]?.dataSet ?? Buffer.of()))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('takes a warning for a success', async () => {
    const peer = await start({ storeStatus: 0xb007 });
    await storeDicom([await put('1.dcm', testInstance({ number: 1 }).file)], peer, { limits });
    expect(scp.stored).toHaveLength(1);
  });

  it.each<[string, MisbehavingScpOptions, string, RegExp]>([
    ['does not want it', { storeStatus: 0xa700 }, 'RemoteFailed', /did not take 1.dcm \(status A700H\), after 0 of 1 files that it took: its log says why\.$/],
    ['refuses the context', { misbehaviour: 'refuses every context' }, 'RemoteFailed', /does not accept class 1.2.840.10008.5.1.4.1.1.2 in transfer syntax 1.2.840.10008.1.2.1\)/],
    ['never answers', { misbehaviour: 'never answers' }, 'RemoteTimeout', /sent nothing for 0.3 s: try again later\.$/],
    ['does not know us', { misbehaviour: 'rejects the calling AE title' }, 'RemoteFailed', /does not know AIAA/],
  ])('fails when the server %s', async (_what, options, tag, message) => {
    const peer = await start(options);
    const files = [await put('1.dcm', testInstance({ number: 1 }).file)];
    await expect(storeDicom(files, peer, { limits })).rejects.toMatchObject({ tag, message: expect.stringMatching(message) });
  }); // prettier-ignore

  it.each<[string, Uint8Array]>([
    ['text', Buffer.from('hello')],
    ['nothing', Buffer.of()],
    ['no File Meta Information', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')])],
    ['a length that lies', testInstance({ number: 1 }).file.subarray(0, 170)],
  ])('refuses %s before it calls anybody', async (_what, bytes) => {
    const peer = await start();
    const files = [await put('1.dcm', testInstance({ number: 1 }).file), await put('2.dcm', bytes)];
    await expect(storeDicom(files, peer, { limits })).rejects.toMatchObject({
      tag: 'UnsupportedImage',
      message: '2.dcm is not a DICOM file (PS3.10), so it cannot be sent.',
    });
    expect(scp.associations).toBe(0);
  });
});

describe('echoDicom', () => {
  it('is answered', async () => {
    await expect(echoDicom(await start(), { limits })).resolves.toBeUndefined();
  });

  it.each<[MisbehavingScpOptions['misbehaviour'] & string, string, RegExp]>([
    ['refuses every context', 'RemoteFailed', /does not offer C-ECHO to AIAA: have it allowed there\.$/],
    ['rejects the called AE title', 'RemoteFailed', /since it is not called that: check the AE title\.$/],
    ['speaks HTTP', 'RemoteFailed', /answers as a web server/],
    ['never answers', 'RemoteTimeout', /sent nothing/],
  ])('fails when the server %s', async (misbehaviour, tag, message) => {
    const peer = await start({ misbehaviour });
    await expect(echoDicom(peer, { limits })).rejects.toMatchObject({
      tag,
      message: expect.stringMatching(message),
    });
  });
});
