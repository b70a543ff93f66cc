import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const ASK_EVERY_MILLISECONDS = 250;

/**
 * Runs a script with this Node and hands SIGTERM and SIGINT on to it. A terminal already sends Ctrl-C to
 * every process in the foreground; sent on, it would arrive twice, and a second one means "at once".
 * @param {readonly string[]} args the script and its arguments
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv; quiet?: boolean }} [options] quiet: keep the output
 * @returns {Promise<{ code: number; output: string }>} as a shell counts: 128 + the signal's number when killed
 */
export function runNode(args, options = {}) {
  const { cwd, env = process.env, quiet = false } = options;
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = spawn(process.execPath, args, { cwd, env, stdio });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const pass = (signal) => {
    clearInterval(watch);
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
  };
  const watch = onLostShell(() => pass('SIGTERM'));
  process.on('SIGTERM', pass).on('SIGINT', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      process.off('SIGTERM', pass).off('SIGINT', pass);
      resolve({ code: code ?? 128 + constants.signals[signal], output });
    });
  });
}

/**
 * npm hands a signal to the shell it runs scripts in, and that shell ends without passing it on: that our parent
 * has changed is all we hear of it.
 */
function onLostShell(lost) {
  if (process.env.npm_lifecycle_event === undefined) return undefined; // whoever starts us directly may leave us
  const shell = process.ppid;
  return setInterval(() => process.ppid !== shell && lost(), ASK_EVERY_MILLISECONDS);
}
