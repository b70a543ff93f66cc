import { buildChain, defer, makeStep, type SpatialStep } from '@aiaa/transforms';
import type { LoadedNetwork } from './network-cache.js';
import type { Task } from './task.js';
import type { WarmCache } from './warm-cache.js';

/**
 * What a model's chain makes of the image whatever the clicks. For a session it is made once, whole, and kept. Where
 * clicks follow, nothing more than that is sampled yet, so that a crop around them samples no more than it leaves.
 */
export function clickFreeStep(
  { key, config: { pre, guided } }: LoadedNetwork,
  { session, image: { volume } }: Pick<Task, 'session' | 'image'>,
  warm: WarmCache,
): SpatialStep {
  const chain = buildChain(pre);
  if (session === undefined) return chain(guided.length > 0 ? defer(volume) : volume);
  const kept = warm.step(session, key) ?? chain(volume);
  warm.keepStep(session, key, kept);
  return guided.length > 0 ? makeStep(defer(kept.volume), kept.maps) : kept;
}
