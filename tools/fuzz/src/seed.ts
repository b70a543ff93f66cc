/** What is fuzzed: a format, or a way to wrap files or to send several. */
export const KINDS = [
  'nifti',
  'pair',
  'nrrd',
  'metaimage',
  'png',
  'jpeg',
  'gzip',
  'zip',
  'channels',
  'dicom',
  'series',
] as const;

export type Kind = (typeof KINDS)[number];

/** A file in memory, as `readImage` takes it. */
export interface MemoryFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type NumberType = 'uint8' | 'int16' | 'int32' | 'int64' | 'float32' | 'float64';

/** Where a number lies that a reader believes. */
export interface Field {
  readonly at: number;
  readonly type: NumberType;
}

/** A sound input, and how to make an unsound one of it. */
export interface Seed {
  readonly kind: Kind;
  readonly title: string;
  /** The part that is damaged first: a header and its voxels, before they are packed. */
  readonly bytes: Uint8Array;
  /** The numbers of `bytes` that are worth a lie. */
  readonly fields?: readonly Field[];
  /** `bytes` begin with text, whose words and lines are changed. */
  readonly text?: true;
  /** Sound, but of a form that is not read. */
  readonly refused?: true;
  /** The files that are read; checksums and packing are right again, so that the damage is met behind them. */
  files(bytes: Uint8Array): readonly MemoryFile[];
}

/** A seed that is one file, unpacked. */
export const fileSeed = (kind: Kind, title: string, file: MemoryFile, fields?: readonly Field[]): Seed => ({
  kind,
  title,
  bytes: file.bytes,
  ...(fields === undefined ? {} : { fields }),
  files: (bytes) => [{ name: file.name, bytes }],
});

/** The numbers 0, 7, 14 ... as bytes: voxels that compress a little and differ everywhere. */
export const someBytes = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7) % 251);
