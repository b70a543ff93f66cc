import type { GuidedSpec } from '@aiaa/transforms';
import type { ClickLists } from './guidance-transforms.js';
import type { JsonCursor } from './json-cursor.js';

type Spec = GuidedSpec | ClickLists | undefined;

/**
 * Clicks join once, before what looks at them; and one slice is taken where they are those of a slice, and only there.
 * @param written the transforms that the specs were read from
 * @throws MalformedModelConfig at the first transform that stands where it cannot.
 */
export function expectClicksInOrder(specs: readonly Spec[], written: readonly JsonCursor[]): void {
  let joined: ClickLists | undefined;
  for (const [at, spec] of specs.entries()) {
    const trouble = troubleOf(spec, joined);
    if (trouble !== undefined) written[at].reject(trouble);
    if (spec?.kind !== 'click-lists') continue;
    joined = spec;
    if (spec.dimensions === 2 && !specs.some((other) => other?.kind === 'fetch-slice'))
      written[at].reject('clicks of two dimensions need Fetch2DSlice after them; or say spatial_dims 3.');
  }
}

function troubleOf(spec: Spec, joined: ClickLists | undefined): string | undefined {
  switch (spec?.kind) {
    case 'click-lists':
      return joined === undefined ? undefined : 'clicks join the image twice.';
    case 'fetch-slice':
      return joined?.dimensions === 3
        ? 'it takes a slice, and the clicks have three dimensions.'
        : orEarly(joined);
    case 'crop-guidance':
    case 'add-guidance-signal':
      return orEarly(joined);
    default:
      return undefined;
  }
}

const orEarly = (joined: ClickLists | undefined): string | undefined =>
  joined === undefined
    ? 'it looks at clicks, and none have joined the image: name AddGuidanceFromPoints before it.'
    : undefined;
