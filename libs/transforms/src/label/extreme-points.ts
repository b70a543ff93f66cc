import {
  boxOfSize,
  intersectBoxes,
  voxelIndex,
  type Box,
  type LabelMap,
  type VoxelIndex,
} from '@aiaa/volume';
import { filledBox } from '../sampling/deferred-volume.js';

/**
 * The voxels at which everything that is not background begins and ends: at the least and the greatest x,
 * then y, then z. Of several the first in scan order, x fastest (MONAI's get_extreme_points draws one by
 * lot); none when the map is empty.
 * @param within a box outside of which there is only background, for who knows one; it is not looked at
 */
export function extremePoints(map: LabelMap, within: Box = boxOfSize(map.size)): readonly VoxelIndex[] {
  const { voxels, size } = map;
  const [width, height] = size;
  const { min, max } = intersectBoxes(within, filledBox(map));
  const extremes = new Extremes();
  const search = searchOf(map);
  for (let z = min[2]; z < max[2]; z++) {
    for (let y = min[1]; y < max[1]; y++) {
      const row = width * (y + height * z);
      const end = row + max[0];
      const first = findLabel(search, row + min[0], end);
      if (first === end) continue;
      let last = end - 1;
      while (voxels[last] === 0) last--;
      extremes.meet(voxelIndex(first - row, y, z));
      extremes.meet(voxelIndex(last - row, y, z));
    }
  }
  return extremes.points;
}

/** The voxels of a map, and four bytes of them at a time: most of most masks is background, and passed so. */
interface Search {
  readonly voxels: LabelMap['voxels'];
  readonly words: Int32Array;
  readonly perWord: number;
  /** Voxels before the first whole word of the buffer. */
  readonly lead: number;
}

function searchOf({ voxels }: LabelMap): Search {
  const { buffer, byteOffset, length, BYTES_PER_ELEMENT: bytes } = voxels;
  const perWord = Int32Array.BYTES_PER_ELEMENT / bytes;
  const lead = -(byteOffset / bytes) & (perWord - 1);
  const count = Math.floor((length - lead) / perWord);
  const words = count > 0 ? new Int32Array(buffer, byteOffset + lead * bytes, count) : new Int32Array();
  return { voxels, words, perWord, lead };
}

/**
 * The first voxel from `from` on, and before `end`, that is not background; else `end`. No closure over the map: V8
 * drops code that was made for one as soon as the map is gone, and makes it anew for the next.
 */
function findLabel({ voxels, words, perWord, lead }: Search, from: number, end: number): number {
  let at = from;
  while (at < end && (at - lead) % perWord !== 0 && voxels[at] === 0) at++;
  let word = Math.max(Math.ceil((at - lead) / perWord), 0);
  const last = Math.floor((end - lead) / perWord);
  if (lead + word * perWord === at) {
    while (word < last && words[word] === 0) word++;
    at = lead + word * perWord;
  }
  while (at < end && voxels[at] === 0) at++;
  return at;
}

/** Met in scan order, a later voxel replaces an earlier one only when it lies further out. */
class Extremes {
  readonly points: VoxelIndex[] = [];

  meet(voxel: VoxelIndex): void {
    if (this.points.length === 0) this.points.push(voxel, voxel, voxel, voxel, voxel, voxel);
    for (let at = 0; at < 6; at++) {
      const axis = at >> 1;
      const held = this.points[at][axis];
      if (at % 2 === 0 ? voxel[axis] < held : voxel[axis] > held) this.points[at] = voxel;
    }
  }
}
