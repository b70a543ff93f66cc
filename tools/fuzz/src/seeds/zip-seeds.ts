import { niftiBytes } from '@aiaa/imaging-io/testing';
import { someBytes, type MemoryFile, type Seed } from '../seed.js';
import { zipBytes } from './zip-bytes.js';

/** Archives of one image, of a pair, of several; with folders, and with names that would lead out of a folder. */
export function zipSeeds(): readonly Seed[] {
  const image = niftiBytes({ voxels: someBytes(48) });
  const header = niftiBytes({ magic: 'ni1\0', voxOffset: 0, voxels: new Uint8Array(0) });
  const voxels = { name: 'scan.img', bytes: someBytes(48) };
  const beside = (name: string): MemoryFile => ({ name, bytes: Buffer.from('no image') });
  return [
    ...archives('one image', image, (bytes) => [{ name: 'scan.nii', bytes }]),
    ...archives('a pair', header, (bytes) => [{ name: 'scan.hdr', bytes }, voxels]),
    ...archives('two channels', image, (bytes) => [{ name: 'a/t1.nii', bytes }, { name: 'a/t2.nii', bytes: image }]),
    ...archives('a folder', image, (bytes) => [{ name: 'case/', bytes: new Uint8Array(0) }, { name: 'case/scan.nii', bytes }]),
    ...archives('hidden files', image, (bytes) => [{ name: 'scan.nii', bytes }, beside('__MACOSX/._scan.nii'), beside('.DS_Store')]),
    ...archives('one name twice', image, (bytes) => [{ name: 'scan.nii', bytes }, { name: 'scan.nii', bytes: image }]),
    ...refused(archives('a name that leads out', image, (bytes) => [{ name: '../scan.nii', bytes }])),
    ...refused(archives('a name from the root', image, (bytes) => [{ name: '/tmp/scan.nii', bytes }])),
    ...refused(archives('an archive in it', image, (bytes) => [{ name: 'inner.zip', bytes: zipBytes([{ name: 'scan.nii', bytes }]) }])),
    ...refused(archives('nothing', new Uint8Array(8), () => [])),
  ]; // prettier-ignore
}

const refused = (seeds: readonly Seed[]): readonly Seed[] =>
  seeds.map((seed) => ({ ...seed, refused: true }));

type FilesOf = (bytes: Uint8Array) => readonly MemoryFile[];

/** What is damaged: the image before it is packed; or the archive. */
function archives(title: string, inner: Uint8Array, filesOf: FilesOf): readonly Seed[] {
  const sent: FilesOf = (bytes) => [{ name: 'case.zip', bytes }];
  return [false, true].flatMap((deflated): readonly Seed[] => {
    const named = `zip ${deflated ? 'deflated' : 'stored'}, ${title}`;
    const pack = (bytes: Uint8Array): Uint8Array => zipBytes(filesOf(bytes), deflated);
    return [
      { kind: 'zip', title: `${named}, within`, bytes: inner, files: (bytes) => sent(pack(bytes)) },
      { kind: 'zip', title: named, bytes: pack(inner), files: sent },
    ];
  });
}
