import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readImage, type Image, type ReadOptions } from '@aiaa/imaging-io';
import type { Corpus } from './corpus.js';
import { judge, type End } from './judge.js';
import { makeInput, type Input } from './make-input.js';
import { peakMegabytes } from './peak-memory.js';
import type { Kind, MemoryFile } from './seed.js';

/** What one input may use; a sound one of the corpus uses a few hundred bytes and a few milliseconds. */
const LIMITS = { decodedBytes: 1 << 20, archiveEntries: 20, milliseconds: 2000 };

/** By how much one input of a few kilobytes may raise the memory of the process beyond all that was seen before. */
const MOST_GROWTH_MEGABYTES = 256;

export interface FuzzOptions {
  readonly corpus: Corpus;
  readonly seed: number;
  readonly count: number;
  readonly firstRound?: number;
  /** Where archives may be unpacked: an empty folder, alone in its own. */
  readonly scratchFolder: string;
  readonly read?: (files: Input['files'], options: ReadOptions) => Promise<Image>;
  /** Called before each round, so that one that never ends can be named. */
  readonly onRound?: (round: number) => void;
}

/** An input that ended as none may. */
export interface Finding {
  readonly seed: number;
  readonly round: number;
  readonly input: Input;
  readonly fault: string;
}

export interface Tally {
  /** How many inputs of each kind ended how. */
  readonly ends: Partial<Record<Kind, Partial<Record<End, number>>>>;
  readonly rounds: number;
  readonly slowest: { readonly round: number; readonly milliseconds: number };
  /** What stopped the run. */
  readonly finding?: Finding;
}

/** Reads `count` inputs, sound and damaged, until one ends as none may. */
export async function fuzz(options: FuzzOptions): Promise<Tally> {
  const { corpus, seed, count, firstRound = 0, onRound } = options;
  const ends: Tally['ends'] = {};
  let slowest = { round: firstRound, milliseconds: 0 };
  for (let round = firstRound; round < firstRound + count; round++) {
    onRound?.(round);
    const input = makeInput(corpus, seed, round);
    const { end, fault, milliseconds } = await readInput(input.files, options);
    const rounds = round - firstRound + 1;
    if (milliseconds > slowest.milliseconds) slowest = { round, milliseconds };
    if (fault !== undefined) return { ends, rounds, slowest, finding: { seed, round, input, fault } };
    const ofKind = (ends[input.kind] ??= {});
    if (end !== undefined) ofKind[end] = (ofKind[end] ?? 0) + 1;
  }
  return { ends, rounds: count, slowest };
}

/** Reads the files of one input, and looks at what that left behind. */
export async function readInput(
  files: Input['files'],
  { read = readImage, scratchFolder }: Pick<FuzzOptions, 'read' | 'scratchFolder'>,
): ReturnType<typeof judge> {
  const { decodedBytes, archiveEntries } = LIMITS;
  const before = peakMegabytes();
  const verdict = await judge(
    () => read(files, { limits: { decodedBytes, archiveEntries }, scratchFolder }),
    LIMITS,
  );
  const growth = peakMegabytes() - before;
  const litter = files.some(isArchive) ? await litterIn(scratchFolder) : [];
  if (growth > MOST_GROWTH_MEGABYTES) return { fault: `It took ${Math.round(growth)} MB of memory.`, ...verdict };
  if (litter.length > 0) return { fault: `It left files behind: ${litter.join(', ')}`, ...verdict };
  return verdict;
} // prettier-ignore

/** Whatever it was made of: APPNOTE.TXT 4.3.7. */
const isArchive = ({ bytes }: MemoryFile): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** What lies in the folder, and beside it, where an archive's names must not lead. */
async function litterIn(folder: string): Promise<readonly string[]> {
  const [inside, beside] = await Promise.all([readdir(folder), readdir(dirname(folder))]);
  return [...inside, ...beside.filter((name) => join(dirname(folder), name) !== folder)];
}
