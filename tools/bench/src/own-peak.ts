import { existsSync, readFileSync } from 'node:fs';

/**
 * The most memory that this process has held, in KiB. On Linux by the mark of this program alone
 * (proc_pid_status(5), VmHWM): getrusage(2) begins with the size of the process that started it.
 */
export function ownPeakKibibytes(): string {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : '';
  return /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? String(process.resourceUsage().maxRSS);
}
