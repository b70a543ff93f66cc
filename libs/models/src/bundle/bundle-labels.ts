import type { JsonCursor } from '../decode-model-config/json-cursor.js';

/**
 * The names of the labels: those of the channels that the network scores, in their order, but for the background where
 * it has a channel. None where the bundle does not name them.
 */
export function bundleLabels(metadata: JsonCursor): readonly string[] {
  const outputs = metadata.find('network_data_format').find('outputs');
  const channels = outputs.find('pred').find('channel_def');
  if (channels.isAbsent) return [];
  const numbers = channels.keys().sort((a, b) => Number(a) - Number(b));
  const names = numbers.map((number) => channels.at(number).text());
  const [first, ...others] = names;
  return first !== undefined && others.length > 0 && /^background$/i.test(first.trim()) ? others : names;
}
