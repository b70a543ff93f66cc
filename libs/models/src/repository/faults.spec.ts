import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { specRepositories, type SpecRepositories } from '../fixtures/spec-repositories.js';
import { configOf, putNetwork } from '../fixtures/spec-workspace.js';

let workspace: SpecRepositories;
beforeEach(async () => {
  workspace = await specRepositories();
});
afterEach(async () => {
  await workspace.close();
  expect(await workspace.names('.staging')).toEqual([]);
  await workspace.remove();
});

describe('what cannot be written', () => {
  const full = (code: string) => Object.assign(new Error(`${code}: injected`), { code });

  it.each(
    ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES'].flatMap((code) =>
      (['stage', 'assemble', 'flush', 'enter', 'commit'] as const).map((step) => [code, step] as const),
    ),
  )('%s at %s leaves the old model', async (code, at) => {
    let isArmed = false;
    const step = (name: string): void => {
      if (isArmed && name === at) throw full(code);
    };
    const repository = await workspace.open({}, { step });
    await putNetwork(repository, 'organ', 'old');
    const before = [repository.list(), await workspace.names('models', 'organ')];
    isArmed = true;
    const failing = [
      () => putNetwork(repository, 'organ', 'new'),
      () => workspace.patch(repository, 'organ', 'new'),
      ...(at === 'stage' || at === 'commit' ? [() => repository.remove('organ')] : []),
    ];
    for (const fail of failing) {
      await expect(fail()).rejects.toMatchObject({
        tag: 'StorageFull',
        message: expect.stringContaining(workspace.path),
      });
    }
    expect([repository.list(), await workspace.names('models', 'organ')]).toEqual(before);
  });
});

describe('what was left', () => {
  const HOUR = 3600;

  async function orphan(age: number): Promise<string> {
    const folder = '20260101T000000000Z-00000000';
    await workspace.write(`models/organ/${folder}/model.onnx`, 'half');
    const at = Date.now() / 1000 - age;
    await utimes(join(workspace.path, 'models', 'organ', folder), at, at);
    return folder;
  }

  it('by a server that was killed long ago is swept', async () => {
    await orphan(2 * HOUR);
    const repository = await workspace.open();
    expect([repository.list(), repository.refused]).toEqual([[], []]);
    expect(await workspace.names('models', 'organ')).toEqual([]);
  });

  it('by one that may still be at it stays', async () => {
    const folder = await orphan(HOUR / 2);
    const repository = await workspace.open();
    expect([repository.list(), repository.refused]).toEqual([[], []]);
    expect(await workspace.names('models', 'organ')).toEqual([folder]);
  });

  it('was current until just now, and stays for those who run it', async () => {
    await orphan(2 * HOUR);
    await putNetwork(await workspace.open({}, { now: () => Date.now() - 4 * HOUR * 1000 }), 'organ', 'new');
    await orphan(2 * HOUR);
    expect(await workspace.names('models', 'organ')).toHaveLength(3);
    await workspace.open();
    expect(await workspace.names('models', 'organ')).toHaveLength(3);
    const longAgo = Date.now() / 1000 - 2 * HOUR;
    await utimes(join(workspace.path, 'models', 'organ', 'current'), longAgo, longAgo);
    await workspace.open();
    expect(await workspace.names('models', 'organ')).toHaveLength(2);
  });

  it('a removed model that nobody took away any more', async () => {
    await workspace.write('models/organ/current', '(removed)\n');
    await workspace.write('models/organ/config_aiaa.json', JSON.stringify(configOf('hand')));
    expect((await workspace.open()).list()).toEqual([]);
    const longAgo = Date.now() / 1000 - 2 * HOUR;
    await utimes(join(workspace.path, 'models', 'organ', 'current'), longAgo, longAgo);
    await workspace.open();
    expect(await workspace.names('models')).toEqual([]);
  });
});
