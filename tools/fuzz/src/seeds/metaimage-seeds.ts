import { deflateSync } from 'node:zlib';
import { fileSeed, someBytes, type Seed } from '../seed.js';

const TYPES = [
  ['MET_UCHAR', 1], ['MET_CHAR', 1], ['MET_SHORT', 2], ['MET_USHORT', 2], ['MET_INT', 4], ['MET_UINT', 4],
  ['MET_LONG_LONG', 8], ['MET_ULONG_LONG', 8], ['MET_FLOAT', 4], ['MET_DOUBLE', 8],
] as const; // prettier-ignore

const SPACE = `TransformMatrix = 0 1 0 -1 0 0 0 0 1
Offset = -10 20.5 3e1
CenterOfRotation = 0 0 0
AnatomicalOrientation = RAI
ElementSpacing = 1 2 0.5
`;

/** MetaImage in one file and in two, plain and deflated, of several channels. */
export function metaImageSeeds(): readonly Seed[] {
  const raw = TYPES.map(([type, width]) => local(type, headerOf(type), someBytes(24 * width)));
  const packed = TYPES.map(([type, width]) => {
    const voxels = deflateSync(someBytes(24 * width));
    return local(`${type} deflated`, headerOf(type, `CompressedData = True\nCompressedDataSize = ${voxels.length}\n`), voxels);
  }); // prettier-ignore
  return [
    ...raw,
    ...packed,
    local('big endian', headerOf('MET_SHORT').replace('MSB = False', 'MSB = True'), someBytes(48)),
    local('channels', headerOf('MET_UCHAR', 'ElementNumberOfChannels = 2\n'), someBytes(48)),
    local('header size', headerOf('MET_UCHAR', 'HeaderSize = -1\n'), someBytes(30)),
    local('a plane', 'NDims = 2\nDimSize = 4 6\nElementType = MET_UCHAR\n', someBytes(24)),
    local('four axes', 'NDims = 4\nDimSize = 2 3 2 2\nElementType = MET_UCHAR\n', someBytes(24)),
    { ...local('text', headerOf('MET_UCHAR').replace('BinaryData = True', 'BinaryData = False'), Buffer.from('1 2 3 4 5 6 '.repeat(4))), refused: true },
    apart(),
  ]; // prettier-ignore
}

const headerOf = (type: string, more = ''): string =>
  `ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n${more}${SPACE}DimSize = 2 3 4\nElementType = ${type}\n`;

const local = (title: string, header: string, voxels: Uint8Array): Seed =>
  fileSeed('metaimage', `MetaImage, ${title}`, {
    name: 'scan.mha',
    bytes: Buffer.concat([Buffer.from(`${header}ElementDataFile = LOCAL\n`), voxels]),
  });

const apart = (): Seed => ({
  kind: 'metaimage',
  title: 'MetaImage, two files',
  bytes: Buffer.from(`${headerOf('MET_UCHAR')}ElementDataFile = scan.raw\n`),
  files: (bytes) => [
    { name: 'scan.mhd', bytes },
    { name: 'scan.raw', bytes: someBytes(24) },
  ],
});
