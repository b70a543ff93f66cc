import { LimitExceeded } from '@aiaa/volume/errors';
import { formatBytes } from '../bytes/format-bytes.js';
import type { ReadLimits } from '../read-limits.js';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytesPerSample: number;
  /** How often it is held at once while it is read; once when left out. */
  readonly copies?: number;
}

/** Before anything is allocated. @throws LimitExceeded */
export function assertPictureFits(size: PictureSize, { decodedBytes }: ReadLimits): void {
  const { width, height, channels, bytesPerSample, copies = 1 } = size;
  const bytes = width * height * channels * bytesPerSample * copies;
  if (bytes <= decodedBytes) return;
  const what = `${width} x ${height} pixels${channels === 1 ? '' : ` of ${channels} channels`}, ${formatBytes(bytes)} in memory`;
  throw new LimitExceeded(`The picture declares ${what}; the limit is ${formatBytes(decodedBytes)}.`);
}
