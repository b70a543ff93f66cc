import { IMPLICIT_SYNTAX } from '../dimse/transfer-syntaxes.js';

const SERIES_INSTANCE_UID = 0x0020_000e;
const ITEM_DELIMITATION = 0xfffe_e00d;
const SEQUENCE_DELIMITATION = 0xfffe_e0dd;
const UNDEFINED_LENGTH = 0xffff_ffff;
const LONG_VRS: ReadonlySet<string> = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));

/**
 * The Series Instance UID (0020,000E) of a data set in little endian, of which this is the start; undefined when it is
 * not among these bytes. Elements come in the order of their tags (PS3.5, 7.1), so that pixels are never looked at.
 */
export function findSeriesUid(start: Buffer, transferSyntaxUid: string): string | undefined {
  // Of a sequence of undefined length the items are walked through: whether each level is in Implicit VR.
  const levels = [transferSyntaxUid === IMPLICIT_SYNTAX];
  for (let at = 0; ;) {
    const element = readElement(start, at, levels.at(-1) ?? true);
    if (element === undefined) return undefined;
    const { tag, vr, valueAt, length } = element;
    at = valueAt;
    if (tag === ITEM_DELIMITATION || tag === SEQUENCE_DELIMITATION) levels.pop();
    else if (length === UNDEFINED_LENGTH) levels.push(vr === 'UN' || (levels.at(-1) ?? true));
    else if (levels.length > 1 || tag < SERIES_INSTANCE_UID) at = valueAt + length;
    else return tag === SERIES_INSTANCE_UID ? uidAt(start, valueAt, length) : undefined;
    if (levels.length === 0 || levels.length > MOST_LEVELS) return undefined;
  }
}

const MOST_LEVELS = 100;

interface Element {
  readonly tag: number;
  readonly vr: string | undefined;
  readonly valueAt: number;
  readonly length: number;
}

function readElement(bytes: Buffer, at: number, implicit: boolean): Element | undefined {
  if (at + 12 > bytes.length) return undefined;
  const group = bytes.readUInt16LE(at);
  const tag = group * 0x1_0000 + bytes.readUInt16LE(at + 2);
  // Items and their ends have no VR (PS3.5, 7.5).
  if (implicit || group === 0xfffe)
    return { tag, vr: undefined, valueAt: at + 8, length: bytes.readUInt32LE(at + 4) };
  const vr = bytes.toString('latin1', at + 4, at + 6);
  return LONG_VRS.has(vr)
    ? { tag, vr, valueAt: at + 12, length: bytes.readUInt32LE(at + 8) }
    : { tag, vr, valueAt: at + 8, length: bytes.readUInt16LE(at + 6) };
}

const uidAt = (bytes: Buffer, at: number, length: number): string | undefined =>
  at + length > bytes.length ? undefined : bytes.toString('latin1', at, at + length).replace(/[\0 ]+$/, '');
