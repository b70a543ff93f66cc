import type { Random } from '../random.js';

/** Headers of text lie within these first bytes; what follows is kept as it is. */
const HEADER_BYTES = 1024;

const NUMBERS = [
  '0', '-0', '-1', '1', '2', '3', '4', '5', '6', '7', '12', '17', '24', '255', '256', '1000', '65536', '2147483647', '2147483648',
  '4294967296', '9007199254740992', '9007199254740993', '1e308', '-1e308', '1e400', '1e-320', '1e3', '0.5', 'NaN', 'nan',
  'inf', '-Infinity', '0x10', '1_0', '+3', '', '1 1', '99999999999999999999', '9'.repeat(400),
] as const; // prettier-ignore

/** Words that mean something in a header of NRRD (teem, NRRD format), of MetaImage or of DICOM. */
const WORDS = [
  'raw', 'gzip', 'gz', 'ascii', 'text', 'txt', 'hex', 'bzip2', 'little', 'big', 'uchar', 'short', 'uint16', 'int64',
  'float', 'double', 'block', 'none', 'domain', 'space', 'list', 'vector', 'complex', '3-color', '(1,0,0)', '(0,0,0)',
  '(nan,nan,nan)', '(1,1,1)', 'right-anterior-superior', 'left-anterior-superior', 'scanner-xyz', 'True', 'False', 'LOCAL', 'LIST',
  'MET_UCHAR', 'MET_SHORT', 'MET_DOUBLE', 'MET_STRING', 'NRRD0001', 'NRRD0005', 'NRRD0009', '__proto__', 'constructor',
  'MONOCHROME1', 'RGB', 'YBR_FULL_422', 'MOSAIC', '../../etc/passwd', 'scan%03d.raw', '\u0000', '\r', '\u00ff',
] as const; // prettier-ignore

const FIELDS = [
  'byte skip: -1', 'byte skip: 4', 'line skip: 3', 'data file: LIST', 'data file: scan.raw', 'spacings: 1 1 1', 'axis mins: 0 0 0',
  'block size: 4', 'content: x', 'space units: "mm" "mm" "mm"', 'measurement frame: (1,0,0) (0,1,0) (0,0,1)', 'sizes: 2 3 4',
  'HeaderSize = -1', 'HeaderSize = 8', 'CompressedData = True', 'CompressedDataSize = 5', 'ElementNumberOfChannels = 3',
  'ElementDataFile = scan.raw', 'ElementDataFile = LIST', 'BinaryData = False', 'ElementSize = 1 1 1', 'DimSize = 2 3 4',
] as const; // prettier-ignore

const TEXT_CHANGES = [
  number, number, number, number, word, word, removeLine, swapLines, addLine,
] as const; // prettier-ignore

/** Changes a number, a word or a line of the text that a file begins with. */
export function changeText(bytes: Uint8Array, random: Random): Uint8Array {
  const header = Buffer.from(bytes.subarray(0, HEADER_BYTES)).toString('latin1');
  const changed = random.pick(TEXT_CHANGES)(header, random);
  return Uint8Array.from(Buffer.concat([Buffer.from(changed, 'latin1'), bytes.subarray(HEADER_BYTES)]));
}

function number(text: string, random: Random): string {
  return replaceOne(text, /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, random, random.pick(NUMBERS));
}

function word(text: string, random: Random): string {
  return replaceOne(text, /\([^()\n]*\)|[A-Za-z_][\w-]*/g, random, random.pick(WORDS));
}

function replaceOne(text: string, pattern: RegExp, random: Random, by: string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const { index, 0: found } = random.pick(matches);
  return text.slice(0, index) + by + text.slice(index + found.length);
}

function removeLine(text: string, random: Random): string {
  const lines = text.split('\n');
  lines.splice(random.below(lines.length), 1);
  return lines.join('\n');
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n');
  const [a, b] = [random.below(lines.length), random.below(lines.length)];
  return lines.with(a, lines[b]).with(b, lines[a]).join('\n');
}

function addLine(text: string, random: Random): string {
  const lines = text.split('\n');
  const line = random.oneIn(2) ? random.pick(FIELDS) : random.pick(lines);
  return lines.toSpliced(random.below(lines.length + 1), 0, line).join('\n');
}
