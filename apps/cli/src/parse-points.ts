import { readFileSync, statSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { voxelPoint, type VoxelPoint } from '@aiaa/volume';
import { errorCode } from '@aiaa/volume/errors';
import { printable } from './printable.js';

/** As many as the server takes. */
const POINTS_LIMIT = 100_000;
/** So many points of 80 characters. */
const FILE_LIMIT = 8_000_000;
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Voxels: `93,106,64 40,108,64`, the same in JSON as clients send it, `[[93, 106, 64], [40, 108, 64]]`, or `@` with the
 * name of a file that holds either. An option that is named again adds to the points `before`.
 * @throws InvalidArgumentError, which commander turns into a sentence
 */
export function parsePoints(text: string, before: readonly VoxelPoint[] = []): readonly VoxelPoint[] {
  const said = (text.startsWith('@') ? textOf(text.slice(1)) : text).trim();
  const points = [...before, ...(said.startsWith('[') ? fromJson(said) : fromWords(said))];
  if (points.length <= POINTS_LIMIT) return points;
  throw new InvalidArgumentError(`There are ${points.length} points, above the limit of ${POINTS_LIMIT}.`);
}

function fromWords(text: string): readonly VoxelPoint[] {
  // Commas may have a blank beside them.
  const words = text.split(/\s+/).join(' ').replace(/ ?, ?/g, ',').split(' ');
  return words.map((word, at) => pointOf(word.split(','), { at, word }));
}

function fromJson(text: string): readonly VoxelPoint[] {
  const list = listOf(text);
  const single = list.length > 0 && !list.some((item) => Array.isArray(item));
  return (single ? [list] : list).map((item, at) =>
    pointOf(Array.isArray(item) ? item : [], { at, word: shown(item) }),
  );
}

/** As JSON, but not deeper than a point is: JSON.stringify runs out of stack on what is. */
const shown = (item: unknown): string =>
  Array.isArray(item) ? `[${item.map(shownFlat).join(',')}]` : shownFlat(item);

const shownFlat = (item: unknown): string =>
  typeof item === 'object' && item !== null ? '...' : JSON.stringify(item);

function listOf(text: string): readonly unknown[] {
  try {
    // The text begins with a bracket.
    return JSON.parse(text) as readonly unknown[];
  } catch {
    throw new InvalidArgumentError('It begins as a list of JSON does, and is none.');
  }
}

function pointOf(parts: readonly unknown[], { at, word }: { at: number; word: string }): VoxelPoint {
  const [x, y, z] = parts.map(coordinate);
  if (parts.length === 3 && x !== undefined && y !== undefined && z !== undefined) return voxelPoint(x, y, z);
  const excerpt = printable(word.length > 40 ? `${word.slice(0, 40)}...` : word);
  throw new InvalidArgumentError(`Point ${at + 1} is "${excerpt}"; a point is x,y,z, such as 93,106,64.`);
}

function coordinate(part: unknown): number | undefined {
  const number = typeof part === 'string' && DECIMAL.test(part.trim()) ? Number(part) : part;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function textOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) throw new InvalidArgumentError(`There is no file ${printable(path)}.`);
    if (stats.size <= FILE_LIMIT) return readFileSync(path, 'utf8');
    throw new InvalidArgumentError(`The file has ${stats.size} bytes, above the limit of ${FILE_LIMIT}.`);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    throw new InvalidArgumentError(`The file cannot be read (${String(errorCode(error))}).`);
  }
}
