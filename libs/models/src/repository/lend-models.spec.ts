import { readdir, stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ModelReference } from '@aiaa/annotator';
import { gate, specRepositories, type SpecRepositories } from '../fixtures/spec-repositories.js';
import { pipelineOf, proven, putNetwork, sent } from '../fixtures/spec-workspace.js';
import type { ModelRepository } from './model-repository.js';

let workspace: SpecRepositories;
beforeEach(async () => {
  workspace = await specRepositories();
});
afterEach(async () => {
  await workspace.close();
  expect(await workspace.names('.staging')).toEqual([]);
  await workspace.remove();
});

describe('a model that is lent', () => {
  it.each([
    ['replaced', (repository: ModelRepository) => putNetwork(repository, 'organ', 'new')],
    ['removed', (repository: ModelRepository) => repository.remove('organ')],
  ])('keeps its files while it is %s, and is retired after that', async (_what, change) => {
    const retired: ModelReference[] = [];
    const repository = await workspace.open({ retired: (reference) => retired.push(reference) });
    await putNetwork(repository, 'organ', 'old');
    const old = repository.get('organ');
    await repository.lend('organ', async (model) => {
      expect(model).toEqual(old);
      await change(repository);
      expect(await readdir(old.folder)).toEqual(['config_aiaa.json', 'model.onnx']);
      expect(retired).toEqual([]);
    });
    await repository.close();
    expect(retired).toEqual([old]);
    await expect(stat(old.folder)).rejects.toThrow('ENOENT');
  });

  it('keeps a removed model until the last of all its revisions is free', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'organ', 'old');
    const { opened: released, open: release } = gate();
    const first = repository.lend('organ', () => released);
    await putNetwork(repository, 'organ', 'new');
    await repository.lend('organ', async () => {
      await repository.remove('organ');
      release();
      await first;
    });
    await repository.close();
    expect(await workspace.names('models')).toEqual([]);
  });

  it('keeps its files when an older revision is let go while it is removed', async () => {
    let onCommit = (): void => undefined;
    const step = (name: string): void => {
      if (name === 'commit') onCommit();
    };
    const repository = await workspace.open({}, { step });
    await putNetwork(repository, 'organ', 'old');
    const { opened: released, open: release } = gate();
    const first = repository.lend('organ', () => released);
    await repository.remove('organ');
    await putNetwork(repository, 'organ', 'new');
    await repository.lend('organ', async ({ folder }) => {
      onCommit = release;
      await Promise.all([repository.remove('organ'), first]);
      // In turn, so after the old one is disposed of.
      await expect(repository.remove('organ')).rejects.toMatchObject({ tag: 'ModelNotFound' });
      expect(await readdir(folder)).toEqual(['config_aiaa.json', 'model.onnx']);
    });
    await repository.close();
    expect(await workspace.names('models')).toEqual([]);
  });

  it('brings the parts of a pipeline, which stay as well', async () => {
    const repository = await workspace.open();
    await putNetwork(repository, 'part', 'old');
    await sent(repository, { config: pipelineOf('part') }, (upload) => repository.put('all', upload, proven));
    const old = repository.get('part');
    await repository.lend('all', async ({ parts }) => {
      expect(parts).toEqual({ part: old });
      await putNetwork(repository, 'part', 'new');
      expect(await readdir(old.folder)).toHaveLength(2);
    });
    await repository.close();
    await expect(stat(old.folder)).rejects.toThrow('ENOENT');
  });

  it('is none that is not there', async () => {
    const repository = await workspace.open();
    await expect(repository.lend('organ', proven)).rejects.toMatchObject({ tag: 'ModelNotFound' });
  });
});
