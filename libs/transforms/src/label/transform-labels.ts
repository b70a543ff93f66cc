import { assertNever, type LabelMap } from '@aiaa/volume';
import { fillHoles, type FillHolesArgs } from './fill-holes.js';
import { keepLargestComponent, type KeepLargestComponentArgs } from './keep-largest-component.js';
import { labelFilter, type LabelFilterArgs } from './label-filter.js';
import { largestComponent } from './largest-component.js';

/** What is done to a label map once it is decided, as data; the grid stays. */
export type LabelTransformSpec =
  | ({ readonly kind: 'keep-largest-component' } & KeepLargestComponentArgs)
  | { readonly kind: 'largest-component' }
  | ({ readonly kind: 'fill-holes' } & FillHolesArgs)
  | ({ readonly kind: 'label-filter' } & LabelFilterArgs);

/** The map after all of them, in their order. */
export const transformLabels = (map: LabelMap, specs: readonly LabelTransformSpec[]): LabelMap =>
  specs.reduce(transformed, map);

function transformed(map: LabelMap, spec: LabelTransformSpec): LabelMap {
  switch (spec.kind) {
    case 'keep-largest-component':
      return keepLargestComponent(map, spec);
    case 'largest-component':
      return largestComponent(map);
    case 'fill-holes':
      return fillHoles(map, spec);
    case 'label-filter':
      return labelFilter(map, spec);
    default:
      return assertNever(spec);
  }
}
