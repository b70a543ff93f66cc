import { QUERY_LEVELS, type DicomSource, type DicomWebSource, type QueryLevel } from '@aiaa/annotator';
import { MalformedRequest } from '../errors/malformed-request.js';
import { decodeCredentials, decodeTexts, decodeWebAddress } from './http-source.js';
import {
  decodeFlag,
  decodeNumber,
  decodeText,
  expected,
  fieldsOf,
  isGiven,
  member,
  placeOf,
  requireText,
  type Fields,
  type PlacedFields,
} from './source-fields.js';

/** Longer is no name that DNS knows (RFC 1035, 2.3.4). */
const LONGEST_HOST = 253;

/** The fields of a DICOM source, wrapped in `dicom` or not; undefined where there are none. @throws MalformedRequest */
export function findDicomFields(body: Fields): PlacedFields | undefined {
  if (isGiven(body['dicom'])) return { fields: fieldsOf(body['dicom'], 'dicom'), at: 'dicom' };
  const bare = isGiven(body['server_address']) || isGiven(body['wado_url']);
  return bare ? { fields: body, at: '' } : undefined;
}

/** A series to be had by C-GET, or by WADO-RS where a `wado_url` is given. @throws MalformedRequest */
export const decodeDicomFields = (from: PlacedFields): DicomSource | DicomWebSource =>
  isGiven(from.fields['wado_url']) ? decodeDicomWeb(from) : decodeDicom(from);

function decodeDicom(from: PlacedFields): DicomSource {
  const calledAeTitle = decodeAeTitle(from, 'ae_title');
  if (calledAeTitle === undefined) throw new MalformedRequest(`${placeOf(from, 'ae_title')} is missing.`);
  return {
    kind: 'dicom',
    host: decodeHost(from),
    port: decodePort(from),
    calledAeTitle,
    ...member('callingAeTitle', decodeAeTitle(from, 'calling_ae_title')),
    ...member('tls', decodeFlag(from, 'tls')),
    ...decodeKeys(from),
  };
}

function decodeDicomWeb(from: PlacedFields): DicomWebSource {
  const [studyUid, seriesUid] = [decodeUid(from, 'study_uid'), decodeUid(from, 'series_uid')];
  if (studyUid === undefined || seriesUid === undefined) {
    throw new MalformedRequest(
      `${placeOf(from, 'wado_url')} asks for DICOMweb, which wants study_uid and series_uid beside it.`,
    );
  }
  return {
    kind: 'dicomweb',
    url: decodeWebAddress(from, 'wado_url'),
    studyUid,
    seriesUid,
    ...member('headers', decodeTexts(from, 'headers')),
    ...member('auth', decodeCredentials(from)),
  };
}

function decodeHost(from: PlacedFields): string {
  const host = requireText(from, 'server_address', LONGEST_HOST).trim();
  if (/^[\w.:%-]+$/.test(host)) return host;
  throw expected(host, placeOf(from, 'server_address'), 'the name or the address of a host');
}

function decodePort(from: PlacedFields): number {
  const place = placeOf(from, 'server_port');
  const value = from.fields['server_port'];
  if (!isGiven(value)) throw new MalformedRequest(`${place} is missing.`);
  return decodeNumber(value, place, { least: 1, most: 65_535, whole: true });
}

/** VR AE (PS3.5, 6.2): spaces around it mean nothing, and no backslash. */
function decodeAeTitle(from: PlacedFields, name: string): string | undefined {
  const title = decodeText(from, name, 64)?.trim();
  if (title === undefined || /^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(title)) return title;
  throw expected(title, placeOf(from, name), 'an AE title of 1 to 16 letters');
}

type Keys = Pick<DicomSource, 'queryLevel' | 'patientId' | 'studyUid' | 'seriesUid'>;

function decodeKeys(from: PlacedFields): Keys {
  const keys = {
    ...member('patientId', decodePatientId(from)),
    ...member('studyUid', decodeUid(from, 'study_uid')),
    ...member('seriesUid', decodeUid(from, 'series_uid')),
  };
  const queryLevel = decodeQueryLevel(from) ?? lowestLevel(keys);
  assertKey(from, queryLevel, keys);
  return { ...keys, queryLevel };
}

/** What the level asks for must be named: PS3.4, C.4.3.1.3. */
function assertKey(from: PlacedFields, level: QueryLevel, keys: Omit<Keys, 'queryLevel'>): void {
  const { patientId, studyUid, seriesUid } = keys;
  if (level === 'SERIES' && seriesUid !== undefined) return;
  if (level === 'STUDY' && (studyUid ?? seriesUid) !== undefined) return;
  if (level === 'PATIENT' && (patientId ?? studyUid ?? seriesUid) !== undefined) return;
  const missing = { PATIENT: 'patient_id', STUDY: 'study_uid', SERIES: 'series_uid' }[level];
  throw new MalformedRequest(
    `${placeOf(from, missing)} is missing: a query of the level ${level} does not say what it asks for without it.`,
  );
}

function lowestLevel({ studyUid, seriesUid }: Omit<Keys, 'queryLevel'>): QueryLevel {
  if (seriesUid !== undefined) return 'SERIES';
  return studyUid === undefined ? 'PATIENT' : 'STUDY';
}

function decodeQueryLevel(from: PlacedFields): QueryLevel | undefined {
  const word = decodeText(from, 'query_level', 64);
  if (word === undefined) return undefined;
  const level = QUERY_LEVELS.find((one) => one === word.trim().toUpperCase());
  if (level !== undefined) return level;
  throw expected(word, placeOf(from, 'query_level'), 'PATIENT, STUDY or SERIES');
}

/** VR LO (PS3.5, 6.2) without wildcards (PS3.4, C.2.2.2.4), for they may ask for everybody. */
function decodePatientId(from: PlacedFields): string | undefined {
  const id = decodeText(from, 'patient_id', 64);
  if (id === undefined || !/[\\*?]/.test(id)) return id;
  throw expected(id, placeOf(from, 'patient_id'), 'the ID of one patient, without *, ? or backslash,');
}

/** PS3.5, 9.1. */
function decodeUid(from: PlacedFields, name: string): string | undefined {
  const uid = decodeText(from, name, 256)?.trim();
  if (uid === undefined || (/^[0-9.]{1,64}$/.test(uid) && /\d/.test(uid))) return uid;
  throw expected(uid, placeOf(from, name), 'a UID of at most 64 digits and dots');
}
