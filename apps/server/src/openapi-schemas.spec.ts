import { describe, expect, it } from '@jest/globals';
import {
  decodeExtremePoints,
  decodeFixPolygon,
  decodeImageSource,
  decodeInference,
  decodeMaskToPolygons,
  decodeResultFormat,
  MalformedRequest,
  requireClicks,
  type Params,
} from '@aiaa/http-contract';
import { LimitExceeded } from '@aiaa/volume/errors';
import { namedCheck } from '../test/schema-checks.js';

/** Both take it, neither does, or the decoder alone is tolerant, which the description says. */
type Verdict = 'both' | 'neither' | 'decoder alone' | 'schema alone';

type Row = readonly [value: unknown, verdict: Verdict, reason: string];

const P = [1, 2, 3];
const SIX = [P, P, P, P, P, P];
const RINGS = [[[1, 2], [3, 4], [5, 6]]]; // prettier-ignore
const MOVED = { polygon_index: 0, vertex_index: 1, vertex_offset: [1, 0] };
const FLAT = { dimension: 2, poly: RINGS, ...MOVED };
const DEEP = { dimension: 3, poly: [[], RINGS], slice_index: 1, ...MOVED };
const PACS = { server_address: 'pacs', server_port: 104, ae_title: 'PACS', series_uid: '1.2.3' };
const WADO = { wado_url: 'https://pacs/wado', study_uid: '1.2', series_uid: '1.2.3' };
const URL_ = { url: 'http://images/a.nii.gz' };

function accepts(decode: (value: Params) => unknown, value: unknown): boolean {
  try {
    decode(Object(value));
    return true;
  } catch (error) {
    if (error instanceof MalformedRequest || error instanceof LimitExceeded) return false;
    throw error;
  }
}

const verdictOf = (schema: boolean, decoder: boolean): Verdict =>
  schema ? (decoder ? 'both' : 'schema alone') : decoder ? 'decoder alone' : 'neither';

function agree(name: string, decode: (value: Params) => unknown, rows: readonly Row[]): void {
  describe(`${name} and its decoder`, () => {
    const check = namedCheck(name);
    it.each(rows)('%j: %s (%s)', (value, verdict) => {
      expect(verdictOf(check(value), accepts(decode, value))).toBe(verdict);
    });
  });
}

agree('Dextr3dParams', decodeExtremePoints, [
  [{ points: SIX }, 'both', 'six points'],
  [{ points: [...SIX, P] }, 'both', 'more'],
  [{ extreme_points: SIX }, 'both', 'the name that Slicer reads'],
  [{ points: [], extreme_points: SIX }, 'both', 'an empty list is as absent'],
  [{ points: null, extreme_points: SIX }, 'both', 'so is null'],
  [{ points: SIX, sigma: 3, device: 'x' }, 'both', 'names without a meaning'],
  [{ points: SIX.map((point) => point.map(String)) }, 'both', 'texts of numbers'],
  [{ points: [...SIX.slice(1), [1.5, -2e1, '+.5e-1']] }, 'both', 'numbers of all kinds'],
  [{ points: [...SIX.slice(1), [1, 2]] }, 'both', 'points of a picture'],
  [{ points: JSON.stringify(SIX) }, 'both', 'JSON in a string'],
  [{ points: '[[1,2,3],]' }, 'schema alone', 'of a text the schema does not see what is in it'],
  [{}, 'neither', 'nothing'],
  [{ points: SIX.slice(1) }, 'neither', 'five'],
  [{ points: P }, 'neither', 'one point'],
  [{ points: SIX.slice(1), extreme_points: SIX }, 'neither', 'points goes first'],
  [{ points: 7, extreme_points: SIX }, 'neither', 'a number'],
  [{ points: {} }, 'neither', 'an object'],
  [{ points: [...SIX, [1]] }, 'neither', 'a point of one number'],
  [{ points: [...SIX, [1, 2, 3, 4]] }, 'neither', 'of four'],
  [{ points: [...SIX, [1, 2, null]] }, 'neither', 'of null'],
  [{ points: [...SIX, [1, 2, '0x10']] }, 'neither', 'no decimal number'],
  [{ points: [...SIX, [1, 2, '']] }, 'neither', 'an empty text'],
  [{ points: [...SIX, [1, 2, ' 3 ']] }, 'decoder alone', 'spaces around it'],
]);

agree('DeepgrowParams', requireClicks, [
  [{ foreground: [P] }, 'both', 'a click'],
  [{ background: [P] }, 'both', 'outside'],
  [{ foreground: [P], background: [] }, 'both', 'one list of two'],
  [{ foreground: P }, 'both', 'a flat point'],
  [{ foreground: '[[1,2,3]]', background: '[]' }, 'both', 'JSON in strings'],
  [{ foreground: [P], current_point: P }, 'both', 'the last one, flat'],
  [{ foreground: [P], current_point: [P] }, 'both', 'in a list'],
  [{ foreground: [P], current_point: [] }, 'both', 'none'],
  [{ foreground: [P], spatial_size: [256, 256], slice: 3 }, 'both', 'of a slice'],
  [{ foreground: [P], spatial_size: [32, 256, 256], slice: null }, 'both', 'of a volume'],
  [{ foreground: [P], spatial_size: [], slice: -1 }, 'both', 'nothing said'],
  [{ foreground: [P], spleen: [P] }, 'both', 'clicks of a label'],
  [{ spleen: [P] }, 'decoder alone', 'of a label alone'],
  [{ foreground: [P], slice: '3' }, 'decoder alone', 'a number in a text'],
  [{ foreground: [P], slice: '' }, 'decoder alone', 'an empty text'],
  [{ foreground: [P], spatial_size: ['256', 256] }, 'decoder alone', 'a number in a text'],
  [{ foreground: '[]' }, 'schema alone', 'of a text the schema does not see what is in it'],
  [{}, 'neither', 'nothing'],
  [{ foreground: [], background: [] }, 'neither', 'no click'],
  [{ foreground: [[]] }, 'neither', 'an empty point'],
  [{ foreground: [P, 1] }, 'neither', 'a number among points'],
  [{ foreground: [P], background: [[1]] }, 'neither', 'half a point'],
  [{ foreground: [P], current_point: [P, P] }, 'neither', 'two last ones'],
  [{ foreground: [P], slice: 1.5 }, 'neither', 'half a slice'],
  [{ foreground: [P], slice: [1] }, 'neither', 'a list'],
  [{ foreground: [P], spatial_size: [1] }, 'neither', 'one side'],
  [{ foreground: [P], spatial_size: [0, 9] }, 'neither', 'no size'],
  [{ foreground: [P], spatial_size: [1, 2, 3, 4] }, 'neither', 'four sides'],
  [{ foreground: [P], spatial_size: 9 }, 'neither', 'a number'],
]);

agree('InferenceParams', decodeInference, [
  [{}, 'both', 'nothing'],
  [{ mydata: [1, 2, 3] }, 'both', 'the API page'],
  [{ points: [P] }, 'both', 'as few as there are'],
  [{ foreground: [] }, 'both', 'none'],
  [{ points: 7 }, 'decoder alone', 'a number is left out'],
  [{ points: [[1]] }, 'neither', 'half a point'],
  [{ foreground: [P], slice: 0.5 }, 'neither', 'half a slice'],
]);

agree('ResultFormat', decodeResultFormat, [
  [{}, 'both', 'nothing'],
  [{ result_extension: '.nii.gz', result_dtype: 'uint16', result_compress: true }, 'both', 'XNAT'],
  [{ result_extension: '.png' }, 'both', 'a picture'],
  [{ result_extension: '.png', result_dtype: 'uint8' }, 'both', 'of bytes'],
  [{ result_compress: 'False' }, 'both', 'as Python writes it'],
  [{ result_compress: 0 }, 'both', 'a number'],
  [{ result_write_to_file: true }, 'both', 'a name without a meaning'],
  [{ result_extension: 'NRRD' }, 'decoder alone', 'without the dot, in capitals'],
  [{ result_extension: '' }, 'decoder alone', 'an empty text'],
  [{ result_dtype: null }, 'decoder alone', 'null'],
  [{ result_compress: 'TRUE' }, 'decoder alone', 'in capitals'],
  [{ result_extension: '.png', result_dtype: 'float32' }, 'neither', 'no samples of 32 bits'],
  [{ result_extension: '.exe' }, 'neither', 'not written'],
  [{ result_extension: 7 }, 'neither', 'a number'],
  [{ result_dtype: 'int8' }, 'neither', 'not written'],
  [{ result_compress: 'yes' }, 'neither', 'no boolean'],
  [{ result_compress: [] }, 'neither', 'a list'],
]);

agree('MaskToPolygonsParams', decodeMaskToPolygons, [
  [{}, 'both', 'nothing'],
  [{ more_points: 10 }, 'both', 'the API page'],
  [{ more_points: '10', label: '2' }, 'both', 'in texts'],
  [{ more_points: null, label: 1 }, 'both', 'null'],
  [{ more_points: '', label: ' 2 ' }, 'decoder alone', 'an empty text, and spaces'],
  [{ more_points: -1 }, 'neither', 'fewer than none'],
  [{ more_points: 1.5 }, 'neither', 'a part of one'],
  [{ more_points: 2 ** 53 }, 'neither', 'too many'],
  [{ more_points: true }, 'neither', 'a boolean'],
  [{ label: 0 }, 'neither', 'the background'],
  [{ label: '0' }, 'neither', 'the background in a text'],
]);

agree('FixPolygonParams', decodeFixPolygon, [
  [FLAT, 'both', 'a picture'],
  [DEEP, 'both', 'a stack'],
  [{ ...DEEP, propagate_neighbor: 2, propagate_neighbor_3d: '3' }, 'both', 'neighbours'],
  [{ ...FLAT, dimension: '2', vertex_index: '1' }, 'both', 'numbers in texts'],
  [{ ...FLAT, poly: undefined, prev_poly: RINGS }, 'both', 'the polygons before'],
  [{ ...FLAT, vertex_offset: null, prev_poly: RINGS }, 'both', 'moved to where poly has it'],
  [{ ...FLAT, polygon_index: undefined }, 'both', 'the first polygon'],
  [{ ...FLAT, poly: JSON.stringify(RINGS) }, 'decoder alone', 'JSON in a string'],
  [{ ...FLAT, dimension: undefined }, 'decoder alone', 'the depth of the lists tells'],
  [{ ...FLAT, vertex_index: undefined, vertexIndex: 1 }, 'decoder alone', 'as old clients call it'],
  [{ ...FLAT, vertex_index: 3 }, 'schema alone', 'the schema does not look for the vertex'],
  [{ ...FLAT, vertex_index: undefined }, 'neither', 'no vertex named'],
  [{ ...FLAT, vertex_index: -1 }, 'neither', 'before the first'],
  [{ ...FLAT, poly: undefined }, 'neither', 'no polygons'],
  [{ ...FLAT, poly: [[[1, 2, 3]]] }, 'neither', 'a vertex of three numbers'],
  [{ ...FLAT, poly: 7 }, 'neither', 'a number'],
  [{ ...FLAT, dimension: 4 }, 'neither', 'no such dimension'],
  [{ ...FLAT, dimension: 3 }, 'neither', 'a picture is no stack'],
  [{ ...FLAT, vertex_offset: [1] }, 'neither', 'half an offset'],
  [{ ...FLAT, propagate_neighbor: -1 }, 'neither', 'fewer than none'],
  [{ ...DEEP, slice_index: undefined }, 'neither', 'no slice'],
  [{ ...DEEP, dimension: 2 }, 'neither', 'a stack is no picture'],
]);

agree('ImageSource', (body) => decodeImageSource(JSON.stringify(body)), [
  [{ dicom: PACS }, 'both', 'C-GET'],
  [{ dicom: { ...PACS, server_port: '104', tls: true, calling_ae_title: 'AIAA' } }, 'both', 'all of it'],
  [{ dicom: { ...PACS, query_level: 'PATIENT', patient_id: 'P 1' } }, 'both', 'the API page'],
  [{ dicom: { ...PACS, query_level: 'STUDY' } }, 'both', 'a study by a series in it'],
  [{ dicom: WADO }, 'both', 'DICOMweb'],
  [{ dicom: { ...WADO, headers: { a: 'b' }, auth: ['u', 'p'] } }, 'both', 'with a password'],
  [{ http: URL_ }, 'both', 'a URL'],
  [
    { http: { ...URL_, method: 'POST', params: { a: [1, 'b', true], c: null }, timeout: 5 } },
    'both',
    'asked',
  ],
  [{ http: { ...URL_, params: 'format=zip', json: { a: [1] }, timeout: [3, 60] } }, 'both', 'in other words'],
  [{ http: URL_, dicom: null }, 'both', 'null is as absent'],
  [PACS, 'decoder alone', 'as the first OHIF'],
  [{ dicom: { ...PACS, query_level: 'series' } }, 'decoder alone', 'in small letters'],
  [{ dicom: { ...PACS, ae_title: ' PACS ' } }, 'decoder alone', 'spaces around it'],
  [{ http: { ...URL_, method: 'get', verify: 'True' } }, 'decoder alone', 'in words'],
  [{}, 'neither', 'nothing'],
  [{ dicom: PACS, http: URL_ }, 'neither', 'twice'],
  [{ dicom: [] }, 'neither', 'a list'],
  [{ dicom: { ...PACS, server_port: 0 } }, 'neither', 'no port'],
  [{ dicom: { ...PACS, server_port: 65_536 } }, 'neither', 'no port'],
  [{ dicom: { ...PACS, server_address: 'a b' } }, 'neither', 'no host'],
  [{ dicom: { ...PACS, ae_title: undefined } }, 'neither', 'nobody called'],
  [{ dicom: { ...PACS, ae_title: 'A TITLE THAT IS TOO LONG' } }, 'neither', 'no AE title'],
  [{ dicom: { ...PACS, ae_title: 'A\\B' } }, 'neither', 'a backslash'],
  [{ dicom: { ...PACS, series_uid: undefined } }, 'neither', 'asks for nothing'],
  [
    { dicom: { ...PACS, query_level: 'SERIES', series_uid: undefined, study_uid: '1' } },
    'neither',
    'no series',
  ],
  [{ dicom: { ...PACS, query_level: 'IMAGE' } }, 'neither', 'no such level'],
  [{ dicom: { ...PACS, patient_id: '*' } }, 'neither', 'everybody'],
  [{ dicom: { ...PACS, series_uid: '1.a' } }, 'neither', 'no UID'],
  [{ dicom: { ...PACS, series_uid: '...' } }, 'neither', 'no digit'],
  [{ dicom: { ...WADO, study_uid: undefined } }, 'neither', 'no study'],
  [{ dicom: { ...WADO, wado_url: 'ftp://pacs' } }, 'neither', 'no web address'],
  [{ dicom: { ...WADO, auth: ['u'] } }, 'neither', 'no password'],
  [{ dicom: { ...WADO, headers: { a: 'b\n' } } }, 'neither', 'two lines'],
  [{ http: {} }, 'neither', 'no address'],
  [{ http: { url: '/etc/passwd' } }, 'neither', 'a path'],
  [{ http: { url: 'http://[::1' } }, 'neither', 'no address'],
  [{ http: { ...URL_, method: 'DELETE' } }, 'neither', 'no such method'],
  [{ http: { ...URL_, cert: '/etc/key' } }, 'neither', 'a file of the server'],
  [{ http: { ...URL_, verify: '/etc/ca' } }, 'neither', 'a file of the server'],
  [{ http: { ...URL_, timeout: -1 } }, 'neither', 'no time'],
  [{ http: { ...URL_, params: { a: {} } } }, 'neither', 'an object as a value'],
]);
