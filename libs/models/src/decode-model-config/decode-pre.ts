import { looksAtClicks, type GuidedSpec, type TransformSpec } from '@aiaa/transforms';
import type { NetworkConfig } from '../model-config.js';
import { decodeTransform, isTransform } from './decode-transforms.js';
import { expectClicksInOrder } from './expect-clicks-in-order.js';
import type { ClickLists } from './guidance-transforms.js';
import type { JsonCursor } from './json-cursor.js';
import { PRE_TRANSFORMS } from './pre-transforms.js';
import { putsSlicesFirst, slicesFirst } from './slices-first.js';
import { findTransformName } from './transform-name.js';

/** What happens before the network. */
export interface DecodedPre extends Pick<NetworkConfig, 'pre' | 'guided' | 'clickLists'> {
  /** Whether the network has slices first, as a chain of MONAI's DeepGrow hands them to it. */
  readonly isSlicesFirst: boolean;
}

/**
 * @param cacheUntil the transform from which on nothing is to be kept for the next click; `ALL` or absent keeps all
 *   that clicks do not change
 * @throws MalformedModelConfig when that transform is none of the chain, or clicks are looked at before they join.
 */
export function decodePre(transforms: JsonCursor, cacheUntil: JsonCursor): DecodedPre {
  const written = transforms.isAbsent ? [] : transforms.list();
  const turn = written.findIndex((transform, at) => putsSlicesFirst(transform, written.slice(at)));
  const isSlicesFirst = turn !== -1;
  const specs = written.map((transform, at) =>
    decodeTransform(transform, isSlicesFirst && at > turn ? slicesFirst : PRE_TRANSFORMS),
  );
  expectClicksInOrder(specs, written);
  const kept = specs.slice(0, keptCount(written, cacheUntil));
  return {
    ...split(specs.filter(isStep), kept.filter(isStep).length),
    clickLists: specs.find((spec) => spec?.kind === 'click-lists')?.names ?? [],
    isSlicesFirst,
  };
}

const isStep = (spec: GuidedSpec | ClickLists | undefined): spec is GuidedSpec =>
  spec !== undefined && spec.kind !== 'click-lists';

const isPlain = (spec: GuidedSpec): spec is TransformSpec => !looksAtClicks(spec);

/** The steps that are the same for all clicks, at most `most` of them, and the others. */
function split(specs: readonly GuidedSpec[], most: number): Pick<NetworkConfig, 'pre' | 'guided'> {
  const firstGuided = specs.findIndex(looksAtClicks);
  const end = Math.min(most, firstGuided === -1 ? specs.length : firstGuided);
  return { pre: specs.slice(0, end).filter(isPlain), guided: specs.slice(end) };
}

/** How many transforms come before the one that is named, by whichever of its names. */
function keptCount(written: readonly JsonCursor[], cacheUntil: JsonCursor): number {
  if (cacheUntil.isAbsent || cacheUntil.text().toUpperCase() === 'ALL') return written.length;
  const name = findTransformName(cacheUntil.text(), Object.keys(PRE_TRANSFORMS));
  const at = name === undefined ? -1 : written.findIndex((transform) => isTransform(transform, [name]));
  return at === -1 ? cacheUntil.refuse('ALL, or the name of one of pre_transforms') : at;
}
