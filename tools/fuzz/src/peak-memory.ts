import { readFileSync } from 'node:fs';

/**
 * The most memory that this process ever had: no peak goes unseen. Where the system tells it, the mark of this program
 * alone (proc_pid_status(5), VmHWM): what getrusage(2) says begins with the size of the process that started it.
 */
export function peakMegabytes(): number {
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(status())?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) / 1024;
}

function status(): string {
  try {
    return readFileSync('/proc/self/status', 'latin1');
  } catch {
    return '';
  }
}
