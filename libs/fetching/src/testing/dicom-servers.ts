import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The programs of the servers that are tried for real. */
export const DICOM_SERVER_PROGRAMS = { orthanc: 'Orthanc', dcmqrscp: 'dcmqrscp' } as const;

export type DicomServerName = keyof typeof DICOM_SERVER_PROGRAMS;

export interface DicomServerAddress {
  readonly host: string;
  readonly port: number;
  readonly aeTitle: string;
  /** Orthanc's, with DICOMweb below /dicom-web. */
  readonly httpPort?: number;
  /** Where dcmqrscp keeps its files. */
  readonly folder?: string;
}

export interface DicomServers {
  /** null where the program is not there. */
  readonly servers: Readonly<Record<DicomServerName, DicomServerAddress | null>>;
  stop(): Promise<void>;
}

const SERVE = fileURLToPath(new URL('../../../../tools/dicom-servers/serve.mjs', import.meta.url));

/** Whether they must be there: where AIAA_REQUIRE_DICOM_SERVERS is 1, a test that wants one fails without it. */
export const dicomServersRequired = process.env['AIAA_REQUIRE_DICOM_SERVERS'] === '1';

/** Whether a server's program is on PATH, or must be. */
export const hasDicomServer = (name: DicomServerName): boolean =>
  dicomServersRequired || onPath(DICOM_SERVER_PROGRAMS[name]);

/**
 * Runs, on loopback, those that are on PATH, with all state in a folder. They stop by themselves when this process is
 * gone, whatever ended it: their input ends then.
 */
export async function startDicomServers(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<DicomServers> {
  const child = spawn(process.execPath, [SERVE, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The servers did not start (${code}).`)));
  });
  const stop = (): Promise<void> => {
    child.kill();
    return ended;
  };
  return { servers: JSON.parse(line) as DicomServers['servers'], stop };
}

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((part) => {
    try {
      accessSync(join(part, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
