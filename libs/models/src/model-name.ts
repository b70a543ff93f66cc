import { MalformedModelConfig } from './malformed-model-config.js';

declare const checked: unique symbol;

/** A model's name, safe as a folder name and, unescaped, in a URL: some clients escape nothing there. */
export type ModelName = string & { readonly [checked]: 'model-name' };

const SHAPE = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}$/;

export const isModelName = (text: string): text is ModelName => SHAPE.test(text);

/** @throws MalformedModelConfig when the name is not one. */
export function parseModelName(text: string): ModelName {
  if (isModelName(text)) return text;
  throw new MalformedModelConfig(
    '',
    `${JSON.stringify(text.slice(0, 64))} is no model name: letters, digits, "_", "-" and "." only, at most 128.`,
  );
}
