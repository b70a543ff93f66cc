import { describe, expect, it } from '@jest/globals';
import type { ImageSource } from '@aiaa/annotator';
import { LimitExceeded } from '@aiaa/volume/errors';
import fc from 'fast-check';
import { MalformedRequest } from '../errors/index.js';
import { decodeImageSource } from './image-source.js';

const DICOM = {
  server_address: '0.0.0.0',
  server_port: 11112,
  ae_title: 'DCM4CHEE',
  query_level: 'PATIENT',
  patient_id: 'p1',
  study_uid: '1.2',
  series_uid: '1.2.3',
};
const PEER = { kind: 'dicom', host: '0.0.0.0', port: 11112, calledAeTitle: 'DCM4CHEE' } as const;
const KEYS = { patientId: 'p1', studyUid: '1.2', seriesUid: '1.2.3' };

const decode = (body: unknown): ImageSource => decodeImageSource(JSON.stringify(body));

describe('decodeImageSource', () => {
  it.each<[client: string, body: unknown, source: ImageSource]>([
    ["the API page's curl line", { dicom: DICOM }, { ...PEER, ...KEYS, queryLevel: 'PATIENT' }],
    ['OHIF', { dicom: { ...DICOM, query_level: 'SERIES' } }, { ...PEER, ...KEYS, queryLevel: 'SERIES' }],
    [
      'the first OHIF, without a wrapper',
      { ...DICOM, query_level: 'SERIES' },
      { ...PEER, ...KEYS, queryLevel: 'SERIES' },
    ],
    [
      'what is built by hand',
      {
        dicom: {
          ...DICOM,
          server_port: '104',
          query_level: 'study',
          patient_id: 1234,
          ae_title: ' PACS ',
          more: 1,
        },
      },
      { ...PEER, ...KEYS, port: 104, calledAeTitle: 'PACS', patientId: '1234', queryLevel: 'STUDY' },
    ],
    [
      'what is left out and left empty',
      { dicom: { ...DICOM, query_level: '', patient_id: null, study_uid: '' }, http: null },
      { ...PEER, seriesUid: '1.2.3', queryLevel: 'SERIES' },
    ],
    [
      'a study',
      { dicom: { ...DICOM, query_level: undefined, series_uid: undefined } },
      { ...PEER, patientId: 'p1', studyUid: '1.2', queryLevel: 'STUDY' },
    ],
    [
      'a patient',
      { dicom: { ...DICOM, query_level: undefined, series_uid: undefined, study_uid: undefined } },
      { ...PEER, patientId: 'p1', queryLevel: 'PATIENT' },
    ],
    [
      'a secure peer that knows us by name',
      { dicom: { ...DICOM, tls: 'True', calling_ae_title: 'ME' } },
      { ...PEER, ...KEYS, queryLevel: 'PATIENT', tls: true, callingAeTitle: 'ME' },
    ],
    [
      'DICOMweb',
      {
        dicom: {
          wado_url: 'https://pacs/dicom-web',
          study_uid: '1.2',
          series_uid: '1.2.3',
          auth: ['u', 'p'],
          headers: { 'X-Key': 'k' },
        },
      },
      {
        kind: 'dicomweb',
        url: 'https://pacs/dicom-web',
        studyUid: '1.2',
        seriesUid: '1.2.3',
        auth: { user: 'u', password: 'p' },
        headers: { 'X-Key': 'k' },
      },
    ],
    [
      'DICOMweb beside a peer',
      { ...DICOM, wado_url: 'http://pacs' },
      { kind: 'dicomweb', url: 'http://pacs', studyUid: '1.2', seriesUid: '1.2.3' },
    ],
    [
      "the API page's URL",
      { http: { url: 'http://host/image.zip', params: {}, method: 'GET' } },
      { kind: 'http', url: 'http://host/image.zip', params: {}, method: 'GET' },
    ],
    [
      'all of python-requests',
      {
        http: {
          url: 'HTTPS://u:p@host/x?y#z',
          method: 'post',
          params: { a: 1, b: ['x', 2.5], c: true, d: null },
          headers: { 'X-Key': 7 },
          cookies: { sid: 'abc' },
          auth: ['u', ''],
          data: { q: ['1', '2'] },
          json: { deep: [1, { er: null }] },
          timeout: [3, '30'],
          allow_redirects: false,
          verify: 'false',
          stream: true,
          proxies: {},
        },
      },
      {
        kind: 'http',
        url: 'HTTPS://u:p@host/x?y#z',
        method: 'POST',
        params: { a: '1', b: ['x', '2.5'], c: 'True' },
        headers: { 'X-Key': '7' },
        cookies: { sid: 'abc' },
        auth: { user: 'u', password: '' },
        data: { q: ['1', '2'] },
        json: { deep: [1, { er: null }] },
        timeoutSeconds: 30,
        allowRedirects: false,
        verify: false,
      },
    ],
    [
      'a query as it stands',
      { http: { url: 'http://h', params: 'a=1&b=x+y&a=2', data: 'raw\nbody' } },
      { kind: 'http', url: 'http://h', params: { a: ['1', '2'], b: ['x y'] }, data: 'raw\nbody' },
    ],
  ])('reads %s', (_, body, source) => {
    expect(decode(body)).toEqual(source);
  });

  it('reads what a shell made of it', () => {
    expect(decodeImageSource("{ http: { url: 'http://h/x.nii', }, }")).toEqual({
      kind: 'http',
      url: 'http://h/x.nii',
    });
  });

  const dicom = (fields: object) => ({ dicom: { ...DICOM, ...fields } });
  const http = (fields: object) => ({ http: { url: 'http://h', ...fields } });

  it.each<[body: unknown, sentence: string]>([
    [{}, 'The body names no image: send {"dicom"'],
    [null, 'The body names no image'],
    [{ dicom: null, http: '' }, 'The body names no image'],
    [[DICOM], 'The body is [{"server_address"'],
    ['dicom', 'The body is "dicom"; an object was expected.'],
    [{ dicom: [] }, 'dicom is []; an object was expected.'],
    [{ http: 'http://h' }, 'http is "http://h"; an object was expected.'],
    [{ dicom: DICOM, http: { url: 'http://h' } }, 'names an image twice'],
    [{ ...DICOM, http: { url: 'http://h' } }, 'names an image twice'],
    [dicom({ server_address: null }), 'dicom.server_address is missing.'],
    [dicom({ server_address: 'a b' }), 'dicom.server_address is "a b"; the name or the address of a host'],
    [dicom({ server_address: 'http://pacs' }), 'dicom.server_address is "http://pacs"'],
    [dicom({ server_address: 'x'.repeat(254) }), 'a text in one line of at most 253'],
    [dicom({ server_address: { a: 1 } }), 'dicom.server_address is {"a":1}'],
    [{ ...DICOM, server_port: null }, 'server_port is missing.'],
    [dicom({ server_port: 0 }), 'dicom.server_port is 0; a whole number from 1 to 65535 was expected.'],
    [dicom({ server_port: 65536 }), 'dicom.server_port is 65536'],
    [dicom({ server_port: 104.5 }), 'dicom.server_port is 104.5'],
    [dicom({ server_port: '0x68' }), 'dicom.server_port is "0x68"'],
    [dicom({ ae_title: undefined }), 'dicom.ae_title is missing.'],
    [dicom({ ae_title: '   ' }), 'dicom.ae_title is ""; an AE title of 1 to 16'],
    [dicom({ ae_title: 'SEVENTEEN_LETTERS' }), 'dicom.ae_title is "SEVENTEEN_LETTERS"'],
    [dicom({ ae_title: 'A\\B' }), 'an AE title of 1 to 16'],
    [dicom({ calling_ae_title: 'Ä' }), 'dicom.calling_ae_title is "Ä"'],
    [dicom({ ae_title: 'A\nB' }), 'dicom.ae_title is "A\\nB"; a text in one line'],
    [dicom({ query_level: 'IMAGE' }), 'dicom.query_level is "IMAGE"; PATIENT, STUDY or SERIES was expected.'],
    [
      dicom({ query_level: 'SERIES', series_uid: '' }),
      'dicom.series_uid is missing: a query of the level SERIES',
    ],
    [dicom({ query_level: 'STUDY', series_uid: '', study_uid: null }), 'dicom.study_uid is missing'],
    [dicom({ patient_id: '', series_uid: '', study_uid: null }), 'dicom.patient_id is missing'],
    [dicom({ patient_id: '*' }), 'dicom.patient_id is "*"; the ID of one patient'],
    [dicom({ patient_id: 'a\\b' }), 'dicom.patient_id is'],
    [dicom({ study_uid: '1.2/../3' }), 'dicom.study_uid is "1.2/../3"; a UID of at most 64 digits and dots'],
    [dicom({ series_uid: '*' }), 'dicom.series_uid is "*"'],
    [dicom({ series_uid: '...' }), 'dicom.series_uid is "..."'],
    [dicom({ series_uid: '1'.repeat(65) }), 'dicom.series_uid is'],
    [dicom({ tls: 'yes' }), 'dicom.tls is "yes"; true or false was expected.'],
    [
      { wado_url: 'http://p', study_uid: '1.2' },
      'wado_url asks for DICOMweb, which wants study_uid and series_uid',
    ],
    [dicom({ wado_url: 'ftp://p' }), 'dicom.wado_url is no address of http:// or https://'],
    [{ http: {} }, 'http.url is missing.'],
    [http({ url: 'file:///etc/passwd' }), 'http.url is no address'],
    [http({ url: 'data:text/plain,x' }), 'http.url is no address'],
    [http({ url: 'http:/h\n' }), 'http.url is'],
    [http({ url: `http://h/${'x'.repeat(9000)}` }), 'a text in one line of at most 8192'],
    [http({ method: 'DELETE' }), 'http.method is "DELETE"; GET or POST was expected.'],
    [http({ params: 3 }), 'http.params is 3; an object was expected.'],
    [http({ params: { a: { b: 1 } } }), 'http.params.a is {"b":1}; a text or a number'],
    [http({ params: { a: ['x', []] } }), 'http.params.a[1] is []'],
    [http({ params: { a: Array(101).fill(1) } }), 'http.params.a is [1,1'],
    [http({ data: [1] }), 'http.data is [1]; an object was expected.'],
    [http({ headers: { a: 'b\r\nc: d' } }), 'http.headers.a is "b\\r\\nc: d"; a text in one line'],
    [http({ cookies: 'a=b' }), 'http.cookies is "a=b"; an object was expected.'],
    [
      http({ headers: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [i, 'x'])) }),
      'http.headers holds 101 names',
    ],
    [http({ auth: 'u:p' }), 'http.auth is no list of two texts; ["user", "password"] was expected.'],
    [http({ auth: ['u', 'p', 'x'] }), 'http.auth is no list'],
    [http({ timeout: 0 }), 'http.timeout is 0; a number from 0.001 to 86400'],
    [http({ timeout: 'soon' }), 'http.timeout is "soon"'],
    [http({ cert: '/etc/key.pem' }), 'http.cert names a certificate on this server'],
    [http({ verify: '/etc/ca.pem' }), 'http.verify is "/etc/ca.pem", which names a file on this server'],
    [http({ allow_redirects: 'maybe' }), 'http.allow_redirects is "maybe"; true or false'],
  ])('refuses %j: %s', (body, sentence) => {
    expect(() => decode(body)).toThrow(MalformedRequest);
    expect(() => decode(body)).toThrow(sentence);
  });

  it.each(['', '   ', 'null'])('refuses %j, which names nothing', (text) => {
    expect(() => decodeImageSource(text)).toThrow('The body names no image');
  });

  it('refuses what is no JSON', () => {
    expect(() => decodeImageSource('dicom=1')).toThrow(
      'The fields of the source are no JSON: a JSON object with "dicom" or "http" was expected, not dicom=1.',
    );
  });

  it('refuses what is longer than any source', () => {
    expect(() => decode({ http: { url: 'http://h', data: 'x'.repeat(1 << 20) } })).toThrow(LimitExceeded);
    expect(() => decodeImageSource('['.repeat(100_000))).toThrow(LimitExceeded);
  });

  it('shows no password', () => {
    const refused = [
      http({ url: 'ftp://u:secret@h' }),
      http({ auth: ['u', 'secret', 1] }),
      dicom({ wado_url: 'u:secret@h' }),
    ];
    for (const body of refused) {
      expect(() => decode(body)).toThrow(MalformedRequest);
      expect(() => decode(body)).not.toThrow('secret');
    }
  });

  it('knows its own names only', () => {
    expect(() => decodeImageSource('{"__proto__": {"http": {"url": "http://h"}}}')).toThrow('names no image');
    const source = decodeImageSource(
      '{"http": {"url": "http://h", "headers": {"__proto__": "x", "constructor": "y"}}}',
    );
    expect(Object.keys(Object(Object(source).headers))).toEqual(['__proto__', 'constructor']);
  });

  const NAMES = [...Object.keys(DICOM), 'dicom', 'http', 'url', 'wado_url', 'auth', 'headers', 'params', 'data', 'timeout', 'tls', 'verify', 'cert', '__proto__']; // prettier-ignore
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.constantFrom('1.2.3', 'http://h', 104, 'SERIES', ['u', 'p'], {}),
  );
  const fields = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 8 });
  const bodies = fc.oneof(fc.json(), fc.string(), fields.map((one) => JSON.stringify(one)),
    fc.tuple(fc.constantFrom('dicom', 'http'), fields).map(([name, one]) => JSON.stringify({ [name]: { ...(name === 'http' ? { url: 'http://h' } : DICOM), ...one } }))); // prettier-ignore

  it('answers or refuses by the contract whatever it is sent', () => {
    fc.assert(
      fc.property(bodies, (text) => {
        try {
          expect(['dicom', 'dicomweb', 'http']).toContain(decodeImageSource(text).kind);
        } catch (error) {
          expect([MalformedRequest, LimitExceeded]).toContain(Object(error).constructor);
          expect(Object(error).message).toMatch(/^.{10,400}\.$/su);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
