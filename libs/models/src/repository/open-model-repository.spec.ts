import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openModelRepository } from './open-model-repository.js';

const CONFIG = {
  version: 3,
  type: 'segmentation',
  labels: ['organ'],
  description: 'A test model.',
  inference: { AIAA: { args: { scanning_window: true, roi: [8, 8, 8], overlap: 0.25 } } },
};

let workspace: string;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'aiaa-models-'));
});

afterEach(() => rm(workspace, { recursive: true, force: true }));

async function place(
  folder: string,
  config: unknown = CONFIG,
  networks: readonly string[] = ['model.onnx'],
): Promise<void> {
  const target = join(workspace, 'models', folder);
  await mkdir(target, { recursive: true });
  await writeFile(
    join(target, 'config_aiaa.json'),
    typeof config === 'string' ? config : JSON.stringify(config),
  );
  for (const network of networks) await writeFile(join(target, network), 'onnx');
}

describe('a model repository', () => {
  it('makes a workspace that is missing, and lists nothing', async () => {
    const repository = await openModelRepository({
      workspace: join(workspace, 'new', 'place'),
      bundled: false,
    });
    expect(repository.list()).toEqual([]);
    await expect(
      openModelRepository({ workspace: join(workspace, 'new', 'place'), bundled: false }),
    ).resolves.toBeDefined();
  });

  it('lists the bundled models beside those of the workspace', async () => {
    await place('mine');
    const repository = await openModelRepository({ workspace });
    expect(repository.list().map(({ name }) => name)).toEqual(expect.arrayContaining(['ct_tissue', 'mine']));
    expect(repository.refused).toEqual([]);
  });

  it('hides the bundled models where asked', async () => {
    await place('mine');
    const repository = await openModelRepository({ workspace, bundled: false });
    expect(repository.list().map(({ name }) => name)).toEqual(['mine']);
  });

  it('lets a model of the workspace win over a bundled one of its name', async () => {
    await place('ct_tissue');
    const repository = await openModelRepository({ workspace });
    expect(repository.get('ct_tissue').folder).toBe(join(workspace, 'models', 'ct_tissue'));
    expect(repository.list().find(({ name }) => name === 'ct_tissue')?.description).toBe('A test model.');
  });

  it('serves the revision that the file "current" names', async () => {
    await place('kept/2026-01', { ...CONFIG, description: 'old' });
    await place('kept/2026-02', { ...CONFIG, description: 'new' });
    await writeFile(join(workspace, 'models', 'kept', 'current'), '2026-02\n');
    const repository = await openModelRepository({ workspace, bundled: false });
    expect(repository.list()).toMatchObject([{ name: 'kept', description: 'new', version: '3' }]);
    expect(repository.get('kept')).toMatchObject({ revision: '2026-02' });
  });

  it('passes over names that are no model names', async () => {
    await place('.staging');
    await place('with space');
    const repository = await openModelRepository({ workspace, bundled: false });
    expect([repository.list(), repository.refused]).toEqual([[], []]);
  });

  it.each([
    ['a config that is not JSON', '{ type: segm', ['model.onnx'], /is not JSON/],
    ['an endless overlap', overlapOf(2), ['model.onnx'], /^inference\.AIAA\.args\.overlap: /],
    ['no network', CONFIG, [], /No \.onnx file/],
    ['two networks, neither model.onnx', CONFIG, ['a.onnx', 'b.onnx'], /2 \.onnx files .* model\.onnx/],
  ])(
    'keeps the reason of a package with %s, and serves the others',
    async (_what, config, networks, reason) => {
      await place('good');
      await place('bad', config, networks);
      const repository = await openModelRepository({ workspace, bundled: false });
      expect(repository.list().map(({ name }) => name)).toEqual(['good']);
      expect(repository.refused).toMatchObject([
        { name: 'bad', reason: { message: expect.stringMatching(reason) } },
      ]);
      expect(() => repository.get('bad')).toThrow(expect.objectContaining({ tag: 'MalformedModelConfig' }));
    },
  );

  it('passes over files, and links that lead nowhere', async () => {
    await place('good');
    await writeFile(join(workspace, 'models', 'notes.txt'), 'mine');
    await symlink(join(workspace, 'gone'), join(workspace, 'models', 'dangling'));
    const repository = await openModelRepository({ workspace, bundled: false });
    expect([repository.list().map(({ name }) => name), repository.refused]).toEqual([['good'], []]);
  });

  it('refuses a "current" that leads out of the folder', async () => {
    await place('climber');
    await writeFile(join(workspace, 'models', 'climber', 'current'), '../../etc');
    const repository = await openModelRepository({ workspace, bundled: false });
    expect(() => repository.get('climber')).toThrow(/no revision/);
  });

  it.each(['nothing', '../good', '__proto__', 'constructor', ''])(
    'says of %j that there is no such model',
    async (name) => {
      await place('good');
      const repository = await openModelRepository({ workspace, bundled: false });
      expect(() => repository.get(name)).toThrow(expect.objectContaining({ tag: 'ModelNotFound' }));
      expect(() => repository.get(name)).toThrow(/Loaded: good/);
    },
  );
});

describe('a pipeline in a repository', () => {
  const open = () => openModelRepository({ workspace, bundled: false });

  const placePipeline = (name: string, ...models: readonly string[]) =>
    place(name, { type: 'pipeline', inference: { name: 'UnionInferencePipeline', args: { models } } }, []);

  it('needs no network, and is listed beside the models it runs', async () => {
    await place('liver');
    await place('spleen');
    await placePipeline('organs', 'spleen', 'liver');
    const repository = await open();
    expect(repository.list().map(({ name, type }) => [name, type])).toEqual([
      ['liver', 'segmentation'],
      ['organs', 'pipeline'],
      ['spleen', 'segmentation'],
    ]);
  });

  it('brings the references of these models, in the order it names them', async () => {
    await place('liver');
    await place('spleen/7');
    await writeFile(join(workspace, 'models', 'spleen', 'current'), '7');
    await placePipeline('organs', 'spleen', 'liver');
    const repository = await open();
    const { parts } = repository.get('organs');
    expect(parts).toEqual({ spleen: repository.get('spleen'), liver: repository.get('liver') });
    expect(Object.keys(parts ?? {})).toEqual(['spleen', 'liver']);
    expect(repository.get('spleen')).toEqual({
      name: 'spleen',
      revision: '7',
      folder: join(workspace, 'models', 'spleen', '7'),
    });
  });

  it('may run a bundled model', async () => {
    await placePipeline('organs', 'ct_tissue');
    const repository = await openModelRepository({ workspace });
    expect(repository.get('organs').parts).toEqual({ ct_tissue: repository.get('ct_tissue') });
  });

  it.each([
    ['is not here', 'missing', /^inference: the pipeline runs missing, which is not here\.$/],
    ['cannot run', 'broken', /^inference: the pipeline runs broken, which cannot run: No \.onnx file/],
    ['is a pipeline', 'others', /^inference: the pipeline runs others, which is a pipeline itself\.$/],
    ['is itself', 'organs', /^inference: the pipeline runs organs, which is a pipeline itself\.$/],
    ['only looks like a property', 'constructor', /runs constructor, which is not here/],
  ])('cannot run where one of them %s', async (_what, part, message) => {
    await place('good');
    await place('broken', CONFIG, []);
    await placePipeline('others', 'good');
    await placePipeline('organs', 'good', part);
    const repository = await open();
    const reason = expect.objectContaining({
      tag: 'MalformedModelConfig',
      message: expect.stringMatching(message),
    });
    expect(() => repository.get('organs')).toThrow(reason);
    expect(repository.refused).toContainEqual({ name: 'organs', reason });
    expect(repository.list().map(({ name }) => name)).toEqual(['good', 'others']);
  });
});

function overlapOf(overlap: number): unknown {
  return { ...CONFIG, inference: { AIAA: { args: { ...CONFIG.inference.AIAA.args, overlap } } } };
}
