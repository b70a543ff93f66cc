import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { errorCode } from '@aiaa/volume/errors';

/** A process that runs. */
export interface ProcessLook {
  /** When it began, in words of the system; no two processes of one number share it. Absent where none can be had. */
  readonly birth?: string;
}

/**
 * Looks at the process of a number; undefined where none runs. Numbers are given again, so a process is known by its
 * number and its birth: on Linux the boot and field 22 of /proc/PID/stat (proc(5)), elsewhere what `ps` says, nothing
 * on Windows.
 */
export async function lookAtProcess(pid: number): Promise<ProcessLook | undefined> {
  if (!isThere(pid)) return undefined;
  if (process.platform === 'linux') return await lookInProc(pid);
  return process.platform === 'win32' ? {} : await lookByPs(pid);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function lookInProc(pid: number): Promise<ProcessLook | undefined> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // A program's name stands in brackets before, and may hold brackets and spaces itself.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; its parent has not asked yet.
    return state === 'Z' || state === 'X' ? undefined : { birth: `${boot.trim()} ${fields[18]}` };
  } catch (error) {
    return isThere(pid) || errorCode(error) === 'EACCES' ? {} : undefined;
  }
}

const lookByPs = (pid: number): Promise<ProcessLook> =>
  new Promise((resolve) => {
    execFile('ps', ['-o', 'lstart=', '-p', String(pid)], (error, stdout) =>
      resolve(error === null && stdout.trim() !== '' ? { birth: stdout.trim() } : {}),
    );
  });
