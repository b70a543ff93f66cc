export { makeCertificate, type TestCertificate } from './make-certificate.js';
export {
  DICOM_SERVER_PROGRAMS,
  dicomServersRequired,
  hasDicomServer,
  startDicomServers,
  type DicomServerAddress,
  type DicomServerName,
  type DicomServers,
} from './dicom-servers.js';
export { MISBEHAVIOURS, type Misbehaviour } from './misbehaviour.js';
export { startMisbehavingScp, type MisbehavingScp, type MisbehavingScpOptions } from './misbehaving-scp.js';
export {
  testInstance,
  TEST_SERIES_UID,
  TEST_STUDY_UID,
  type TestInstance,
  type TestInstanceOptions,
} from './test-instance.js';
