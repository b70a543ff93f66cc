import { describe, expect, it } from '@jest/globals';
import { memorySource } from '../bytes/memory-source.js';
import { refusalOf } from '../testing/refusal.js';
import { readVoxels, type VoxelBlock } from './read-voxels.js';
import { voxelCoding } from './voxel-coding.js';

const block: VoxelBlock = { coding: voxelCoding('uint8', true), size: [2, 1, 1], channels: 3, skip: 1 };
const bytes = Uint8Array.of(99, 10, 20, 30, 11, 21, 31);
const read = (more: Partial<VoxelBlock>, decodedBytes: number) =>
  readVoxels(memorySource(bytes), { ...block, ...more }, { decodedBytes, archiveEntries: 1 });

describe('readVoxels', () => {
  it('takes channels that are blocks as they come', async () => {
    expect([...(await read({}, 7))]).toEqual([10, 20, 30, 11, 21, 31]);
  });

  it('separates channels that lie side by side', async () => {
    expect([...(await read({ sideBySide: 3 }, 13))]).toEqual([10, 11, 20, 21, 30, 31]);
  });

  it.each([
    ['blocks: the voxels and what is left out', {}, 6],
    ['side by side: two copies', { sideBySide: 3 }, 12],
  ])('counts the memory of %s', async (_what, more, decodedBytes) => {
    expect((await refusalOf(read(more, decodedBytes))).tag).toBe('LimitExceeded');
  });
});
