/** The parts of a NRRD file to be made for a test; what is left out is a sound 2 x 3 x 4 int16 image of 1 mm. */
export interface NrrdParts {
  readonly magic?: string;
  /** Fields by their names, added to the sound ones or in their place; undefined leaves one out. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  /** Whole lines after the fields. */
  readonly lines?: readonly string[];
  readonly lineEnd?: '\n' | '\r\n';
  /** The bytes after the blank line, as they are stored. */
  readonly voxels?: Uint8Array;
}

const SOUND: NonNullable<NrrdParts['fields']> = {
  type: 'int16',
  dimension: '3',
  space: 'right-anterior-superior',
  sizes: '2 3 4',
  'space directions': '(1,0,0) (0,1,0) (0,0,1)',
  kinds: 'domain domain domain',
  endian: 'little',
  encoding: 'raw',
  'space origin': '(0,0,0)',
};

/** The bytes of a NRRD file. */
export function nrrdBytes(parts: NrrdParts = {}): Uint8Array {
  const { magic = 'NRRD0005', lines = [], lineEnd = '\n', voxels = new Uint8Array(48) } = parts;
  const fields = Object.entries({ ...SOUND, ...parts.fields }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  const header = [magic, ...fields, ...lines, '', ''].join(lineEnd);
  return Buffer.concat([Buffer.from(header, 'latin1'), voxels]);
}
