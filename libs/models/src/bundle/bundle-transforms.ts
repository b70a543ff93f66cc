import type { JsonCursor } from '../decode-model-config/json-cursor.js';
import { isParserKey } from './bundle-target.js';
import { plainValue } from './plain-value.js';

/** A transform as configs write it. */
interface WrittenTransform {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * The transforms of a `Compose`, as configs write them.
 * @throws MalformedModelConfig for one that is an expression, or has an argument that is one and matters.
 */
export function bundleTransforms(inference: JsonCursor, key: string): readonly WrittenTransform[] {
  const document = inference.record();
  const chain = inference.at(key);
  if (chain.isAbsent) return [];
  const transforms = chain.isList ? chain.list() : chain.at('transforms').list();
  return transforms.flatMap((transform) => {
    if (isDisabled(transform)) return [];
    const name = transform.at('_target_').text();
    return SAVES.test(name) ? [] : [{ name: classOf(transform, name), args: argsOf(transform, document) }];
  });
}

/** Whoever asks for a mask gets it; what else a bundle does with it is its own affair. */
const SAVES = /(?:^|\.)SaveImage(?:d|D|Dict)?$/;

const isDisabled = (transform: JsonCursor): boolean =>
  transform.at('_disabled_').or(false, (flag) => flag.boolean());

const classOf = (transform: JsonCursor, name: string): string =>
  /^[$@%]/.test(name) ? transform.at('_target_').refuse('the name of a class') : name;

/** Arguments that an expression may give because they change nothing here. */
const HARMLESS = new Set(['dtype', 'data_type', 'reader', 'prob', 'track_meta', 'keys']);

function argsOf(transform: JsonCursor, document: unknown): Readonly<Record<string, unknown>> {
  const written = transform.keys().filter((key) => !isParserKey(key) && !DROPPED.has(key));
  const args = written.flatMap((key) => {
    const raw = transform.record()[key];
    const value = plainValue(raw, document);
    if (value !== undefined) return value === null ? [] : [[key, value] as const];
    return HARMLESS.has(key) ? [] : transform.at(key).refuse('a value, for expressions are not run');
  });
  return Object.fromEntries(args);
}

/** What a class is given to run on, and whose other transforms an Invert undoes: here always those before. */
const DROPPED = new Set(['device', 'transform']);
