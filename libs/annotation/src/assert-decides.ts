import { MalformedModelConfig } from '@aiaa/models';
import type { ReturnPlan } from './return-plan.js';

/** @throws MalformedModelConfig when the config's decision does not fit the network's channels. */
export function assertDecides({ decide }: Pick<ReturnPlan, 'decide'>, channels: number): void {
  if (decide.kind !== 'threshold' || channels === 1) return;
  throw new MalformedModelConfig(
    'post_transforms',
    `a threshold decides one class, and the network scores ${channels}: use argmax.`,
  );
}
