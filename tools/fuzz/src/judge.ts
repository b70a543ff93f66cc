import { performance } from 'node:perf_hooks';
import type { Image } from '@aiaa/imaging-io';
import { invertAffine, voxelCount, type Affine } from '@aiaa/volume';
import { TaggedError } from '@aiaa/volume/errors';

/** How an input may end: read, or refused by one of the reader's errors. */
export const ENDS = ['read', 'MalformedImage', 'UnsupportedImage', 'UnfitImage', 'LimitExceeded'] as const;

export type End = (typeof ENDS)[number];

export interface JudgeLimits {
  /** What the voxels of one image may take. */
  readonly decodedBytes: number;
  readonly milliseconds: number;
}

export interface Verdict {
  readonly milliseconds: number;
  /** Absent when there is a fault that leaves no right end. */
  readonly end?: End;
  /** What the reader did that it may never do. */
  readonly fault?: string;
}

/** Lets a reader read, and says how that ended. */
export async function judge(read: () => Promise<Image>, limits: JudgeLimits): Promise<Verdict> {
  const start = performance.now();
  const verdict = await read().then(
    (image): Omit<Verdict, 'milliseconds'> => {
      const fault = faultOf(image, limits);
      return { end: 'read', ...(fault === undefined ? {} : { fault }) };
    },
    (error: unknown) => refusal(error),
  );
  const milliseconds = performance.now() - start;
  if (milliseconds <= limits.milliseconds) return { ...verdict, milliseconds };
  return { fault: `It took ${Math.round(milliseconds)} ms.`, ...verdict, milliseconds };
}

function faultOf({ volume, warnings }: Image, limits: JudgeLimits): string | undefined {
  const { voxels, size, channels, affine } = volume;
  const bytes = voxels.buffer.byteLength;
  if (bytes > limits.decodedBytes) return `The voxels take ${bytes} bytes.`;
  if (!size.every((n) => Number.isSafeInteger(n) && n >= 1)) return `The size is ${size.join(' x ')}.`;
  if (voxels.length !== voxelCount(size) * channels) return `${voxels.length} voxels do not fill ${size.join(' x ')}.`;
  if (!isInvertible(affine)) return `The affine ${affine.join(' ')} has no finite inverse.`;
  const spoiled = warnings.find((warning) => !isSentence(warning));
  return spoiled === undefined ? undefined : `A warning is no clear sentence: ${JSON.stringify(spoiled)}`;
} // prettier-ignore

function isInvertible(affine: Affine): boolean {
  try {
    return invertAffine(affine).every(Number.isFinite);
  } catch {
    return false;
  }
}

function refusal(error: unknown): Omit<Verdict, 'milliseconds'> {
  const end = error instanceof TaggedError ? ENDS.find((tag) => tag === error.tag) : undefined;
  if (!(error instanceof TaggedError) || end === undefined) {
    return { fault: error instanceof Error ? (error.stack ?? String(error)) : `It threw ${String(error)}.` };
  }
  if (isSentence(error.message)) return { end };
  return { end, fault: `A refusal is no clear sentence: ${JSON.stringify(error.message)}` };
}

/** What a file says is quoted in part and made visible: it must neither fill nor break the lines of a log. */
const isSentence = (text: string): boolean =>
  /^.{10,600}\.$/u.test(text) && !Array.from(text).some((letter) => letter < ' ');
