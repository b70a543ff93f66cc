import type { GuidedSpec } from '@aiaa/transforms';
import type { Size } from '@aiaa/volume';
import type { NetworkConfig } from '../model-config.js';
import { notNegative, wholeTriple } from './arguments.js';
import { firstPresent } from './first-present.js';
import type { InferenceBlock } from './inference-block.js';
import type { JsonCursor } from './json-cursor.js';

/**
 * DExtr3D: what AIAA's clients did before they sent an image is done here, for those that send it whole. A crop to
 * the points and a padding in millimetres, resized to the network's window; and the points in a channel of their own,
 * the last. Clients read the figures too, and take these where none are told (NVIDIA's ai-assisted-annotation-client:
 * 20 mm, 128 voxels, sigma 3).
 */
export function fitAnnotation(network: NetworkConfig, block: InferenceBlock): NetworkConfig {
  const steps = [...network.pre, ...network.guided];
  const [crop, channel] = [find(steps, 'crop-extreme-points'), find(steps, 'add-extreme-points-channel')];
  const resize = find(steps, 'resize');

  const padding = block.told('padding').or(crop?.padding ?? 20, notNegative);
  const roi = firstPresent(block.told('roi'), block.setting('roi')).or(sizeOf(resize?.size), window);
  const sigma = block.told('sigma').or(typeof channel?.sigma === 'number' ? channel.sigma : 3, notNegative);

  const cropping: GuidedSpec[] = [
    { kind: 'crop-extreme-points', padding },
    ...(resize === undefined ? [{ kind: 'resize', size: roi, mode: 'trilinear' } as const] : []),
  ];
  const { pre, guided } = crop === undefined ? cropEarly(network, cropping) : network;
  return {
    ...network,
    extra: { ...network.extra, padding, roi, sigma },
    pre,
    guided: channel === undefined ? [...guided, { kind: 'add-extreme-points-channel', sigma }] : guided,
    clickLists: ['points'],
  };
}

const find = <K extends GuidedSpec['kind']>(specs: readonly GuidedSpec[], kind: K) =>
  specs.find((spec): spec is Extract<GuidedSpec, { kind: K }> => spec.kind === kind);

const sizeOf = (size: Size | number = 0): Size =>
  typeof size === 'number' || size.some((voxels) => voxels < 1) ? [128, 128, 128] : size;

function window(cursor: JsonCursor): Size {
  const size = wholeTriple(cursor);
  return size.every((voxels) => voxels >= 1) ? size : cursor.refuse('three whole numbers from 1');
}

/** What gives the image another grid, whatever its values. */
const REGRIDS: ReadonlySet<GuidedSpec['kind']> = new Set([
  'orientation',
  'flip',
  'rotate90',
  'spacing',
  'spatial-resample',
]);

/** The crop comes before anything that looks at values, for the clients' statistics are those of a crop. */
function cropEarly({ pre, guided }: NetworkConfig, cropping: readonly GuidedSpec[]) {
  const steps = [...pre, ...guided];
  const other = steps.findIndex(({ kind }) => !REGRIDS.has(kind));
  const cropAt = other === -1 ? steps.length : other;
  const kept = pre.slice(0, cropAt);
  return {
    pre: kept,
    guided: [...steps.slice(kept.length, cropAt), ...cropping, ...steps.slice(cropAt)],
  };
}
