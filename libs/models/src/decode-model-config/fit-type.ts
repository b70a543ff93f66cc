import type { GuidedSpec } from '@aiaa/transforms';
import { looksAtSlice } from '../looks-at-slice.js';
import type { NetworkConfig, PostSpec } from '../model-config.js';
import { fitAnnotation } from './fit-annotation.js';
import type { InferenceBlock } from './inference-block.js';
import type { JsonCursor } from './json-cursor.js';

/** Where the parts of a config are written. */
export interface ConfigPlaces {
  readonly config: JsonCursor;
  readonly block: InferenceBlock;
}

/**
 * A network's config with what its type takes for granted: Clara Train's configs leave much of it unsaid.
 * @throws MalformedModelConfig when the chain cannot be that of a model of this type.
 */
export function fitType(network: NetworkConfig, places: ConfigPlaces): NetworkConfig {
  expectClicksOfType(network, places.config.at('pre_transforms'));
  switch (network.type) {
    case 'annotation':
      return fitAnnotation(network, places.block);
    case 'deepgrow':
      return fitDeepgrow(network, places);
    case 'classification':
      expectScoresAlone(network.post, places.config.at('post_transforms'));
      return network;
    case 'segmentation':
    case 'others':
      return network;
  }
}

/** What cannot do without clicks, or without points: the name of the transform, and the one type that has them. */
const NEEDY: Partial<Record<GuidedSpec['kind'], readonly [name: string, type: NetworkConfig['type']]>> = {
  'fetch-slice': ['Fetch2DSlice', 'deepgrow'],
  'crop-guidance': ['SpatialCropGuidance', 'deepgrow'],
  'crop-extreme-points': ['CropExtremePoints', 'annotation'],
  'add-extreme-points-channel': ['AddExtremePointsChannel', 'annotation'],
};

/** Channels of clicks are zeros without any, as in DeepEdit's automatic mode; there is no box around none. */
function expectClicksOfType({ type, guided, clickLists }: NetworkConfig, place: JsonCursor): void {
  for (const { kind } of guided) {
    const [name, served] = NEEDY[kind] ?? [];
    if (served === undefined || served === type) continue;
    const needs = served === 'deepgrow' ? 'clicks' : 'extreme points';
    place.reject(`${name} needs ${needs}, and only a model of type ${served} is sure of them, not ${type}.`);
  }
  if (type === 'annotation' && clickLists.length > 0) {
    place.reject(
      'a model of type annotation is shown extreme points; one that is shown clicks is of type deepgrow.',
    );
  }
}

/** Slicer and OHIF tell by `deepgrow` whether clicks are for a slice or for a volume. */
function fitDeepgrow(network: NetworkConfig, { config, block }: ConfigPlaces): NetworkConfig {
  if (network.guided.every(({ kind }) => kind !== 'add-guidance-signal')) {
    config
      .at('pre_transforms')
      .reject(
        'a model of type deepgrow shows clicks to its network: name AddGuidanceFromPoints and AddGuidanceSignal.',
      );
  }
  const deepgrow = block.told('deepgrow').or(looksAtSlice(network) ? '2D' : '3D', (cursor) => cursor.text());
  return { ...network, extra: { ...network.extra, deepgrow } };
}

/** A class has a score and no place. */
function expectScoresAlone(post: readonly PostSpec[], place: JsonCursor): void {
  if (post.every(({ kind }) => kind === 'activation')) return;
  place.reject('a model of type classification gives scores and no mask: only Activations can follow it.');
}
