import { malformedRequest, type DicomSource, type QueryLevel } from '@aiaa/annotator';
import { isUid } from '../dimse/uid.js';

const PATIENT_ROOT = '1.2.840.10008.5.1.4.1.2.1.3';
const STUDY_ROOT = '1.2.840.10008.5.1.4.1.2.2.3';

/** The Query/Retrieve information models for C-GET (PS3.4, C.4.3). */
export const GET_MODELS = [PATIENT_ROOT, STUDY_ROOT] as const;

/** What a C-GET asks for. */
export interface Query {
  /** The information models that can be asked, the best first. */
  readonly models: readonly string[];
  readonly keys: Readonly<Record<string, string>>;
  /** The series that is wanted out of all that comes. */
  readonly seriesUid: string | undefined;
  /** In a sentence. */
  readonly what: string;
}

/**
 * The narrowest query that the keys allow, whatever the level asked for: servers take a level at its word and would
 * send all of a patient, where one series is wanted.
 * @throws AnnotationFailed (MalformedRequest) when a key that the level needs is missing, or is none
 */
export function queryOf(source: DicomSource): Query {
  const patientId = source.patientId?.trim() || undefined;
  const { studyUid, seriesUid } = source;
  if (patientId !== undefined && !/^[\x20-\x29\x2b-\x3e\x40-\x5b\x5d-\x7e]{1,64}$/.test(patientId))
    throw malformedRequest(
      'The patient_id must be 1 to 64 ASCII characters without wildcards and backslashes.',
    );
  for (const [name, uid] of Object.entries({ study_uid: studyUid, series_uid: seriesUid }))
    if (uid !== undefined && !isUid(uid)) throw malformedRequest(`The ${name} is not a DICOM UID.`);
  const level = seriesUid !== undefined && studyUid !== undefined ? 'SERIES' : source.queryLevel;
  const keys = keysOf(level, { patientId, studyUid, seriesUid });
  return {
    models: modelsFor(level, patientId),
    keys: { QueryRetrieveLevel: level, ...keys },
    seriesUid,
    what: seriesUid ? `series ${seriesUid}` : studyUid ? `study ${studyUid}` : `patient "${patientId ?? ''}"`,
  };
}

interface Identity {
  readonly patientId: string | undefined;
  readonly studyUid: string | undefined;
  readonly seriesUid: string | undefined;
}

function keysOf(
  level: QueryLevel,
  { patientId, studyUid, seriesUid }: Identity,
): Readonly<Record<string, string>> {
  const keys = {
    PatientID: patientId,
    StudyInstanceUID: level === 'PATIENT' ? undefined : studyUid,
    SeriesInstanceUID: level === 'SERIES' ? seriesUid : undefined,
  };
  const [key, name] = UNIQUE_KEYS[level];
  if (keys[key] === undefined) throw malformedRequest(`The query_level ${level} needs the ${name}.`);
  return Object.fromEntries(Object.entries(keys).filter((entry): entry is [string, string] => !!entry[1]));
}

const UNIQUE_KEYS = {
  PATIENT: ['PatientID', 'patient_id'],
  STUDY: ['StudyInstanceUID', 'study_uid'],
  SERIES: ['SeriesInstanceUID', 'series_uid'],
} as const;

/** The patient root needs the patient; some servers have only the other. */
function modelsFor(level: QueryLevel, patientId: string | undefined): readonly string[] {
  if (level === 'PATIENT') return [PATIENT_ROOT];
  return patientId === undefined ? [STUDY_ROOT] : [PATIENT_ROOT, STUDY_ROOT];
}
