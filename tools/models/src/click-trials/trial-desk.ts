import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import { maskOf, type Annotator, type ModelReference, type ModelRequest } from '@aiaa/annotator';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { labelMapOf, type LabelMap, type Volume, type VoxelIndex } from '@aiaa/volume';
import { nextClick, type SimulatedClick } from './next-click.js';

export interface Answer {
  readonly mask: LabelMap;
  readonly milliseconds: number;
}

/** Somebody who sits before one image, with the annotator that answers. */
export interface TrialDesk {
  dextr3d(model: ModelReference, points: readonly VoxelIndex[]): Promise<Answer>;
  deepgrow(model: ModelReference, clicks: readonly SimulatedClick[]): Promise<Answer>;
  close(): Promise<void>;
}

/** `threads` are those of the network. */
export async function openTrialDesk(
  image: Volume,
  { threads }: { readonly threads: number },
): Promise<TrialDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'aiaa-clicks-'));
  const path = join(folder, 'image.nii');
  await writeImage(path, image);
  const annotator = makeAnnotator({ threads });
  let asked = 0;
  const ask = async (pointing: Pointing, model: ModelReference): Promise<Answer> => {
    const resultFolder = join(folder, `answer-${asked++}`);
    await mkdir(resultFolder);
    const request: ModelRequest = {
      ...pointing,
      model,
      images: [{ path, name: 'image.nii' }],
      session: 'trial',
      result: { extension: '.nii', compress: false },
      resultFolder,
    };
    return answerTo(annotator, request);
  };
  return {
    dextr3d: (model, points) => ask({ kind: 'dextr3d', points }, model),
    deepgrow: (model, clicks) => ask({ kind: 'deepgrow', clicks: clicksOf(clicks) }, model),
    async close() {
      await annotator.close();
      await rm(folder, { recursive: true });
    },
  };
}

type Pointing =
  | { readonly kind: 'dextr3d'; readonly points: readonly VoxelIndex[] }
  | { readonly kind: 'deepgrow'; readonly clicks: ReturnType<typeof clicksOf> };

function clicksOf(clicks: readonly SimulatedClick[]) {
  const listed = (name: SimulatedClick['list']) =>
    clicks.filter(({ list }) => list === name).map(({ voxel }) => voxel);
  return { lists: { foreground: listed('foreground'), background: listed('background') } };
}

async function answerTo(annotator: Annotator, request: ModelRequest): Promise<Answer> {
  const watch = { signal: new AbortController().signal, report: () => undefined };
  const start = performance.now();
  const { file } = maskOf(await annotator.annotate(request, watch));
  const milliseconds = performance.now() - start;
  return { mask: labelMapOf((await readImage({ path: file })).volume), milliseconds };
}

export interface ClickTrial {
  readonly model: ModelReference;
  readonly truth: LabelMap;
  readonly clicks: number;
}

/** Clicks as somebody would who knows the truth, and tells what each of them led to. */
export async function clickThrough(
  desk: TrialDesk,
  { model, truth, clicks }: ClickTrial,
): Promise<readonly Answer[]> {
  const made: SimulatedClick[] = [];
  const answers: Answer[] = [];
  for (let n = 0; n < clicks; n++) {
    const click = nextClick(truth, answers.at(-1)?.mask ?? emptyLike(truth));
    if (click !== undefined) made.push(click);
    answers.push(await desk.deepgrow(model, made));
  }
  return answers;
}

const emptyLike = (mask: LabelMap): LabelMap => ({ ...mask, voxels: mask.voxels.map(() => 0) });
