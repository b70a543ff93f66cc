import { UnfitImage } from '@aiaa/volume/errors';
import { MOST_SEGMENTS, tooManyLabels } from './most-segments.js';
import { quoted } from '../../quoted.js';
import type { Code, Segment } from './segment.js';

/**
 * A segment for each label that is found or named, in ascending order of the labels; 0 is background and none. A map
 * without labels that names none has one segment, label 1.
 * @throws LimitExceeded beyond `MOST_SEGMENTS`; UnfitImage when a label is named twice or is none, or a code is longer than
 * DICOM's short codes.
 */
export function resolveSegments(named: readonly Segment[], found: Iterable<number>): readonly Segment[] {
  const segments = new Map([...found].map((label): [number, Segment] => [label, { label }]));
  const seen = new Set<number>();
  for (const segment of named) {
    assertLabel(segment.label, seen);
    for (const code of [segment.category, segment.type]) if (code !== undefined) assertCode(code);
    if (segment.label > 0) segments.set(segment.label, segment);
  }
  if (segments.size > MOST_SEGMENTS) throw tooManyLabels();
  if (segments.size === 0) return [{ label: 1 }];
  return [...segments.values()].toSorted((a, b) => a.label - b.label);
}

function assertLabel(label: number, seen: Set<number>): void {
  if (!Number.isInteger(label) || label < 0 || label > 65_535) {
    throw new UnfitImage(`A segment names the label ${label}; labels are whole numbers up to 65535.`);
  }
  if (seen.has(label)) throw new UnfitImage(`Two segments name the label ${label}; name it once.`);
  seen.add(label);
}

/** One value of VR SH (PS3.5, table 6.2-1): a code cut short would be another one. */
function assertCode({ value, scheme }: Code): void {
  const bad = [value, scheme].find((text) => !/^[\x21-\x5b\x5d-\x7e]{1,16}$/.test(text));
  if (bad === undefined) return;
  throw new UnfitImage(
    `${quoted(bad)} is no code of 1 to 16 letters; use a code value and scheme of DICOM's.`,
  );
}
