import { JsonCursor } from './json-cursor.js';
import { nearestName } from './nearest-name.js';
import { REFUSED_TRANSFORMS } from './refused-transforms.js';
import { findTransformName, isForeignClass } from './transform-name.js';

/** By its bare name, what turns a transform's arguments into its spec; nothing for what is done anyway. */
export type TransformTable<Spec> = Readonly<Record<string, (args: JsonCursor) => Spec | undefined>>;

/** @throws MalformedModelConfig at the first transform, argument or field that cannot be what it is. */
export function decodeTransforms<Spec>(transforms: JsonCursor, table: TransformTable<Spec>): Spec[] {
  if (transforms.isAbsent) return [];
  return transforms.list().flatMap((transform) => decodeTransform(transform, table) ?? []);
}

/** The same for one transform. */
export function decodeTransform<Spec>(transform: JsonCursor, table: TransformTable<Spec>): Spec | undefined {
  const decode = decoderOf(classOf(transform), table);
  const given = transform.at('args');
  const args = given.isAbsent ? new JsonCursor({}, given.path) : given;
  for (const key of ['keys', 'fields']) args.at(key).or(undefined, expectNames);
  return decode(args);
}

/** Whether a transform is one of these. */
export const isTransform = (transform: JsonCursor, names: readonly string[]): boolean =>
  findTransformName(classOf(transform).text(), names) !== undefined;

/** Clara Train 3 names a class by `path` where `name` is only its short name. */
const classOf = (transform: JsonCursor): JsonCursor =>
  transform.at('path').isAbsent ? transform.at('name') : transform.at('path');

function decoderOf<Spec>(
  name: JsonCursor,
  table: TransformTable<Spec>,
): (args: JsonCursor) => Spec | undefined {
  const known = findTransformName(name.text(), Object.keys(table));
  const decode = known === undefined ? undefined : table[known];
  return decode ?? refuseName(name, Object.keys(table));
}

function refuseName(name: JsonCursor, known: readonly string[]): never {
  const written = name.text();
  const refused = findTransformName(written, Object.keys(REFUSED_TRANSFORMS));
  if (refused !== undefined) name.reject(`${refused} is not supported: ${REFUSED_TRANSFORMS[refused]}.`);
  const near = nearestName(written.split('.').at(-1) ?? written, known);
  const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
  const foreign = isForeignClass(written) ? ', for Python classes of your own are not run' : '';
  return name.refuse(`a transform we know${hint}${foreign}: ${known.join(', ')}`);
}

/** The fields of a dictionary that a transform works on: one name or several. */
function expectNames(cursor: JsonCursor): void {
  if (cursor.isList) for (const name of cursor.list()) name.text();
  else cursor.text();
}
