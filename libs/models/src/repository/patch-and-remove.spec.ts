import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { zipArchive } from '@aiaa/imaging-io/testing';
import { onnxBytes } from '../fixtures/onnx-bytes.js';
import { descriptionOf, specRepositories, type SpecRepositories } from '../fixtures/spec-repositories.js';
import { configOf, pipelineOf, proven, putNetwork, sent } from '../fixtures/spec-workspace.js';

let workspace: SpecRepositories;
beforeEach(async () => {
  workspace = await specRepositories();
});
afterEach(async () => {
  await workspace.close();
  expect(await workspace.names('.staging')).toEqual([]);
  await workspace.remove();
});

describe('a model that is patched', () => {
  it('has another config and the same network, which is not copied', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'organ', 'old');
    const inode = async () => (await stat(join(repository.get('organ').folder, 'model.onnx'))).ino;
    const before = await inode();
    expect(await workspace.patch(repository, 'organ', 'new')).toMatchObject({ description: 'new' });
    expect(await inode()).toBe(before);
    await repository.close();
    expect(await workspace.names('models', 'organ')).toHaveLength(2);
    expect((await workspace.open()).list()).toEqual(repository.list());
  });

  it('becomes a copy in the workspace where it is bundled', async () => {
    const repository = await workspace.open({ bundled: true });
    const bundled = repository.get('ct_tissue');
    await workspace.patch(repository, 'ct_tissue', 'ours');
    const { folder } = repository.get('ct_tissue');
    expect(folder.startsWith(workspace.path)).toBe(true);
    const bytes = await readFile(join(folder, 'model.onnx'));
    expect(bytes.equals(await readFile(join(bundled.folder, 'model.onnx')))).toBe(true);
    await repository.remove('ct_tissue');
    expect(repository.get('ct_tissue')).toEqual(bundled);
  });

  it('shares no file with the package that somebody made by hand', async () => {
    await workspace.write('models/organ/config_aiaa.json', JSON.stringify(configOf('hand')));
    const mine = await workspace.write('models/organ/mine.onnx', onnxBytes());
    const repository = await workspace.open();
    await workspace.patch(repository, 'organ', 'new');
    const taken = await stat(join(repository.get('organ').folder, 'model.onnx'));
    expect(taken.ino).not.toBe((await stat(mine)).ino);
  });

  it('may be a pipeline, which runs other models then', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'a', 'a');
    await putNetwork(repository, 'b', 'b');
    await sent(repository, { config: pipelineOf('a') }, (upload) => repository.put('all', upload, proven));
    await workspace.patch(repository, 'all', pipelineOf('b'));
    expect(repository.get('all').parts).toEqual({ b: repository.get('b') });
    await expect(workspace.patch(repository, 'all', 'a network')).rejects.toThrow(/has no network/);
    await expect(workspace.patch(repository, 'all', pipelineOf('gone'))).rejects.toThrow(/not here/);
    expect(repository.get('all').parts).toEqual({ b: repository.get('b') });
  });

  it('keeps the external data of its network', async () => {
    const repository = await workspace.open();
    const network = onnxBytes([['location', 'weights/part.bin']]);
    const data = zipArchive([
      { name: 'net.onnx', bytes: network },
      { name: 'weights/part.bin', bytes: Buffer.from('01234') },
    ]);
    await sent(repository, { config: configOf('old'), data }, (upload) =>
      repository.put('organ', upload, proven),
    );
    await workspace.patch(repository, 'organ', 'new');
    await repository.close();
    const { folder } = repository.get('organ');
    expect(await readFile(join(folder, 'weights', 'part.bin'), 'utf8')).toBe('01234');
  });

  it('may be one that a wrong config keeps from running', async () => {
    await workspace.write('models/organ/config_aiaa.json', '{ type: segm');
    await workspace.write('models/organ/mine.onnx', onnxBytes());
    const repository = await workspace.open();
    expect(repository.refused).toMatchObject([{ name: 'organ' }]);
    expect((await repository.configOf('organ')).toString()).toBe('{ type: segm');
    await workspace.patch(repository, 'organ', 'mended');
    expect([repository.refused, descriptionOf(repository, 'organ')]).toEqual([[], 'mended']);
  });

  it.each([
    ['unknown', configOf('new'), 'ModelNotFound', /no model "unknown"/],
    ['organ', { type: 'segmentation' }, 'MalformedModelConfig', /inference/],
    [
      'organ',
      pipelineOf('organ'),
      'MalformedModelConfig',
      /the model has a network, which a pipeline has not/,
    ],
  ])('is refused: %s by %j', async (name, config, tag, message) => {
    const repository = await workspace.open();
    await putNetwork(repository, 'organ', 'old');
    const before = repository.get('organ');
    const failure = workspace.patch(repository, name, config);
    await expect(failure).rejects.toMatchObject({ tag, message: expect.stringMatching(message) });
    expect(repository.get('organ')).toEqual(before);
  });
});

describe('a model that is removed', () => {
  it('is gone, with all of its folder', async () => {
    const retired: string[] = [];
    const repository = await workspace.open({ retired: ({ name }) => retired.push(name) });
    await putNetwork(repository, 'organ', 'old');
    await repository.remove('organ');
    expect(() => repository.get('organ')).toThrow(expect.objectContaining({ tag: 'ModelNotFound' }));
    await repository.close();
    expect([await workspace.names('models'), retired]).toEqual([[], ['organ']]);
  });

  it('takes what was made by hand with it', async () => {
    await workspace.write('models/organ/config_aiaa.json', JSON.stringify(configOf('hand')));
    await workspace.write('models/organ/mine.onnx', onnxBytes());
    const repository = await workspace.open();
    await repository.remove('organ');
    await repository.close();
    expect(await workspace.names('models')).toEqual([]);
  });

  it('may be one that cannot run', async () => {
    await workspace.write('models/organ/config_aiaa.json', '{}');
    const repository = await workspace.open();
    await repository.remove('organ');
    await repository.close();
    expect([repository.refused, await workspace.names('models')]).toEqual([[], []]);
  });

  it.each([
    ['ct_tissue', 'ModelBundled'],
    ['unknown', 'ModelNotFound'],
    ['../models', 'MalformedModelConfig'],
  ])('is not %s: %s', async (name, tag) => {
    const repository = await workspace.open({ bundled: true });
    await expect(repository.remove(name)).rejects.toMatchObject({ tag });
  });

  it('may be put again at once', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'organ', 'old');
    await Promise.all([repository.remove('organ'), putNetwork(repository, 'organ', 'new')]);
    await repository.close();
    expect(descriptionOf(repository, 'organ')).toBe('new');
    expect((await workspace.open()).list()).toEqual(repository.list());
  });
});
