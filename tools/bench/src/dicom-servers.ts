import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface DicomServer {
  readonly host: string;
  readonly port: number;
  readonly aeTitle: string;
}

/** Orthanc and DCMTK's dcmqrscp, each a process of its own; null where it is not installed. */
export interface DicomServers {
  readonly orthanc: DicomServer | null;
  readonly dcmqrscp: DicomServer | null;
  /** They stop by themselves when this process is gone. */
  stop(): void;
}

const SERVE = fileURLToPath(new URL('../../dicom-servers/serve.mjs', import.meta.url));

/** @throws Error when they do not start. */
export async function startDicomServers(folder: string): Promise<DicomServers> {
  const child = spawn(process.execPath, [SERVE, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The DICOM servers did not start (${code}).`)));
  });
  return { ...(JSON.parse(line) as Omit<DicomServers, 'stop'>), stop: () => child.kill() };
}
