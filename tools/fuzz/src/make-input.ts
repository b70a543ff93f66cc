import type { Corpus } from './corpus.js';
import { mutate } from './mutate.js';
import { randomOf, type Random } from './random.js';
import { KINDS, type Kind, type MemoryFile, type Seed } from './seed.js';

/** How often a kind is drawn, of 100: what costs little time is drawn more often. */
const SHARES: Readonly<Record<Kind, number>> = {
  nifti: 16, pair: 6, nrrd: 17, metaimage: 12, png: 10, jpeg: 6, gzip: 6, zip: 6, channels: 6, dicom: 9, series: 6,
}; // prettier-ignore

const DRAWN = KINDS.flatMap((kind) => Array<Kind>(SHARES[kind]).fill(kind));

/** A file that is sent alone may come with any name; the bytes decide. */
const NAMES = [
  'scan.nii', 'scan.nii.gz', 'scan.hdr', 'scan.img', 'scan.nrrd', 'scan.nhdr', 'scan.mha', 'scan.mhd', 'scan.png', 'scan.jpg',
  'scan.dcm', 'scan.zip', 'scan', '', '.', '../../scan.nii', 'a\u0000b.nii', '<b>.png',
] as const; // prettier-ignore

export interface Input {
  readonly kind: Kind;
  /** Which seed it was made of. */
  readonly title: string;
  readonly files: readonly MemoryFile[];
}

/** The input of one round: the same one in every run. Some of them are sound. */
export function makeInput(corpus: Corpus, seed: number, round: number): Input {
  const random = randomOf(seed, round);
  const kind = random.pick(DRAWN);
  const start = random.pick(corpus[kind]);
  const sound = start.files(damaged(start, corpus, random));
  const files = random.oneIn(4) ? damagedOutside(sound, corpus, random) : sound;
  return { kind, title: start.title, files: renamed(files, random) };
}

function damaged(seed: Seed, corpus: Corpus, random: Random): Uint8Array {
  const { fields } = seed;
  let { bytes } = seed;
  for (let times = random.below(5); times > 0; times--) {
    bytes = mutate(bytes, random, {
      other: random.pick(corpus[seed.kind]).bytes,
      text: seed.text === true || seed.kind === 'nrrd' || seed.kind === 'metaimage',
      ...(fields === undefined ? {} : { fields }),
    });
  }
  return bytes;
}

/** Damages a file as it is sent: its packing and its checksums too. */
function damagedOutside(files: readonly MemoryFile[], corpus: Corpus, random: Random): readonly MemoryFile[] {
  const other = random.pick(corpus[random.pick(KINDS)]).bytes;
  const at = random.below(files.length);
  return files.map((file, i) =>
    i === at ? { ...file, bytes: mutate(file.bytes, random, { other }) } : file,
  );
}

function renamed(files: readonly MemoryFile[], random: Random): readonly MemoryFile[] {
  const [only, ...others] = files;
  if (only === undefined || others.length > 0 || !random.oneIn(6)) return files;
  return [{ ...only, name: random.pick(NAMES) }];
}
