import { addGuidance, asFloat32, buildGuided, makeStep, type SpatialStep } from '@aiaa/transforms';
import { makeVolume, voxelCount, type Volume } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { clickFreeStep } from './click-free-step.js';
import { guidanceOf } from './guidance-of.js';
import type { LoadedNetwork } from './network-cache.js';
import type { Task } from './task.js';
import type { WarmCache } from './warm-cache.js';

/** What a network is shown, and the way there and back. */
export interface Prepared {
  readonly shown: Volume<'float32'>;
  readonly step: SpatialStep;
}

/**
 * The image after the model's chain, with the channels that show where somebody pointed.
 * @throws UnfitImage when the network takes another number of channels; AnnotationFailed `MalformedRequest` when the
 * model lives by clicks and there are none.
 */
export function prepare(model: LoadedNetwork, task: Task, warm: WarmCache): Prepared {
  const { volume } = task.image;
  const { guidance, guided } = guidanceOf(task.pointing, model.config, volume.size);
  if (guided.length === 0) assertChannels(model, volume, volume);
  const clickFree = clickFreeStep(model, task, warm);
  const isEmpty = voxelCount(clickFree.volume.size) === 0;
  const { step } = isEmpty ? { step: clickFree } : buildGuided(guided)(addGuidance(clickFree, guidance));
  if (!isEmpty) assertChannels(model, volume, step.volume);
  const shown = makeVolume<'float32'>(asFloat32(step.volume)); // what is still deferred is sampled here
  return { shown, step: makeStep(shown, step.maps) };
}

/** `shown` is what the network would see of the image: its channels, and those that show clicks. */
function assertChannels({ channels: taken }: LoadedNetwork, image: Volume, shown: Volume): void {
  if (taken === undefined || taken === shown.channels) return;
  const counted = `${image.channels} channel${image.channels === 1 ? '' : 's'}`;
  const extra = shown.channels - image.channels;
  const clicks = extra > 0 ? `, and ${extra} more show${extra === 1 ? 's' : ''} where it was clicked` : '';
  throw new UnfitImage(`The image has ${counted}${clicks}; the network of this model takes ${taken}.`);
}
