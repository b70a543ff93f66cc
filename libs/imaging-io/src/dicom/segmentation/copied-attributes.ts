import type { DataSet } from '../data-set.js';
import { ATTRIBUTES, type Keyword, type Vr } from './attributes.js';

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

/**
 * The attributes of a source file that its segmentation shares, their bytes as they are. Those that an object can do
 * without are left out where their value is none that DICOM allows.
 */
export function copiedAttributes(source: DataSet): Partial<Record<CopiedKeyword, Uint8Array>> {
  const copied: Partial<Record<CopiedKeyword, Uint8Array>> = {};
  for (const keyword of Object.keys(COPIED) as CopiedKeyword[]) {
    const value = rawValue(source, keyword);
    const needed = COPIED[keyword] === 'always';
    if (value !== undefined && value.length <= MOST_BYTES && (needed || isSound(keyword, value))) {
      copied[keyword] = value;
    } else if (needed) {
      copied[keyword] = new Uint8Array(0);
    }
  }
  // It is worth nothing without the method (PS3.3, table C.7-1).
  if (copied.DeidentificationMethod === undefined) delete copied.PatientIdentityRemoved;
  return copied;
}

/** What values of a short form have to look like (PS3.5, table 6.2-1). */
const FORMS: Partial<Record<Vr, RegExp>> = {
  AS: /^\d{3}[DWMY]$/,
  CS: /^[A-Z0-9 _]{0,16}$/,
  DA: /^(\d{8})?$/,
  DS: /^[-+0-9.eE ]{0,16}$/,
  TM: /^(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?)?$/,
};

function isSound(keyword: Keyword, value: Uint8Array): boolean {
  const form = FORMS[ATTRIBUTES[keyword][1]];
  return form === undefined || form.test(Buffer.from(value).toString('latin1'));
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
