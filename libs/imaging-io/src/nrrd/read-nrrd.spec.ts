import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Affine } from '@aiaa/volume';
import { memorySource } from '../bytes/memory-source.js';
import { peekableSource } from '../bytes/peekable-source.js';
import type { Image } from '../image.js';
import { ITK_SPACE, spaceName } from '../patient-space.js';
import { nrrdBytes, type NrrdParts } from '../testing/nrrd-bytes.js';
import { readNrrd } from './read-nrrd.js';

const read = (parts: NrrdParts): Promise<Omit<Image, 'format'>> =>
  readNrrd(peekableSource(memorySource(nrrdBytes(parts))), {
    name: 'image.nrrd',
    limits: { decodedBytes: 1 << 20, archiveEntries: 1 },
    openVoxelFile: () => Promise.reject(new Error('A NRRD file asked for another file.')),
  });

const counted = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at);
const bytes = { type: 'uint8', endian: undefined };
/** Without all that tells where the grid lies. */
const placeless = { space: undefined, 'space directions': undefined, 'space origin': undefined };

describe('type', () => {
  const NAMES = {
    int8: 'signed char|int8|int8_t|INT8',
    uint8: 'uchar|unsigned char|uint8|uint8_t|Unsigned  Char',
    int16: 'short|short int|signed short|signed short int|int16|int16_t',
    uint16: 'ushort|unsigned short|unsigned short int|uint16|uint16_t',
    int32: 'int|signed int|int32|int32_t',
    uint32: 'uint|unsigned int|uint32|uint32_t',
    int64: 'longlong|long long|long long int|signed long long|signed long long int|int64|int64_t',
    uint64: 'ulonglong|unsigned long long|unsigned long long int|uint64|uint64_t',
    float32: 'float',
    float64: 'double',
  };

  it.each(Object.entries(NAMES))('%s has the names %s', async (stored, names) => {
    for (const type of names.split('|')) {
      const image = await read({ fields: { type }, voxels: new Uint8Array(192) });
      const dtype = stored.endsWith('int64') ? 'float64' : stored;
      expect([type, image.stored, image.volume.dtype]).toEqual([type, stored, dtype]);
    }
  });
});

describe('the header', () => {
  it.each<[string, NrrdParts]>([
    ['of version 1', { magic: 'NRRD0001' }],
    ['of version 4', { magic: 'NRRD0004' }],
    ['with CRLF', { lineEnd: '\r\n' }],
    ['with comments', { lines: ['# type: float', '#', '#no space'] }],
    ['with pairs of keys and values', { lines: ['type:=float', 'a key:=a: value', 'type:=double'] }],
    ['with fields that nobody knows', { fields: { colour: 'blue', 'measurement frame': 'none' } }],
    ['with what says nothing of voxels', { fields: { content: 'sizes: 9', thicknesses: '7 7 7', labels: '"x" "y" "z"' } }],
    ['with names in any case', { fields: { type: undefined, TYPE: 'int16', endian: undefined, Endian: 'LITTLE' } }],
    ['with names without spaces', { fields: { 'space origin': undefined, spaceorigin: '(0,0,0)' } }],
    ['with spaces around the values', { fields: { sizes: '  2\t3   4 ', encoding: ' raw ' } }],
    ['longer than what is looked at first', { lines: Array<string>(5000).fill('gradient:=0.123 0.456 0.789') }],
    ['with skips of nothing', { fields: { 'line skip': '0', byteskip: '0' } }],
  ])('%s', async (_what, parts) => {
    const { volume, stored, warnings } = await read({ ...parts, voxels: counted(48) });
    expect([stored, volume.size, warnings]).toEqual(['int16', [2, 3, 4], []]);
    expect([volume.voxels[0], volume.voxels[23]]).toEqual([0x0100, 0x2f2e]);
  }); // prettier-ignore
});

describe('the voxels', () => {
  it('are those of the byte order that the header names', async () => {
    const { volume } = await read({ fields: { endian: 'big' }, voxels: counted(48) });
    expect([volume.voxels[0], volume.voxels[23]]).toEqual([0x0001, 0x2e2f]);
  });

  it.each(['gzip', 'gz', 'GZIP'])('are inflated with encoding %s', async (encoding) => {
    const voxels = gzipSync(counted(24));
    expect((await read({ fields: { ...bytes, encoding }, voxels })).volume.voxels).toEqual(counted(24));
  });

  it.each([
    ['lines', { 'line skip': '2' }, 'one\r\ntwo\n'],
    ['bytes', { 'byte skip': '5' }, 'seven'],
    ['lines and then bytes', { lineskip: '1', 'byte skip': '3' }, 'a line\n...'],
  ])('begin after %s to skip', async (_what, skips, before) => {
    const voxels = Buffer.concat([Buffer.from(before), counted(24)]);
    expect((await read({ fields: { ...bytes, ...skips }, voxels })).volume.voxels).toEqual(counted(24));
  });

  it('with gzip: lines are skipped of what is packed, bytes of what was', async () => {
    const voxels = Buffer.concat([Buffer.from('a line\n'), gzipSync(counted(27))]);
    const fields = { ...bytes, encoding: 'gzip', 'line skip': '1', 'byte skip': '3' };
    expect((await read({ fields, voxels })).volume.voxels).toEqual(counted(27).subarray(3));
  });
});

describe('axes', () => {
  const oriented = '(1,0,0) (0,1,0) (0,0,1)';
  const first = [0, 2, 4, 1, 3, 5]; // three voxels of two numbers each, side by side
  const last = [0, 1, 2, 3, 4, 5];

  it.each<[string, Record<string, string | undefined>, readonly [readonly number[], number, readonly number[]]]>([
    ['two', { sizes: '2 3', 'space directions': '(1,0,0) (0,1,0)', kinds: undefined }, [[2, 3, 1], 1, last]],
    ['two, without directions', { ...placeless, sizes: '2 3', kinds: undefined }, [[2, 3, 1], 1, last]],
    ['two of space 2', { sizes: '2 3', space: undefined, 'space dimension': '2', 'space directions': '(1,0) (0,1)', 'space origin': '(0,0)', kinds: undefined }, [[2, 3, 1], 1, last]],
    ['three', { sizes: '2 3 1' }, [[2, 3, 1], 1, last]],
    ['vectors first', { sizes: '2 3 1 1', 'space directions': `none ${oriented}`, kinds: 'vector domain domain domain' }, [[3, 1, 1], 2, first]],
    ['a list last', { sizes: '3 1 1 2', 'space directions': `${oriented} none`, kinds: 'domain domain domain list' }, [[3, 1, 1], 2, last]],
    ['a direction of NaN, of older files', { sizes: '3 1 1 2', 'space directions': `${oriented} (nan,nan,nan)`, kinds: undefined }, [[3, 1, 1], 2, last]],
    ['directions speak louder than kinds', { sizes: '3 1 1 2', 'space directions': `${oriented} none`, kinds: 'domain domain domain domain' }, [[3, 1, 1], 2, last]],
    ['colours of a slice', { ...placeless, sizes: '2 3 1', kinds: 'RGB-color domain domain' }, [[3, 1, 1], 2, first]],
    ['kinds alone, last', { ...placeless, sizes: '3 1 1 2', kinds: 'space space space time' }, [[3, 1, 1], 2, last]],
    ['kinds in any case', { ...placeless, sizes: '2 3 1', kinds: 'VECTOR Domain ???' }, [[3, 1, 1], 2, first]],
    ['no word on the fourth', { ...placeless, sizes: '3 1 1 2', kinds: undefined }, [[3, 1, 1], 2, last]],
    ['kinds that nobody knows', { ...placeless, sizes: '3 1 1 2', kinds: '??? none ??? ???' }, [[3, 1, 1], 2, last]],
    ['no word on three: space, even where it is colour', { ...placeless, sizes: '3 1 2', kinds: undefined }, [[3, 1, 2], 1, last]],
    ['time in the space', { sizes: '3 1 1 2', space: 'RAST', 'space directions': '(1,0,0,0) (0,1,0,0) (0,0,1,0) (0,0,0,2)', 'space origin': '(0,0,0,9)', kinds: undefined }, [[3, 1, 1], 2, last]],
    ['one of one sample, in the middle', { sizes: '3 1 1 2', 'space directions': '(1,0,0) none (0,1,0) (0,0,1)', kinds: undefined }, [[3, 1, 2], 1, last]],
    ['one of one sample and one of more', { sizes: '1 3 1 1 2', 'space directions': `none ${oriented} none`, kinds: undefined }, [[3, 1, 1], 2, last]],
    ['complex numbers of one part', { sizes: '1 3 2 1', 'space directions': `none ${oriented}`, kinds: 'complex domain domain domain' }, [[3, 2, 1], 1, last]],
  ])('%s', async (_what, fields, expected) => {
    const dimension = String(fields['sizes']?.split(' ').length);
    const { volume } = await read({ fields: { ...bytes, dimension, ...fields }, voxels: counted(6) });
    expect([volume.size, volume.channels, [...volume.voxels]]).toEqual(expected);
  }); // prettier-ignore
});

describe('the grid', () => {
  const own = 'x to the left, y to the back, z up was taken';
  const oblique = '(0.9,0.1,0) (-0.1,1.3,0.2) (0.3,-0.4,2.7)';

  it.each<[string, Record<string, string | undefined>, Affine, readonly string[]]>([
    ['in our space', { 'space directions': oblique, 'space origin': '(7,-20,33.5)' },
      [0.9, -0.1, 0.3, 7, 0.1, 1.3, -0.4, -20, 0, 0.2, 2.7, 33.5, 0, 0, 0, 1], []],
    ['in that of ITK', { space: spaceName(ITK_SPACE), 'space directions': oblique, 'space origin': '(7,-20,33.5)' },
      [-0.9, 0.1, -0.3, -7, -0.1, -1.3, 0.4, 20, 0, 0.2, 2.7, 33.5, 0, 0, 0, 1], []],
    ['by the letters of a space, with spaces in the vectors', { space: 'las', 'space directions': '( 2, 0 ,0 )(0,3,0)\t(0,0,4)', 'space origin': ' ( 1e1 , +2. , -.5 ) ' },
      [-2, 0, 0, -10, 0, 3, 0, 2, 0, 0, 4, -0.5, 0, 0, 0, 1], []],
    ['of a scanner', { space: 'scanner-xyz' }, [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      [`The header names the space "scanner-xyz", which is not the patient's; ${own}.`]],
    ['left-handed, by name only', { space: '3D-left-handed' }, [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      [`The header names the space "3D-left-handed", which is not the patient's; ${own}.`]],
    ['of no space', { space: undefined, 'space dimension': '3' }, [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      [`The header names no space; ${own}.`]],
    ['of directions alone', { space: undefined }, [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      [`The header names no space; ${own}.`]],
    ['without an origin', { 'space origin': undefined }, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      ['The header gives no origin; 0 was taken.']],
    ['of spacings, one of them turned about', { ...placeless, spacings: '-0.5 2 3' },
      [0.5, 0, 0, 0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1],
      [`The header names no space; ${own}.`, 'The header gives no directions; the axes were taken to run along those of the space.', 'The header gives no origin; 0 was taken.']],
    ['of spacings and minima', { ...placeless, spacings: '0.5 2 3', 'axis mins': '10 20 30', centerings: 'cell ??? node' },
      [-0.5, 0, 0, -10.25, 0, -2, 0, -21, 0, 0, 3, 30, 0, 0, 0, 1],
      [`The header names no space; ${own}.`, 'The header gives no directions; the axes were taken to run along those of the space.']],
    ['of two spacings', { ...placeless, spacings: '0.5 NaN 3' }, [-0.5, 0, 0, 0, 0, -1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1],
      [`The header names no space; ${own}.`, 'The header gives no directions; the axes were taken to run along those of the space.', 'The header leaves out a voxel spacing; 1 mm was taken.', 'The header gives no origin; 0 was taken.']],
    ['of spacings in a space', { 'space directions': undefined, spacings: '0.5 2 3', 'space origin': '(1,2,3)' },
      [0.5, 0, 0, 1, 0, 2, 0, 2, 0, 0, 3, 3, 0, 0, 0, 1],
      ['The header gives no directions; the axes were taken to run along those of the space.']],
    ['where spacings do not count beside directions', { spacings: '9 9 9', thicknesses: '8 8 8', 'axis mins': '1 1 1' },
      [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], []],
    ['in metres', { 'space units': '"m" "m" "m"' }, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      ['The header says "m"; its numbers were taken as millimetres.']],
    ['in millimetres, and the time in seconds', { 'space units': '"mm" "Millimeter" "" "s"' },
      [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], []],
    ['of a slice in space', { dimension: '2', sizes: '4 6', 'space directions': '(0,2,0) (0,0,-3)', kinds: undefined, 'space origin': '(1,2,3)' },
      [0, 0, -1, 1, 2, 0, 0, 2, 0, -3, 0, 3, 0, 0, 0, 1], []],
  ])('%s', async (_what, fields, affine, warnings) => {
    const image = await read({ fields });
    image.volume.affine.forEach((value, at) => expect(value).toBeCloseTo(affine[at], 12));
    expect(image.warnings).toEqual(warnings);
  }); // prettier-ignore
});
