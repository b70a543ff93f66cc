import { existsSync, readFileSync } from 'node:fs';
import { readImage } from '@aiaa/imaging-io';

// A process that reads one image, or none, and says what memory it needed at most, in KiB. On Linux by the mark of
// this program alone (proc_pid_status(5), VmHWM): getrusage(2) begins with the size of the process that started it.
const [path] = process.argv.slice(2);
if (path !== undefined) await readImage(path);
const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : '';
process.stdout.write(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? String(process.resourceUsage().maxRSS));
