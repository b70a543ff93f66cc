import type { DataSet } from '../data-set.js';
import { ATTRIBUTES, type Keyword } from './attributes.js';

/**
 * What an object of the same patient and study says alike: the modules Patient, Clinical Trial, General Study and Patient
 * Study (PS3.3, C.7.1, C.7.2), and what the series says of its place. Sequences are left out. Those of type 2 are there
 * with an empty value where the source lacks them.
 */
const COPIED = {
  AccessionNumber: 'always',
  AdditionalPatientHistory: 'where given',
  AdmittingDiagnosesDescription: 'where given',
  BodyPartExamined: 'where given',
  ClinicalTrialProtocolID: 'where given',
  ClinicalTrialProtocolName: 'where given',
  ClinicalTrialSiteID: 'where given',
  ClinicalTrialSiteName: 'where given',
  ClinicalTrialSponsorName: 'where given',
  ClinicalTrialSubjectID: 'where given',
  ClinicalTrialSubjectReadingID: 'where given',
  ClinicalTrialTimePointDescription: 'where given',
  ClinicalTrialTimePointID: 'where given',
  DeidentificationMethod: 'where given',
  EthnicGroup: 'where given',
  IssuerOfPatientID: 'where given',
  Occupation: 'where given',
  PatientAge: 'where given',
  PatientBirthDate: 'always',
  PatientBirthTime: 'where given',
  PatientComments: 'where given',
  PatientID: 'always',
  PatientIdentityRemoved: 'where given',
  PatientName: 'always',
  PatientSex: 'always',
  PatientSize: 'where given',
  PatientWeight: 'where given',
  PhysiciansOfRecord: 'where given',
  PositionReferenceIndicator: 'always',
  ReferringPhysicianName: 'always',
  StudyDate: 'always',
  StudyDescription: 'where given',
  StudyID: 'always',
  StudyInstanceUID: 'always',
  StudyTime: 'always',
} as const satisfies Partial<Record<Keyword, 'always' | 'where given'>>;

export type CopiedKeyword = keyof typeof COPIED;

/** The most bytes that the value of such an element may have (PS3.5, 7.1.2). */
const MOST_BYTES = 0xfffe;

/** The attributes of a source file that its segmentation shares, their bytes as they are. */
export function copiedAttributes(source: DataSet): Partial<Record<CopiedKeyword, Uint8Array>> {
  const copied: Partial<Record<CopiedKeyword, Uint8Array>> = {};
  for (const keyword of Object.keys(COPIED) as CopiedKeyword[]) {
    const value = rawValue(source, keyword);
    if (value !== undefined && value.length <= MOST_BYTES) copied[keyword] = value;
    else if (COPIED[keyword] === 'always') copied[keyword] = new Uint8Array(0);
  }
  return copied;
}

/** The bytes of an element without what pads them; undefined when the file lacks it. */
export function rawValue(source: DataSet, keyword: Keyword): Uint8Array | undefined {
  const tag = `x${ATTRIBUTES[keyword][0].toString(16).padStart(8, '0')}`;
  const element = source.elements[tag];
  if (element === undefined || element.items !== undefined) return undefined;
  const { dataOffset, length } = element;
  const bytes = source.byteArray.subarray(dataOffset, dataOffset + length);
  const end = bytes.findLastIndex((byte) => byte !== PAD_NUL && byte !== PAD_SPACE) + 1;
  return Uint8Array.from(bytes.subarray(0, end));
}

const PAD_NUL = 0;
const PAD_SPACE = 0x20;
