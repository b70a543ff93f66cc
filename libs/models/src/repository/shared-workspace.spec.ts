import { readdir, utimes } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ModelReference } from '@aiaa/annotator';
import { onnxBytes } from '../fixtures/onnx-bytes.js';
import {
  configOf,
  pipelineOf,
  proven,
  putNetwork,
  sent,
  specWorkspace,
  type SpecWorkspace,
} from '../fixtures/spec-workspace.js';
import type { ModelRepository, RepositoryOptions } from './model-repository.js';
import { openModelRepository } from './open-model-repository.js';

let workspace: SpecWorkspace;
let opened: ModelRepository[];
beforeEach(async () => {
  workspace = await specWorkspace();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((repository) => repository.close()));
  await workspace.remove();
});

async function open(
  options: Partial<RepositoryOptions> = {},
  internals: Parameters<typeof openModelRepository>[1] = {},
): Promise<ModelRepository> {
  const all = { workspace: workspace.path, bundled: false, ...options };
  const repository = await openModelRepository(all, internals);
  opened.push(repository);
  return repository;
}

const descriptions = (repository: ModelRepository) => repository.list().map(({ description }) => description);

describe('two servers on one workspace', () => {
  it('see what the other puts, patches and removes', async () => {
    const retired: ModelReference[] = [];
    const [ours, theirs] = [await open(), await open({ retired: (reference) => retired.push(reference) })];
    await putNetwork(ours, 'organ', 'first');
    expect([await theirs.reload(), descriptions(theirs)]).toEqual([['organ'], ['first']]);
    const first = theirs.get('organ');
    expect(first).toEqual(ours.get('organ'));
    expect(await theirs.reload()).toEqual([]);

    await ours.patch('organ', await workspace.write('c', JSON.stringify(configOf('second'))), proven);
    expect([await theirs.reload(), descriptions(theirs)]).toEqual([['organ'], ['second']]);
    const second = theirs.get('organ');
    await ours.remove('organ');
    expect([await theirs.reload(), descriptions(theirs)]).toEqual([['organ'], []]);
    await theirs.close();
    expect(retired).toEqual([first, second]);
  });

  it('see nothing of what is not current yet', async () => {
    const [ours, theirs] = [await open(), await open()];
    await sent(ours, { config: configOf('new'), data: onnxBytes() }, (upload) =>
      ours.put('organ', upload, async () => expect(await theirs.reload()).toEqual([])),
    );
    expect([theirs.list(), theirs.refused]).toEqual([[], []]);
    await workspace.write('models/half/20260101T000000000Z-00000000/config_aiaa.json', '{');
    expect([await theirs.reload(), theirs.refused]).toEqual([['organ'], []]);
  });

  it('never see anything half-written, however often they look', async () => {
    const [ours, theirs] = [await open(), await open()];
    await putNetwork(ours, 'organ', '0');
    let isDone = false;
    const looking = (async () => {
      while (!isDone) {
        await theirs.reload();
        expect(theirs.refused).toEqual([]);
        expect(descriptions(theirs)).toHaveLength(1);
      }
    })();
    for (let round = 1; round <= 30; round += 1) await putNetwork(ours, 'organ', String(round));
    isDone = true;
    await looking;
    await theirs.reload();
    expect(descriptions(theirs)).toEqual(['30']);
  });

  it('leave each other the files of what is running, for a while', async () => {
    const timers: { readonly milliseconds: number; readonly work: () => void }[] = [];
    const schedule = (milliseconds: number, work: () => void) => {
      timers.push({ milliseconds, work });
      return () => undefined;
    };
    const ours = await open({ autoReloadSeconds: 5 }, { schedule });
    await putNetwork(ours, 'organ', 'old');
    const { folder } = ours.get('organ');
    await putNetwork(ours, 'organ', 'new');
    for (let turn = 0; turn < 20; turn += 1) await breathe();
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([5000, 70_000]);
    expect(await readdir(folder)).toHaveLength(2);
    timers[1]?.work();
    await ours.close();
    expect(await workspace.names('models', 'organ')).toEqual([ours.get('organ').revision, 'current']);
  });

  it('leave what is in its grace to whoever opens the workspace next', async () => {
    const cancelled: number[] = [];
    const schedule = (milliseconds: number) => () => void cancelled.push(milliseconds);
    const ours = await open({ autoReloadSeconds: 5 }, { schedule });
    await putNetwork(ours, 'organ', 'old');
    const { folder } = ours.get('organ');
    await putNetwork(ours, 'organ', 'new');
    await ours.close();
    expect(await readdir(folder)).toHaveLength(2);
    expect(cancelled[0]).toBe(5000);
  });

  it('let a pipeline follow what the other puts', async () => {
    const [ours, theirs] = [await open(), await open()];
    await putNetwork(ours, 'part', 'old');
    await sent(ours, { config: pipelineOf('part') }, (upload) => ours.put('all', upload, proven));
    expect(await theirs.reload()).toEqual(['all', 'part']);
    await putNetwork(ours, 'part', 'new');
    expect(await theirs.reload()).toEqual(['part']);
    expect(theirs.get('all').parts).toEqual({ part: ours.get('part') });
    await ours.remove('part');
    expect(await theirs.reload()).toEqual(['all', 'part']);
    expect(theirs.refused).toMatchObject([{ name: 'all' }]);
  });
});

describe('a package that is made by hand while the server runs', () => {
  it('is served when it is there, changed when its config is, and gone when it is not', async () => {
    const repository = await open();
    const place = (description: string) =>
      workspace.write('models/organ/config_aiaa.json', JSON.stringify(configOf(description)));
    await workspace.write('models/organ/mine.onnx', onnxBytes());
    expect(await repository.reload()).toEqual([]);
    const config = await place('first');
    expect([await repository.reload(), descriptions(repository)]).toEqual([['organ'], ['first']]);
    await place('second');
    await utimes(config, 2_000_000_000, 2_000_000_000);
    expect([await repository.reload(), descriptions(repository)]).toEqual([['organ'], ['second']]);
    expect(await repository.reload()).toEqual([]);
    await workspace.write('models/organ/config_aiaa.json', '{');
    expect([await repository.reload(), descriptions(repository)]).toEqual([['organ'], []]);
    expect(repository.refused).toMatchObject([{ name: 'organ' }]);
    await workspace.remove();
    expect([await repository.reload(), repository.refused]).toEqual([['organ'], []]);
  });
});

describe('reloading by itself', () => {
  it('waits from the end of one look to the next, tells what changed, and ends when it is closed', async () => {
    const timers: (() => void)[] = [];
    const cancelled: number[] = [];
    const lines: string[] = [];
    const schedule = (milliseconds: number, work: () => void) => {
      expect(milliseconds).toBe(3000);
      const at = timers.push(work) - 1;
      return () => void cancelled.push(at);
    };
    const repository = await open({ autoReloadSeconds: 3, log: (line) => lines.push(line) }, { schedule });
    await putNetwork(await open(), 'organ', 'new');
    expect(timers).toHaveLength(1);
    timers[0]?.();
    expect(timers).toHaveLength(1);
    while (timers.length < 2) await breathe();
    expect(descriptions(repository)).toEqual(['new']);
    expect(lines).toEqual(['models that changed in the workspace: organ']);
    await repository.close();
    expect([timers.length, cancelled]).toEqual([2, [1]]);
  });

  it('says what keeps it from looking, and looks again', async () => {
    const timers: (() => void)[] = [];
    const lines: string[] = [];
    const schedule = (_milliseconds: number, work: () => void) => {
      timers.push(work);
      return () => undefined;
    };
    await open({ autoReloadSeconds: 3, log: (line) => lines.push(line) }, { schedule });
    await workspace.remove();
    await workspace.write('models', 'a file, not a folder');
    timers[0]?.();
    while (timers.length < 2) await breathe();
    expect(lines).toEqual([expect.stringMatching(/^the workspace could not be looked at: .*ENOTDIR/)]);
  });
});
