import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decodeAnnotationQuery } from '../annotation-query.js';
import { annotationQueryParameters } from '../annotation-query-parameters.js';
import { decodeLogsQuery } from '../logs-query.js';
import { logsQueryParameters } from '../logs-query-parameters.js';
import { decodeModelQuery } from '../model-list.js';
import { modelQueryParameters } from '../model-query-parameters.js';
import { requireClicks } from '../params/clicks.js';
import { decodeExtremePoints } from '../params/dextr3d.js';
import { decodeFixPolygon } from '../params/fix-polygon.js';
import { decodeImageSource } from '../params/image-source.js';
import { decodeInference } from '../params/inference.js';
import { KNOWN_PARAMS } from '../params/known-params.js';
import { decodeMaskToPolygons } from '../params/mask-to-polygons.js';
import type { Params } from '../params/params-text.js';
import { decodeResultFormat } from '../params/result-format.js';
import { decodeSessionQuery } from '../session-query.js';
import { newSessionParameters, sessionParameters } from '../session-query-parameters.js';
import { openApiDocument } from './openapi-document.js';
import { schemas } from './schemas.js';

type Decode = (params: Params) => unknown;

const PARAMS: readonly (readonly [schema: string, decode: Decode])[] = [
  ['ResultFormat', decodeResultFormat],
  ['Dextr3dParams', decodeExtremePoints],
  ['DeepgrowParams', requireClicks],
  ['InferenceParams', decodeInference],
  ['MaskToPolygonsParams', decodeMaskToPolygons],
  ['FixPolygonParams', decodeFixPolygon],
];

/** The fields that a file reads, as they stand in it: fields of a body are copied before they are read. */
function namesIn(file: string): string[] {
  const source = readFileSync(new URL(`../params/${file}.ts`, import.meta.url), 'utf8');
  const read = source.matchAll(/(?:\bfrom, |fields\[|body\[)'(\w+)'/g);
  return [...new Set([...read].map(([, name = '']) => name))];
}

/** The names that a decoder looks for; a name that is there or not is asked for in the same way. */
function namesRead(decode: (values: Record<string, string>) => unknown, values: object = {}): string[] {
  const names = new Set<string>();
  const note = (name: string | symbol): void => {
    if (typeof name === 'string') names.add(name);
  };
  const watched = new Proxy({ ...values } as Record<string, string>, {
    get: (target, name) => (note(name), Reflect.get(target, name)),
    getOwnPropertyDescriptor: (target, name) => (note(name), Reflect.getOwnPropertyDescriptor(target, name)),
  });
  try {
    decode(watched);
  } catch {
    // It has looked for a name before it refused to do without.
  }
  return [...names].sort();
}

const propertiesOf = (...names: readonly string[]): string[] =>
  [...new Set(names.flatMap((name) => Object.keys(schemas[name]?.properties ?? {})))].sort();

describe('the properties of a schema are the names that its decoder reads:', () => {
  it.each([
    ['ResultFormat', decodeResultFormat, {}],
    ['Dextr3dParams', decodeExtremePoints, {}],
    ['DeepgrowParams', requireClicks, {}],
    ['MaskToPolygonsParams', decodeMaskToPolygons, {}],
  ] as const)('%s', (name, decode, values) => {
    expect(propertiesOf(name)).toEqual(namesRead(decode, values));
  });

  it('InferenceParams', () => {
    const [points, clicks] = [namesRead(decodeExtremePoints), namesRead(requireClicks)];
    expect(propertiesOf('InferenceParams')).toEqual([...points, ...clicks].sort());
  });

  it('FixPolygonParams', () => {
    const edit = Object(schemas['FixPolygonParams']?.examples?.[0]);
    const { slice_index, polygon_index, vertex_index, ...rest } = edit;
    const old = { ...rest, sliceIndex: slice_index, polygonIndex: polygon_index, vertexIndex: vertex_index };
    expect(propertiesOf('FixPictureParams', 'FixStackParams')).toEqual(namesRead(decodeFixPolygon, old));
  });

  it('the params of models are those that are known', () => {
    const names = propertiesOf('Dextr3dParams', 'DeepgrowParams', 'InferenceParams');
    expect([...names, 'sigma'].sort()).toEqual([...KNOWN_PARAMS].sort());
  });

  it('DicomSource and DicomWebSource', () => {
    const names = namesIn('dicom-source');
    expect(propertiesOf('DicomSource', 'DicomWebSource')).toEqual(
      [...names, 'auth'].filter((name) => name !== 'dicom').sort(),
    );
  });

  it('HttpSource', () => {
    expect(propertiesOf('HttpSource')).toEqual(
      [...new Set([...namesIn('http-source'), 'cert', 'url'])].sort(),
    );
  });
});

describe('the arguments of an address are the names that its decoder reads:', () => {
  it.each([
    ['annotation', decodeAnnotationQuery, annotationQueryParameters],
    ['models', decodeModelQuery, modelQueryParameters],
    ['logs', decodeLogsQuery, logsQueryParameters],
    ['sessions', decodeSessionQuery, [...newSessionParameters, ...sessionParameters]],
  ] as const)('%s', (_, decode, parameters) => {
    expect(parameters.map(({ name }) => name).sort()).toEqual(namesRead(decode, { model: 'm' }));
  });
});

describe('examples decode:', () => {
  it.each(PARAMS)('%s', (name, decode) => {
    const examples = schemas[name]?.examples ?? [];
    expect(examples).not.toEqual([]);
    for (const example of examples) expect(() => decode(Object(example))).not.toThrow();
  });

  it('ImageSource', () => {
    const kinds = schemas['ImageSource']?.examples?.map((one) => decodeImageSource(JSON.stringify(one)).kind);
    expect(kinds).toEqual(['dicom', 'http']);
  });

  it.each([
    ['/v1/segmentation', decodeResultFormat],
    ['/v1/dextr3d', decodeExtremePoints],
    ['/v1/deepgrow', requireClicks],
    ['/v1/inference', decodeInference],
    ['/v1/mask2polygon', decodeMaskToPolygons],
    ['/v1/fixpolygon', decodeFixPolygon],
  ] as const)('the body of %s', (path, decode) => {
    const { requestBody } = openApiDocument({ version: '1' }).paths[path]?.['post'] ?? {};
    const { params } = Object(requestBody?.content['multipart/form-data']?.example);
    expect(() => decode(params)).not.toThrow();
  });

  it('the body of /session', () => {
    const { requestBody } = openApiDocument({ version: '1' }).paths['/session']?.['put'] ?? {};
    const { example } = Object(requestBody?.content['application/json']);
    expect(decodeImageSource(JSON.stringify(example)).kind).toBe('http');
  });
});
