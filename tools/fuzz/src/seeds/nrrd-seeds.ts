import { gzipSync } from 'node:zlib';
import { fileSeed, someBytes, type Seed } from '../seed.js';

const TYPES = [
  'uchar',
  'int8',
  'short',
  'uint16',
  'int',
  'uint',
  'longlong',
  'uint64',
  'float',
  'double',
] as const;
const WIDTHS = [1, 1, 2, 2, 4, 4, 8, 8, 4, 8] as const;

const SPACE = `space: right-anterior-superior
space directions: (1,0,0) (0,2,0) (0,0.5,3)
space origin: (-10,20.5,3e1)
`;

/** NRRD with an attached header, raw, gzipped and as text; with and without a space; of several channels. */
export function nrrdSeeds(): readonly Seed[] {
  const typed = TYPES.flatMap((type, at) =>
    ['raw', 'gzip'].map((encoding) =>
      nrrd(`${type} ${encoding}`, fieldsOf(type, encoding) + SPACE, 24 * WIDTHS[at]),
    ),
  );
  const ascii = Buffer.from(Array.from({ length: 24 }, (_, at) => at * 3).join(' '));
  return [
    ...typed,
    nrrd('big endian', `type: short\ndimension: 3\nsizes: 2 3 4\nendian: big\nencoding: raw\n${SPACE}`, 48),
    nrrd('spacings', `type: uchar\ndimension: 3\nsizes: 2 3 4\nspacings: 1 2 nan\nencoding: raw\n`, 24),
    nrrd('space dimension', `type: uchar\ndimension: 3\nspace dimension: 3\nsizes: 2 3 4\nspace directions: (1,0,0) (0,1,0) (0,0,1)\nencoding: raw\n`, 24),
    nrrd('channels first', `type: uchar\ndimension: 4\nsizes: 2 2 3 2\nkinds: vector domain domain domain\nspace: left-anterior-superior\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\nencoding: raw\n`, 24),
    nrrd('channels last', `type: uchar\ndimension: 4\nsizes: 2 3 2 2\nkinds: space space space list\nspace: RAS\nspace directions: (1,0,0) (0,1,0) (0,0,1) none\nencoding: raw\n`, 24),
    nrrd('a plane', `type: uchar\ndimension: 2\nsizes: 4 6\nencoding: raw\n`, 24),
    nrrd('skips', `# a comment\ntype: uchar\ndimension: 3\nsizes: 2 3 2\nline skip: 1\nbyte skip: 2\nencoding: raw\nkey:=value\n`, 0, Buffer.concat([Buffer.from('a line\nab'), someBytes(12)])),
    refused(nrrd('byte skip from the end', `type: uchar\ndimension: 3\nsizes: 2 3 4\nbyte skip: -1\nencoding: raw\n`, 30)),
    refused(text('text', `NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2 3 4\nencoding: ascii\n\n`, ascii)),
    refused(text('hexadecimal', `NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2 3 4\nencoding: hex\n\n`, Buffer.from('00ff'.repeat(12)))),
    detached(),
  ]; // prettier-ignore
}

/** A header whose voxels are in another file. */
const detached = (): Seed => ({
  kind: 'nrrd',
  title: 'NRRD, detached',
  bytes: Buffer.from(`NRRD0004\n${fieldsOf('uchar', 'raw')}${SPACE}data file: scan.raw\n`),
  refused: true,
  files: (bytes) => [
    { name: 'scan.nhdr', bytes },
    { name: 'scan.raw', bytes: someBytes(24) },
  ],
});

const refused = (seed: Seed): Seed => ({ ...seed, refused: true });

const fieldsOf = (type: string, encoding: string): string =>
  `type: ${type}\ndimension: 3\nsizes: 2 3 4\nendian: little\nencoding: ${encoding}\n`;

/** The voxels are gzipped where the header says so. */
function nrrd(title: string, fields: string, voxelBytes: number, voxels = someBytes(voxelBytes)): Seed {
  return text(title, `NRRD0004\n${fields}\n`, fields.includes('gzip') ? gzipSync(voxels) : voxels);
}

const text = (title: string, header: string, voxels: Uint8Array): Seed =>
  fileSeed('nrrd', `NRRD, ${title}`, {
    name: 'scan.nrrd',
    bytes: Buffer.concat([Buffer.from(header), voxels]),
  });
