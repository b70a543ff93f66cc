import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { specWorkspace, type SpecWorkspace } from '../fixtures/spec-workspace.js';
import { openStaging, type Staging } from './staging.js';

let workspace: SpecWorkspace;
let staging: Staging;
beforeEach(async () => {
  workspace = await specWorkspace();
  staging = await openStaging({
    folder: join(workspace.path, '.staging'),
    now: Date.now(),
    log: () => undefined,
  });
});
afterEach(() => workspace.remove());

it('makes nothing until something is staged', async () => {
  expect(await workspace.names()).toEqual([]);
});

it.each([
  ['ends well', () => Promise.resolve(), 'resolves'],
  ['fails', () => Promise.reject(new Error('cut short')), 'rejects'],
] as const)('takes a folder back when the work %s', async (_how, end, outcome) => {
  const lent = staging.lend(async (folder) => {
    await writeFile(join(folder, 'half'), 'a file');
    await end();
  });
  await (outcome === 'resolves' ? lent : expect(lent).rejects.toThrow('cut short'));
  expect(await workspace.names('.staging')).toEqual([]);
});

it('discards a folder, and one that has gone already', async () => {
  await workspace.write('models/organ/current', '');
  await staging.discard(join(workspace.path, 'models', 'organ'));
  await staging.discard(join(workspace.path, 'models', 'organ'));
  expect([await workspace.names('models'), await workspace.names('.staging')]).toEqual([[], []]);
});

it('puts back what somebody needed in the moment when it was taken', async () => {
  await workspace.write('models/organ/current', '');
  await staging.discard(join(workspace.path, 'models', 'organ'), async (taken) => {
    expect(await readdir(taken)).toEqual(['current']);
    return false;
  });
  expect([await workspace.names('models', 'organ'), await workspace.names('.staging')]).toEqual([
    ['current'],
    [],
  ]);
});

it('sweeps what dead processes left, and nothing of others', async () => {
  await workspace.write('.staging/aiaa-other.host-1-abc-XYZ123/half', '');
  await workspace.write('.staging/notes/mine', '');
  const day = 24 * 60 * 60 * 1000;
  const open = (now: number) => openStaging({ folder: staging.folder, now, log: () => undefined });
  await open(Date.now());
  expect(await workspace.names('.staging')).toHaveLength(2);
  await open(Date.now() + 2 * day);
  expect(await workspace.names('.staging')).toEqual(['notes']);
});
