import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { memorySource } from '../bytes/memory-source.js';
import { peekableSource } from '../bytes/peekable-source.js';
import { nrrdBytes, type NrrdParts } from '../testing/nrrd-bytes.js';
import { endsOf } from '../testing/ends-of.js';
import { randomNumbers } from '../testing/random-numbers.js';
import { refusalOf } from '../testing/refusal.js';
import { readNrrd } from './read-nrrd.js';

const LIMIT = 1 << 20;
const read = (file: Uint8Array, decodedBytes = LIMIT) =>
  readNrrd(peekableSource(memorySource(file)), {
    name: 'image.nrrd',
    limits: { decodedBytes, archiveEntries: 1 },
    openVoxelFile: () => Promise.reject(new Error('A NRRD file asked for another file.')),
  });

const four = (kinds: string, directions: string, sizes = '2 3 4 2') => ({
  fields: { dimension: String(sizes.split(' ').length), sizes, kinds, 'space directions': directions },
});
const gzipped = { type: 'uint8', encoding: 'gzip' };
const packed = gzipSync(new Uint8Array(24).fill(7));
const flipped = packed.map((byte, at) => (at === packed.length - 6 ? byte ^ 0x40 : byte));

describe('each of these is refused by one clear sentence', () => {
  it.each<[string, NrrdParts, string, RegExp]>([
    ['a version to come', { magic: 'NRRD0006' }, 'UnsupportedImage', /version 6; versions 1 to 5 are read/],
    ['version 0', { magic: 'NRRD0000' }, 'MalformedImage', /does not begin with "NRRD0000"/],
    ['a magic that goes on', { magic: 'NRRD0004 and more' }, 'MalformedImage', /does not begin with/],
    ['a line that is no field', { lines: ['hello'] }, 'MalformedImage', /line "hello" of the NRRD header is no field/],
    ['a name of nothing', { lines: [': 7'] }, 'MalformedImage', /line ": 7"/],
    ['a long line that is no field', { lines: ['x'.repeat(9999)] }, 'MalformedImage', /^.{50,150}$/],
    ['a field twice', { lines: ['sizes: 2 3 4'] }, 'MalformedImage', /field "sizes" twice/],
    ['a field twice by two names', { lines: ['Space Origin: (0,0,0)'] }, 'MalformedImage', /"Space Origin" twice/],
    ['no end of the header', { lines: Array<string>(60_000).fill('# a comment without end') }, 'MalformedImage', /header of the NRRD file did not end within 1 MiB/],
    ['no type', { fields: { type: undefined } }, 'MalformedImage', /lacks the field "type"/],
    ['no dimension', { fields: { dimension: undefined } }, 'MalformedImage', /lacks the field "dimension"/],
    ['no sizes', { fields: { sizes: undefined } }, 'MalformedImage', /lacks the field "sizes"/],
    ['no encoding', { fields: { encoding: undefined } }, 'MalformedImage', /lacks the field "encoding"/],
    ['no byte order', { fields: { endian: undefined } }, 'MalformedImage', /lacks the field "endian"; voxels of type int16 need little or big/],
    ['no byte order, gzipped', { fields: { endian: undefined, encoding: 'gzip' } }, 'MalformedImage', /lacks the field "endian"/],
    ['another byte order', { fields: { endian: 'middle' } }, 'MalformedImage', /says endian: "middle"/],
    ['a type that is none', { fields: { type: 'char' } }, 'MalformedImage', /type "char", which NRRD does not define/],
    ['a type of every object', { fields: { type: 'constructor' } }, 'MalformedImage', /does not define/],
    ['blocks', { fields: { type: 'block', 'block size': '3' } }, 'UnsupportedImage', /type block/],
    ...['txt', 'text', 'ascii', 'hex', 'bz2', 'bzip2', 'zrl', ''].map((encoding): [string, NrrdParts, string, RegExp] =>
      [`encoding "${encoding}"`, { fields: { encoding } }, 'UnsupportedImage', new RegExp(`encoding "${encoding}" is not read; save the image with encoding raw or gzip`)]),
    ['a detached header', { fields: { 'data file': 'voxels.raw' } }, 'UnsupportedImage', /detached from its voxels, .* send one .nrrd with both/],
    ['a detached header of many files', { lines: ['datafile: LIST', 'a.raw', 'b.raw'] }, 'UnsupportedImage', /detached/],
    ['a path', { fields: { 'Data File': '/etc/passwd' } }, 'UnsupportedImage', /detached/],
    ['one dimension', { fields: { dimension: '1', sizes: '24' } }, 'UnsupportedImage', /dimension 1; 2 to 5 are read/],
    ['six dimensions', { fields: { dimension: '6' } }, 'UnsupportedImage', /dimension 6/],
    ['no dimensions', { fields: { dimension: '0' } }, 'MalformedImage', /"dimension" says "0" where a whole number from 1 on was expected/],
    ['less than no dimensions', { fields: { dimension: '-3' } }, 'MalformedImage', /"-3"/],
    ['dimensions in hexadecimal', { fields: { dimension: '0x3' } }, 'MalformedImage', /"0x3"/],
    ['two sizes', { fields: { sizes: '2 3' } }, 'MalformedImage', /"sizes" has 2 values, not 3/],
    ['four sizes', { fields: { sizes: '2 3 4 1' } }, 'MalformedImage', /"sizes" has 4 values, not 3/],
    ['a size of 0', { fields: { sizes: '2 0 4' } }, 'MalformedImage', /"sizes" says "0"/],
    ['a negative size', { fields: { sizes: '2 -3 4' } }, 'MalformedImage', /"sizes" says "-3"/],
    ['half a size', { fields: { sizes: '2 3.5 4' } }, 'MalformedImage', /"sizes" says "3.5"/],
    ['a size of NaN', { fields: { sizes: '2 nan 4' } }, 'MalformedImage', /"sizes" says "nan"/],
    ['a size beyond whole numbers', { fields: { sizes: '2 3 9007199254740993' } }, 'MalformedImage', /"sizes" says "9007199254740993"/],
    ['more than the limit', { fields: { sizes: '1024 1024 1024' } }, 'LimitExceeded', /1024 x 1024 x 1024 voxels, 2 GiB in memory; the limit is 1 MiB/],
    ['sizes whose product is beyond whole numbers', { fields: { sizes: '9007199254740991 9007199254740991 9007199254740991' } }, 'LimitExceeded', /the limit is 1 MiB/],
    ['channels beyond the limit', four('list domain domain domain', 'none (1,0,0) (0,1,0) (0,0,1)', '1000000 2 3 4'), 'LimitExceeded', /2 x 3 x 4 x 1000000 voxels/],
    ['more than the file', { fields: { sizes: '64 64 64' } }, 'MalformedImage', /declares 512 KiB after it; .* cut short/],
    ['one byte less than the voxels', { voxels: new Uint8Array(47) }, 'MalformedImage', /cut short/],
    ['no voxels', { voxels: new Uint8Array(0) }, 'MalformedImage', /no more than 0 bytes/],
    ['no gzip under gzip', { fields: gzipped, voxels: new Uint8Array(48) }, 'MalformedImage', /gzip stream is corrupt/],
    ['gzip cut short', { fields: gzipped, voxels: packed.subarray(0, 12) }, 'MalformedImage', /gzip stream is cut short/],
    ['gzip cut in its checksum', { fields: gzipped, voxels: packed.subarray(0, -3) }, 'MalformedImage', /cut short/],
    ['gzip with a wrong checksum', { fields: gzipped, voxels: flipped }, 'MalformedImage', /corrupt/],
    ['gzip of too little', { fields: gzipped, voxels: gzipSync(new Uint8Array(23)) }, 'MalformedImage', /ends 1 bytes before the end of its voxels/],
    ['a line skip without end', { fields: { 'line skip': '99999999' }, voxels: new Uint8Array(2 << 20).fill(10) }, 'MalformedImage', /text before the voxels .* did not end within 1 MiB/],
    ['a line skip past the end', { fields: { 'line skip': '3' } }, 'MalformedImage', /cut short/],
    ['a line skip backwards', { fields: { 'line skip': '-1' } }, 'MalformedImage', /"line skip" says "-1"/],
    ['a byte skip past the end', { fields: { 'byte skip': '9' } }, 'MalformedImage', /cut short/],
    ['a byte skip beyond the limit', { fields: { 'byte skip': '9999999999' } }, 'LimitExceeded', /the limit is 1 MiB/],
    ['a byte skip from the end', { fields: { 'byte skip': '-1' } }, 'UnsupportedImage', /from the end of the file \(byte skip: "-1"\)/],
    ['a byte skip of words', { fields: { 'byte skip': 'many' } }, 'MalformedImage', /"byte skip" says "many"/],
    ['two directions', { fields: { 'space directions': '(1,0,0) (0,1,0)' } }, 'MalformedImage', /"space directions" has 2 values, not 3/],
    ['directions that are not closed', { fields: { 'space directions': '(1,0,0) (0,1,0) (0,0,1' } }, 'MalformedImage', /vectors such as \(1,0,0\) were expected/],
    ['directions of brackets', { fields: { 'space directions': '('.repeat(500_000) } }, 'MalformedImage', /vectors such as/],
    ['directions of words', { fields: { 'space directions': '(a,0,0) (0,1,0) (0,0,1)' } }, 'MalformedImage', /holds "a" where a number was expected/],
    ['a direction of two numbers', { fields: { 'space directions': '(1,0) (0,1,0) (0,0,1)' } }, 'MalformedImage', /vector "\(1,0\)" of the NRRD header has 2 numbers, not 3/],
    ['an empty direction', { fields: { 'space directions': '() (0,1,0) (0,0,1)' } }, 'MalformedImage', /holds "" where a number/],
    ['directions that flatten', { fields: { 'space directions': '(1,0,0) (2,0,0) (0,0,1)' } }, 'MalformedImage', /flattens the grid/],
    ['a direction of nothing', { fields: { 'space directions': '(0,0,0) (0,1,0) (0,0,1)' } }, 'MalformedImage', /flattens the grid/],
    ['a direction of infinity', { fields: { 'space directions': '(-inf,0,0) (0,1,0) (0,0,1)' } }, 'MalformedImage', /not finite/],
    ['a direction of some NaN', { fields: { 'space directions': '(nan,0,0) (0,1,0) (0,0,1)' } }, 'MalformedImage', /not finite/],
    ['a direction beyond doubles', { fields: { 'space directions': '(1e999,0,0) (0,1,0) (0,0,1)' } }, 'MalformedImage', /not finite/],
    ['a slice of parallel directions', { fields: { dimension: '2', sizes: '2 3', kinds: undefined, 'space directions': '(1,0,0) (2,0,0)' } }, 'MalformedImage', /not finite|flattens/],
    ['an origin of infinity', { fields: { 'space origin': '(0,inf,0)' } }, 'MalformedImage', /not finite/],
    ['two origins', { fields: { 'space origin': '(0,0,0) (0,0,0)' } }, 'MalformedImage', /"space origin" has 2 values, not 1/],
    ['a number of digits without end', { fields: { 'space origin': `(${'1'.repeat(500_000)}x,0,0)` } }, 'MalformedImage', /where a number was expected/],
    ['a spacing of 0', { fields: { 'space directions': undefined, spacings: '0 1 1' } }, 'MalformedImage', /flattens the grid/],
    ['a spacing of infinity', { fields: { 'space directions': undefined, spacings: 'inf 1 1' } }, 'MalformedImage', /not finite/],
    ['kinds of two axes', { fields: { kinds: 'domain domain' } }, 'MalformedImage', /"kinds" has 2 values, not 3/],
    ['units with quotes without end', { fields: { units: '"'.repeat(500_001), 'space directions': '(0,0,0) none none' } }, 'UnsupportedImage', /1 of its axes in space/],
    ['a space of five dimensions', { fields: { space: undefined, 'space dimension': '5' } }, 'UnsupportedImage', /space of the image has 5 dimensions/],
    ['a space of two for three axes', { fields: { space: undefined, 'space dimension': '2', 'space directions': '(1,0) (0,1) (1,1)', 'space origin': '(0,0)' } }, 'MalformedImage', /flattens/],
    ['an axis through space and time', { fields: { space: 'RAST', 'space directions': '(1,0,0,1) (0,1,0,0) (0,0,1,0)', 'space origin': '(0,0,0,0)' } }, 'UnsupportedImage', /direction \(1,0,0,1\) of the image leads through space and time/],
    ['one axis in space', { fields: { 'space directions': '(1,0,0) none none' } }, 'UnsupportedImage', /1 of its axes in space \(domain x 2, domain x 3, domain x 4\); images with 2 or 3 there are read/],
    ['no axis in space', { fields: { 'space directions': undefined, kinds: 'list list list' } }, 'UnsupportedImage', /0 of its axes in space/],
    ['four axes in space', four('domain domain domain domain', '(1,0,0) (0,1,0) (0,0,1) (1,1,1)'), 'UnsupportedImage', /4 of its axes in space/],
    ['two axes beside space', four('vector domain domain domain time', 'none (1,0,0) (0,1,0) (0,0,1) none', '2 1 1 3 5'), 'UnsupportedImage', /2 axes beside those of space \(vector x 2, time x 5\); one is read, as channels/],
    ['channels between', four('domain list domain domain', '(1,0,0) none (0,1,0) (0,0,1)'), 'UnsupportedImage', /lies between those of space .* must be the first or the last/],
    ['complex numbers', four('complex domain domain domain', 'none (1,0,0) (0,1,0) (0,0,1)'), 'UnsupportedImage', /voxel of the image is of kind "complex", 2 numbers/],
    ['a long kind', four(`complex${'x'.repeat(99_999)} domain domain domain`, 'none (1,0,0) (0,1,0) (0,0,1)'), 'UnsupportedImage', /^.{50,200}$/],
    ['quaternions', four('quaternion domain domain domain', 'none (1,0,0) (0,1,0) (0,0,1)', '4 1 2 3'), 'UnsupportedImage', /kind "quaternion", 4 numbers/],
    ['tensors', four('3D-masked-symmetric-matrix domain domain domain', 'none (1,0,0) (0,1,0) (0,0,1)', '7 1 1 3'), 'UnsupportedImage', /kind "3d-masked-symmetric-matrix", 7 numbers/],
  ])('%s', async (_what, parts, tag, sentence) => {
    const refusal = await refusalOf(read(nrrdBytes(parts)));
    expect(refusal.message).toMatch(sentence);
    expect(refusal.tag).toBe(tag);
  }); // prettier-ignore

  it('the header alone, without the blank line', async () => {
    const alone = Buffer.from(nrrdBytes({ voxels: new Uint8Array(0) })).subarray(0, -2);
    expect((await refusalOf(read(alone))).message).toMatch(/no more than 0 bytes/);
  });
});

it('2,000 files with damage anywhere are each read or refused by a tagged error, within the limit', async () => {
  const limit = 256;
  const random = randomNumbers(20_240_317);
  const seeds = [
    nrrdBytes(),
    nrrdBytes({ lineEnd: '\r\n', fields: { ...gzipped, spacings: '1 1 1' }, voxels: packed }),
    nrrdBytes(four('list domain domain domain', 'none (1,0,0) (0,1,0) (0,0,1)', '2 2 3 2')),
    nrrdBytes({ fields: { space: undefined, 'space directions': undefined, spacings: '1 2 3', 'axis mins': '0 0 0' } }),
    nrrdBytes({ fields: { 'line skip': '1', 'byte skip': '1' }, voxels: Buffer.from(`a\n${'.'.repeat(49)}`) }),
  ]; // prettier-ignore
  const ends = await endsOf(2000, async () => {
    const { volume } = await read(damaged(seeds[random(seeds.length)], random), limit);
    return volume.voxels.buffer.byteLength <= limit ? 'read' : 'above the limit';
  });
  expect(ends).toEqual(['LimitExceeded', 'MalformedImage', 'UnsupportedImage', 'read']);
}, 30_000);

function damaged(sound: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = Uint8Array.from(sound);
  for (let times = 1 + random(3); times > 0; times--) {
    const at = random(random(2) === 0 ? bytes.length : Math.min(bytes.length, 120));
    const ways = [
      () => (bytes[at] ^= 1 << random(8)),
      () => (bytes[at] = random(256)),
      () => (bytes[at] = '0123456789 \n:(),-#e'.charCodeAt(random(19))),
      () => bytes.set(Buffer.from('9999').subarray(0, bytes.length - at), at),
      () => bytes.copyWithin(at, random(bytes.length), random(bytes.length)),
    ];
    ways[random(ways.length)]();
  }
  return random(4) === 0 ? bytes.subarray(0, random(bytes.length + 1)) : bytes;
}
