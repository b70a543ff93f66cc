import { firstPresent } from './first-present.js';
import type { InferenceBlock } from './inference-block.js';
import type { JsonCursor } from './json-cursor.js';

const FIELDS = [
  'image',
  'image_format',
  'channel_first',
  'scanning_window',
  'roi',
  'batch_size',
  'padding',
  'tf',
  'trtis',
];

/** A server of Clara Train 2 stored each field a second time, on the top level: `roi` also as `inference_roi`. */
const twinOf = (field: string): string => `inference_${field}`;

export const isV2Inference = (config: JsonCursor): boolean =>
  config.hasAny(FIELDS.map(twinOf)) ||
  (!config.at('inference').isAbsent && config.at('inference').hasAny(FIELDS));

/** The inference block of Clara Train 2: its fields lie there openly, and where they do not, their twins are read. */
export function v2Inference(config: JsonCursor): InferenceBlock {
  const inference = config.at('inference');
  const setting = (field: string): JsonCursor => {
    const twin = config.at(twinOf(field));
    return inference.isAbsent ? twin : firstPresent(inference.at(field), twin);
  };
  expectChannelsFirst(setting('channel_first'));
  return { setting, told: setting, extra: { ...shown('padding', setting), ...shown('roi', setting) } };
}

function expectChannelsFirst(cursor: JsonCursor): void {
  if (!cursor.or(true, (flag) => flag.boolean())) {
    cursor.refuse('true: a network takes [1, channels, ...axes]');
  }
}

/** Clients ask for the padding around extreme points and for the window by these names. */
function shown(field: string, setting: (field: string) => JsonCursor): Readonly<Record<string, unknown>> {
  const cursor = setting(field);
  if (cursor.isAbsent) return {};
  return { [field]: cursor.isList ? cursor.list().map((item) => item.number()) : cursor.number() };
}
