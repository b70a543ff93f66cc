import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ModelReference } from '@aiaa/annotator';
import { onnxBytes } from '../fixtures/onnx-bytes.js';
import {
  descriptionOf,
  gate,
  specRepositories,
  type SpecRepositories,
} from '../fixtures/spec-repositories.js';
import { configOf, pipelineOf, proven, putNetwork, sent } from '../fixtures/spec-workspace.js';
import { openModelRepository } from './open-model-repository.js';

let workspace: SpecRepositories;
beforeEach(async () => {
  workspace = await specRepositories();
});
afterEach(async () => {
  await workspace.close();
  expect(await workspace.names('.staging')).toEqual([]);
  await workspace.remove();
});

describe('a model that is put', () => {
  it('is served at once, and by whoever opens the workspace later', async () => {
    const repository = await workspace.open();
    const summary = await putNetwork(repository, 'organ', 'first');
    expect(summary).toMatchObject({ name: 'organ', type: 'segmentation', description: 'first' });
    expect(repository.list()).toEqual([summary]);
    expect((await workspace.open()).get('organ')).toEqual(repository.get('organ'));
  });

  it('lies in a folder of its own, as its files were sent', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'organ', 'first');
    const { folder, revision } = repository.get('organ');
    expect(revision).toMatch(/^\d{8}T\d{9}Z-[0-9a-f]{8}$/);
    expect(folder).toBe(join(workspace.path, 'models', 'organ', revision));
    expect(await workspace.names('models', 'organ')).toEqual([revision, 'current']);
    expect(await readdir(folder)).toEqual(['config_aiaa.json', 'model.onnx']);
    expect(await repository.configOf('organ')).toEqual(Buffer.from(JSON.stringify(configOf('first'))));
  });

  it('is proven where it lies before it is served', async () => {
    const repository = await workspace.open();
    const seen: unknown[] = [];
    await sent(repository, { config: configOf('new'), data: onnxBytes() }, (upload) =>
      repository.put('organ', upload, async ({ name, folder }) => {
        seen.push(name, await readdir(folder), repository.list());
      }),
    );
    expect(seen).toEqual(['organ', ['config_aiaa.json', 'model.onnx'], []]);
  });

  it('changes nothing when it fails its proof', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'organ', 'old');
    const before = [repository.get('organ'), await workspace.names('models', 'organ')];
    const failing = sent(repository, { config: configOf('new'), data: onnxBytes() }, (upload) =>
      repository.put('organ', upload, () => Promise.reject(new Error('it scores nothing'))),
    );
    await expect(failing).rejects.toThrow('it scores nothing');
    expect([repository.get('organ'), await workspace.names('models', 'organ')]).toEqual(before);
    const first = sent(repository, { config: configOf('new'), data: onnxBytes() }, (upload) =>
      repository.put('fresh', upload, () => Promise.reject(new Error('it scores nothing'))),
    );
    await expect(first).rejects.toThrow('it scores nothing');
    expect(await workspace.names('models')).toEqual(['organ']);
  });

  it('takes the place of the one before, which is retired and removed', async () => {
    const retired: ModelReference[] = [];
    const repository = await workspace.open({ retired: (reference) => retired.push(reference) });
    await putNetwork(repository, 'organ', 'old');
    const old = repository.get('organ');
    await putNetwork(repository, 'organ', 'new');
    await repository.close();
    expect(descriptionOf(repository, 'organ')).toBe('new');
    expect(retired).toEqual([old]);
    expect(await workspace.names('models', 'organ')).toEqual([repository.get('organ').revision, 'current']);
  });

  it('wins over a package that was made by hand, whose files stay', async () => {
    await workspace.write('models/organ/config_aiaa.json', JSON.stringify(configOf('hand')));
    await workspace.write('models/organ/mine.onnx', onnxBytes());
    const repository = await workspace.open();
    expect(descriptionOf(repository, 'organ')).toBe('hand');
    await putNetwork(repository, 'organ', 'new');
    expect(descriptionOf(repository, 'organ')).toBe('new');
    await repository.close();
    expect(await workspace.names('models', 'organ')).toEqual(
      expect.arrayContaining(['config_aiaa.json', 'mine.onnx', 'current']),
    );
  });

  it('twice at once: one after the other, and the last wins', async () => {
    const repository = await workspace.open();
    const running: string[] = [];
    const slow = (name: string) => () => {
      running.push(`+${name}`);
      return Promise.resolve().then(() => void running.push(`-${name}`));
    };
    await Promise.all(
      ['a', 'b', 'c'].map((description) =>
        sent(repository, { config: configOf(description), data: onnxBytes() }, (upload) =>
          repository.put('organ', upload, slow(description)),
        ),
      ),
    );
    expect(running).toHaveLength(6);
    for (const at of [0, 2, 4]) expect(running[at]?.slice(1)).toBe(running[at + 1]?.slice(1));
    expect(descriptionOf(repository, 'organ')).toBe(running.at(-1)?.slice(1));
    await repository.close();
    expect(await workspace.names('models', 'organ')).toHaveLength(2);
  });

  it('waits for no model of another name', async () => {
    const repository = await workspace.open();
    const { opened: released, open: release } = gate();
    const slow = sent(repository, { config: configOf('slow'), data: onnxBytes() }, (upload) =>
      repository.put('slow', upload, () => released),
    );
    await putNetwork(repository, 'quick', 'quick');
    expect(repository.list().map(({ name }) => name)).toEqual(['quick']);
    release();
    await slow;
    expect(repository.list().map(({ name }) => name)).toEqual(['quick', 'slow']);
  });

  it.each([
    ['one that climbs', '../organ'],
    ['a hidden one', '.staging'],
    ['none', ''],
    ['one with a NUL', 'a\0b'],
    ['a path', 'a/b'],
    ['one of 10 kB', 'x'.repeat(10_000)],
    ['the folder above', '..'],
  ])('is refused under %s', async (_what, name) => {
    const repository = await workspace.open();
    await expect(putNetwork(repository, name, 'new')).rejects.toMatchObject({
      tag: 'MalformedModelConfig',
    });
    expect(await workspace.names('models')).toEqual([]);
  });

  it.each(['current', 'config_aiaa.json', 'model.onnx', '__proto__'])('may be called %s', async (name) => {
    const repository = await workspace.open();
    await putNetwork(repository, name, 'odd');
    expect((await workspace.open()).get(name)).toEqual(repository.get(name));
  });

  it('has no place without a workspace', async () => {
    const repository = await openModelRepository({});
    await expect(repository.put('organ', {}, proven)).rejects.toMatchObject({ tag: 'StorageFull' });
    await expect(repository.remove('ct_tissue')).rejects.toThrow('There is no workspace');
    await repository.close();
  });
});

describe('a pipeline that is put', () => {
  it('is proven with its parts, and follows them', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'part', 'old');
    const seen: unknown[] = [];
    await sent(repository, { config: pipelineOf('part') }, (upload) =>
      repository.put('all', upload, async ({ parts }) => void seen.push(parts)),
    );
    expect(seen).toEqual([{ part: repository.get('part') }]);
    await putNetwork(repository, 'part', 'new');
    expect(repository.get('all').parts).toEqual({ part: repository.get('part') });
    await repository.remove('part');
    expect(() => repository.get('all')).toThrow(/runs part, which is not here/);
  });

  it.each([
    [pipelineOf('missing'), /runs missing, which is not here/],
    [pipelineOf('all'), /runs all, which is a pipeline itself/],
  ])('is refused as %j, and nothing changes', async (config, message) => {
    const repository = await workspace.open();
    const failure = sent(repository, { config }, (upload) => repository.put('all', upload, proven));
    await expect(failure).rejects.toMatchObject({
      tag: 'MalformedModelConfig',
      message: expect.stringMatching(message),
    });
    expect([repository.list(), repository.refused, await workspace.names('models')]).toEqual([[], [], []]);
  });
});
