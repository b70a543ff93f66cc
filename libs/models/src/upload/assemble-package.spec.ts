import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { zipArchive } from '@aiaa/imaging-io/testing';
import { graphDefBytes, onnxBytes, savedModelBytes, type ExternalEntry } from '../fixtures/onnx-bytes.js';
import { configOf, pipelineOf, specWorkspace, type SpecWorkspace } from '../fixtures/spec-workspace.js';
import { assemblePackage } from './assemble-package.js';
import { copy } from './take-file.js';

let workspace: SpecWorkspace;
let target: string;
beforeEach(async () => {
  workspace = await specWorkspace();
  target = join(workspace.path, 'package');
  await mkdir(target);
});
afterEach(() => workspace.remove());

type Content = object | string | Uint8Array;
type Entries = Readonly<Record<string, Content>>;

const bytesOf = (content: Content): Uint8Array =>
  content instanceof Uint8Array
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));

const zip = (entries: Entries): Uint8Array =>
  zipArchive(Object.entries(entries).map(([name, content]) => ({ name, bytes: bytesOf(content) })));

interface Sent {
  readonly config?: Content;
  readonly data?: Content;
  readonly name?: string;
  readonly limits?: { readonly decodedBytes: number; readonly archiveEntries: number };
}

/** The files of the package that is made, by name. */
async function assemble({ config, data, name = 'upload', limits }: Sent): Promise<Record<string, string>> {
  const upload = {
    ...(config === undefined ? {} : { config: await workspace.write('sent/config', bytesOf(config)) }),
    ...(data === undefined
      ? {}
      : { data: { path: await workspace.write('sent/data', bytesOf(data)), name } }),
  };
  const scratch = join(workspace.path, 'scratch');
  await assemblePackage(upload, { target, scratch, take: copy, ...(limits && { archiveLimits: limits }) });
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(
    async (file) => [file.slice(target.length + 1), await readFile(file, 'latin1')] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

const text = (content: Content): string => Buffer.from(bytesOf(content)).toString('latin1');

const CONFIG = configOf('sent');
const ONNX = onnxBytes();
const PACKAGE = { 'config_aiaa.json': text(CONFIG), 'model.onnx': text(ONNX) };

describe('a package is made of', () => {
  it.each<[string, Sent]>([
    ['a config and a network, whatever it is called', { config: CONFIG, data: ONNX, name: 'model.trt.pb' }],
    ['a config and a zip of the network', { config: CONFIG, data: zip({ 'deep/net.bin': ONNX }) }],
    ['a flat zip', { data: zip({ 'config_aiaa.json': CONFIG, 'net.onnx': ONNX }) }],
    [
      'an MMAR',
      {
        data: zip({
          'config/config_aiaa.json': CONFIG,
          'config/config_train.json': '{}',
          'commands/train.sh': '#!',
          'models/model.onnx': ONNX,
          'docs/Readme.md': '# A model',
        }),
      },
    ],
    [
      'an MMAR in a folder',
      { data: zip({ 'mmar/config/config_aiaa.json': CONFIG, 'mmar/models/model.onnx': ONNX }) },
    ],
    ['the network called model.onnx, of two', { data: zip({ 'a/config_aiaa.json': CONFIG, 'b.onnx': onnxBytes([], 'training'), 'model.onnx': ONNX }) }],
    [
      'a zip with a PyTorch file beside the network',
      { data: zip({ 'config_aiaa.json': CONFIG, 'models/model.onnx': ONNX, 'models/model.pt': '\x80\x02' }) },
    ],
  ])('%s', async (_what, sent) => {
    expect(await assemble(sent)).toEqual(PACKAGE);
  }); // prettier-ignore

  it('the config that is sent, though the zip has one too', async () => {
    const data = zip({ 'config_aiaa.json': configOf('other'), 'net.onnx': ONNX });
    expect(await assemble({ config: CONFIG, data })).toEqual(PACKAGE);
  });

  it.each<[string, Sent]>([
    ['sent', { config: pipelineOf('a') }],
    ['in a zip', { data: zip({ 'config_aiaa.json': pipelineOf('a') }) }],
  ])('the config of a pipeline alone, %s', async (_where, sent) => {
    expect(await assemble(sent)).toEqual({ 'config_aiaa.json': text(pipelineOf('a')) });
  });

  it('a MONAI bundle, whose config is made of its own', async () => {
    const inference = { postprocessing: { transforms: [{ _target_: 'AsDiscreted', argmax: true }] } };
    const entries = {
      'bundle/configs/metadata.json': { version: '0.1', description: 'A bundle.' },
      'bundle/configs/inference.json': inference,
      'bundle/models/model.pt': '\x80\x02',
      'bundle/models/spleen.onnx': ONNX,
    };
    const { 'config_aiaa.json': config = '', ...others } = await assemble({ data: zip(entries) });
    expect(JSON.parse(config)).toMatchObject({
      version: '0.1',
      description: 'A bundle.',
      type: 'segmentation',
    });
    expect(others).toEqual({ 'model.onnx': text(ONNX) });
  });

  it('a config with a byte order mark, which stays', async () => {
    const config = `\uFEFF${JSON.stringify(CONFIG)}`;
    expect(await assemble({ config, data: ONNX })).toMatchObject({ 'config_aiaa.json': text(config) });
  });

  it('a network with weights beside it, under their names', async () => {
    const data = onnxBytes([['location', 'weights/part.bin'], ['offset', '2'], ['length', '3']]); // prettier-ignore
    const entries = { 'm/models/net.onnx': data, 'm/models/weights/part.bin': '01234', 'm/part.bin': 'no' };
    expect(await assemble({ config: CONFIG, data: zip(entries) })).toEqual({
      'config_aiaa.json': text(CONFIG),
      'model.onnx': text(data),
      'weights/part.bin': '01234',
    });
  });
});

describe('it is said what is missing in', () => {
  it.each<[string, Sent, RegExp]>([
    ['nothing at all', {}, /lacks all of the model/],
    ['a config alone', { config: CONFIG }, /lacks the network/],
    ['a network alone', { data: ONNX }, /lacks the config/],
    ['a zip without a config', { data: zip({ 'net.onnx': ONNX }), name: 'net.zip' }, /^"net\.zip" holds no config_aiaa\.json/],
    ['two configs', { data: zip({ 'a/config_aiaa.json': CONFIG, 'b/config_aiaa.json': CONFIG, n: ONNX }) }, /2 files config_aiaa\.json/],
    ['a pipeline with a network', { config: pipelineOf('a'), data: ONNX }, /^type: a pipeline has no network/],
    ['a config of YAML', { config: 'type: segmentation', data: ONNX }, /is not JSON/],
    ['a config in UTF-16', { config: Buffer.from('\uFEFF{}', 'utf16le'), data: ONNX }, /is not JSON/],
    ['a config of another kind', { config: '[1]', data: ONNX }, /expected an object/],
    ['a config without an end', { config: '['.repeat(1e5) + ']'.repeat(1e5), data: ONNX }, /nested deeper/],
    ['a bundle of expressions', { data: zip({ 'configs/metadata.json': '{}', 'configs/inference.json': '{"preprocessing":"$x"}' }) }, /preprocessing/],
  ])('%s', async (_what, sent, message) => {
    await expect(assemble(sent)).rejects.toMatchObject({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) });
  }); // prettier-ignore

  it('a config above its limit', async () => {
    const failure = assemble({ config: ' '.repeat(4 * 1024 * 1024 + 1), data: ONNX });
    await expect(failure).rejects.toMatchObject({ tag: 'LimitExceeded' });
  });
});

describe('weights are told by their bytes', () => {
  const torchscript = zip({
    'net/data.pkl': '\x80\x02',
    'net/constants.pkl': '\x80\x02',
    'net/code/__torch__.py': '',
  });
  const checkpoint = zip({ 'archive/data.pkl': '\x80\x02', 'archive/data/0': '1234' });
  const safetensors = Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]);
  const tflite = Buffer.from('\x1c\0\0\0TFL3\x14\0', 'latin1');

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', Buffer.alloc(0), /is empty/],
    ['a GraphDef', graphDefBytes(), /TensorFlow graph.*tf2onnx/],
    ['a SavedModel', savedModelBytes(), /SavedModel.*tf2onnx/],
    ['TorchScript', torchscript, /TorchScript.*torch\.onnx\.export/],
    ['a checkpoint', checkpoint, /PyTorch checkpoint.*torch\.onnx\.export/],
    ['a pickle', Buffer.from('\x80\x02\x8a\x0al', 'latin1'), /pickle.*torch\.onnx\.export/],
    ['HDF5', Buffer.from('\x89HDF\r\n\x1a\n\0', 'latin1'), /HDF5.*tf2onnx/],
    ['safetensors', safetensors, /safetensors/],
    ['a TensorRT plan', Buffer.from('ftrt\0\0\0\0'), /TensorRT plan/],
    ['TensorFlow Lite', tflite, /TensorFlow Lite/],
    ['gzip', Buffer.from('\x1f\x8b\x08\0', 'latin1'), /gzip/],
    ['text', Buffer.from('<html>404</html>'), /is no ONNX network/],
    ['one byte', Buffer.from([8]), /is no ONNX network/],
    ['half a network', ONNX.subarray(0, -3), /is no ONNX network/],
    ['a network and more', Buffer.concat([ONNX, Buffer.from('more')]), /is no ONNX network/],
    ['a length beyond the end', Buffer.from([0x08, 8, 0x3a, 0xff, 0xff, 0xff, 0xff, 0x7f]), /is no ONNX network/],
    ['a length without an end', Buffer.from([0x08, 8, 0x3a, ...Array<number>(12).fill(0xff)]), /is no ONNX network/],
    ['a zip without a network', zip({ 'readme.md': 'hello' }), /holds no ONNX network/],
    ['a zip of nothing', zip({}), /holds no file/],
    ['a zip of a GraphDef', zip({ 'model.trt.pb': graphDefBytes() }), /^"model\.trt\.pb" is a TensorFlow graph/],
    ['a zip of TorchScript', zip({ 'models/model.ts': torchscript }), /^"models\/model\.ts" is TorchScript/],
    ['a zip of two networks', zip({ 'a.onnx': ONNX, 'b.onnx': ONNX }), /2 ONNX networks/],
    ['half a zip', zip({ 'a.onnx': ONNX }).subarray(0, 60), /cut short/],
  ])('%s', async (_what, data, message) => {
    const failure = assemble({ config: CONFIG, data, name: 'model.onnx' });
    await expect(failure).rejects.toMatchObject({ tag: 'UnfitModel', message: expect.stringMatching(message) });
  }); // prettier-ignore
});

describe('an archive may not', () => {
  it.each<[string, Uint8Array]>([
    ['climb', zip({ '../net.onnx': ONNX })],
    ['name a place of this machine', zip({ '/etc/net.onnx': ONNX })],
    ['hold a file twice', zipArchive([{ name: 'a.onnx', bytes: ONNX }, { name: './a.onnx', bytes: ONNX }])],
    ['be encrypted', zipArchive([{ name: 'a.onnx', bytes: ONNX, flags: 0x801 }])],
  ])('%s', async (_what, data) => {
    await expect(assemble({ config: CONFIG, data })).rejects.toMatchObject({ tag: 'UnfitModel' });
    expect(await workspace.names()).toEqual(['package', 'scratch', 'sent']);
  }); // prettier-ignore

  it.each([
    ['more files', { decodedBytes: 1 << 20, archiveEntries: 1 }],
    ['more bytes', { decodedBytes: 10, archiveEntries: 10 }],
  ])('hold %s than the limit', async (_what, limits) => {
    const data = zip({ 'config_aiaa.json': CONFIG, 'a.onnx': ONNX });
    await expect(assemble({ data, limits })).rejects.toMatchObject({ tag: 'LimitExceeded' });
  });
});

describe('external data may not', () => {
  it.each<[string, readonly ExternalEntry[], RegExp]>([
    ['climb', [['location', '../part.bin']], /no file beside it/],
    ['climb from within', [['location', 'a/../../part.bin']], /no file beside it/],
    ['be absolute', [['location', '/etc/passwd']], /no file beside it/],
    ['be a drive', [['location', 'C:\\part.bin']], /no file beside it/],
    ['go by backslashes', [['location', '..\\part.bin']], /no file beside it/],
    ['hold a NUL', [['location', 'part.bin\0']], /no file beside it/],
    ['be nothing', [['location', '']], /no file beside it/],
    ['be the folder', [['location', './']], /no file beside it/],
    ['be the network', [['location', 'model.onnx']], /no file beside it/],
    ['be the config', [['location', './config_aiaa.json']], /no file beside it/],
    ['be missing', [['location', 'other.bin']], /"other\.bin", which is not there/],
    ['have no place', [['offset', '0']], /does not say in which/],
    ['begin beyond the end', [['location', 'part.bin'], ['offset', '6']], /6 bytes of weights in "part\.bin", which has 5/],
    ['end beyond the end', [['location', 'part.bin'], ['offset', '3'], ['length', '3']], /6 bytes/],
    ['lie at no number', [['location', 'part.bin'], ['offset', '-1']], /no number of bytes/],
    ['lie at an endless number', [['location', 'part.bin'], ['length', '9'.repeat(30)]], /no number of bytes/],
  ])('%s', async (_what, entries, message) => {
    const data = zip({ 'net.onnx': onnxBytes(entries), 'part.bin': '01234', 'config_aiaa.json': CONFIG });
    await expect(assemble({ data })).rejects.toMatchObject({ tag: 'UnfitModel', message: expect.stringMatching(message) });
    expect(await workspace.names('package')).toEqual([]);
  }); // prettier-ignore

  it('be left out where the network comes alone', async () => {
    const failure = assemble({ config: CONFIG, data: onnxBytes([['location', 'part.bin']]) });
    await expect(failure).rejects.toThrow(/send both in one zip, side by side/);
  });
});
