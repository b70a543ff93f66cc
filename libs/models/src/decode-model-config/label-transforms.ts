import type { Connectivity, LabelTransformSpec } from '@aiaa/transforms';
import type { PostSpec } from '../model-config.js';
import { atLeastOne, expectOnly } from './arguments.js';
import type { JsonCursor } from './json-cursor.js';

/** The transforms that tidy labels once they are decided, by MONAI's and MONAI Label's bare names. */
export const LABEL_TRANSFORMS: Readonly<Record<string, (args: JsonCursor) => PostSpec>> = {
  KeepLargestConnectedComponent: clean(keepLargestComponent),
  LargestCC: clean((args) => {
    expectOnly(args, ['has_channel']);
    return { kind: 'largest-component' };
  }),
  FillHoles: clean(fillHoles),
  LabelFilter: clean((args) => {
    expectOnly(args, ['applied_labels']);
    return { kind: 'label-filter', appliedLabels: labels(args.at('applied_labels')) };
  }),
};

function clean(decode: (args: JsonCursor) => LabelTransformSpec) {
  return (args: JsonCursor): PostSpec => ({ kind: 'clean', transform: decode(args) });
}

function keepLargestComponent(args: JsonCursor): LabelTransformSpec {
  expectOnly(args, ['applied_labels', 'is_onehot', 'independent', 'connectivity', 'num_components']);
  if (args.at('is_onehot').or(false, (cursor) => cursor.boolean())) {
    args.at('is_onehot').refuse('false: a result is a label map, never one-hot');
  }
  return {
    kind: 'keep-largest-component',
    ...appliedLabels(args),
    independent: args.at('independent').or(true, (cursor) => cursor.boolean()),
    connectivity: args.at('connectivity').or(3, connectivity),
    numComponents: args.at('num_components').or(1, atLeastOne),
  };
}

function fillHoles(args: JsonCursor): LabelTransformSpec {
  expectOnly(args, ['applied_labels', 'connectivity']);
  return {
    kind: 'fill-holes',
    ...appliedLabels(args),
    connectivity: args.at('connectivity').or(3, connectivity),
  };
}

/** Absent: every label. */
function appliedLabels(args: JsonCursor): { readonly appliedLabels?: readonly number[] } {
  const applied = args.at('applied_labels');
  return applied.isAbsent ? {} : { appliedLabels: labels(applied) };
}

/** A list of labels, or one. */
function labels(cursor: JsonCursor): readonly number[] {
  return (cursor.isList ? cursor.list() : [cursor]).map((item) => {
    const label = item.number();
    const isLabel = Number.isInteger(label) && label >= 0 && label <= HIGHEST_LABEL;
    return isLabel ? label : item.refuse(`a label, a whole number from 0 to ${HIGHEST_LABEL}`);
  });
}

/** A label map holds 16 bits at most. */
const HIGHEST_LABEL = 65_535;

function connectivity(cursor: JsonCursor): Connectivity {
  const written = cursor.number();
  const known = ([1, 2, 3] as const).find((axes) => axes === written);
  return known ?? cursor.refuse('1 (faces), 2 (edges too), 3 (corners too) or null (all around)');
}
