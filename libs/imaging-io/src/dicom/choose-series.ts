import { UnsupportedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';
import { grouped } from './grouped.js';
import type { Instance } from './instance.js';

/** The instances of one series. */
export interface ChosenSeries {
  readonly instances: readonly Instance[];
  readonly warnings: readonly string[];
}

/**
 * The series of that UID, or else the one of most frames; the first of equally long ones.
 * @throws UnsupportedImage when there is no such series.
 */
export function chooseSeries(instances: readonly Instance[], seriesUid?: string): ChosenSeries {
  const series = [...grouped(instances, (instance) => instance.seriesUid)];
  if (seriesUid !== undefined) {
    const wanted = series.find(([uid]) => uid === seriesUid);
    if (wanted !== undefined) return { instances: wanted[1], warnings: [] };
    const uids = series.map(([uid]) => quoted(uid)).slice(0, 4);
    throw new UnsupportedImage(
      `The files hold no image of the series ${quoted(seriesUid)}; they hold ${uids.join(', ')}${series.length > 4 ? ' and others' : ''}.`,
    );
  }
  const [largest = ['', []] as const, ...others] = series.toSorted((a, b) => framesIn(b[1]) - framesIn(a[1]));
  return {
    instances: largest[1],
    warnings: others.length === 0 ? [] : [manySeries(largest, series.length)],
  };
}

const framesIn = (instances: readonly Instance[]): number =>
  instances.reduce((sum, { frames }) => sum + frames.length, 0);

function manySeries([uid, instances]: readonly [string, readonly Instance[]], count: number): string {
  const described = instances[0]?.seriesDescription ?? '';
  const called = described === '' ? '' : `, ${quoted(described)}`;
  return `The files hold ${count} series; the largest was taken: ${quoted(uid)}${called}, of ${framesIn(instances)} slices.`;
}
