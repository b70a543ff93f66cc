import { execFile } from 'node:child_process';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { configOf, putNetwork, specWorkspace, type SpecWorkspace } from '../fixtures/spec-workspace.js';
import { onnxBytes } from '../fixtures/onnx-bytes.js';
import { openModelRepository } from './open-model-repository.js';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const CHILD = pathOf('../fixtures/change-until-killed.mjs');
const LIBRARY = pathOf('../../dist');

const open = (workspace: SpecWorkspace) => openModelRepository({ workspace: workspace.path, bundled: false });

async function prepare(before: string): Promise<SpecWorkspace> {
  const workspace = await specWorkspace();
  if (before === 'hand-made') {
    await workspace.write('models/organ/config_aiaa.json', JSON.stringify(configOf('old')));
    await workspace.write('models/organ/mine.onnx', onnxBytes());
  }
  if (before === 'kept') {
    const repository = await open(workspace);
    await putNetwork(repository, 'organ', 'old');
    await repository.close();
  }
  return workspace;
}

/** Whether the child was killed, before that step. */
const killedAt = (workspace: SpecWorkspace, action: string, step: number): Promise<boolean> =>
  promisify(execFile)(process.execPath, [CHILD, LIBRARY, workspace.path, action, String(step)]).then(
    () => false,
    (error: { readonly signal?: string }) => {
      if (error.signal === 'SIGKILL') return true;
      throw error;
    },
  );

/** What is served: the descriptions; whoever opens first sees the same as whoever opens when all is swept. */
async function served(workspace: SpecWorkspace): Promise<readonly string[]> {
  const repository = await open(workspace);
  expect(repository.refused).toEqual([]);
  const seen = repository.list().map(({ description }) => description);
  await repository.close();
  return seen;
}

async function ageAll(workspace: SpecWorkspace): Promise<void> {
  const longAgo = Date.now() / 1000 - 7200;
  for (const name of await workspace.names('models', 'organ')) {
    await utimes(join(workspace.path, 'models', 'organ', name), longAgo, longAgo);
  }
}

it.each([
  ['put', 'nothing', [[], ['new']]],
  ['put', 'kept', [['old'], ['new']]],
  ['put', 'hand-made', [['old'], ['new']]],
  ['patch', 'kept', [['old'], ['new']]],
  ['patch', 'hand-made', [['old'], ['new']]],
  ['remove', 'kept', [['old'], []]],
  ['remove', 'hand-made', [['old'], []]],
] as const)(
  'a kill -9 before any step of %s, over what is %s, leaves the old model or the new one',
  async (action, before, [old, fresh]) => {
    const outcomes: (readonly string[])[] = [];
    for (let step = 0, isKilled = true; isKilled; step += 1) {
      const workspace = await prepare(before);
      isKilled = await killedAt(workspace, action, step);
      const seen = await served(workspace);
      expect(await workspace.names('.staging')).toEqual([]);
      await ageAll(workspace);
      expect(await served(workspace)).toEqual(seen);
      if (before === 'kept') {
        expect(await workspace.names('models', 'organ')).toHaveLength(seen.length * 2);
      }
      outcomes.push(seen);
      await workspace.remove();
    }
    expect(outcomes).toContainEqual(old);
    expect(outcomes.at(-1)).toEqual(fresh);
    // First the old one, from some step on the new one, and never anything else.
    const turn = outcomes.findIndex((seen) => JSON.stringify(seen) === JSON.stringify(fresh));
    expect(outcomes).toEqual(outcomes.map((_seen, at) => (at < turn ? old : fresh)));
  },
);
