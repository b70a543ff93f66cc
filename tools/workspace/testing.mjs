import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { filesOf } from './files-of.mjs';
import { ROOT } from './root.mjs';

/**
 * A checkout in miniature: these scripts, and whatever files a test lays down.
 * @param {Readonly<Record<string, string>>} files by path
 * @returns {string} its folder
 */
export function miniature(files) {
  const root = mkdtempSync(join(tmpdir(), 'aiaa-miniature-'));
  for (const path of filesOf(ROOT, 'tools/workspace').filter((name) => name.endsWith('.mjs'))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(ROOT, path), join(root, path));
  }
  lay(root, { 'package.json': readFileSync(join(ROOT, 'package.json'), 'utf8'), ...files });
  return root;
}

/** Writes files by path. */
export function lay(root, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/**
 * Runs a program to its end.
 * @param {readonly [string, ...string[]]} command
 * @param {{ cwd: string; env?: NodeJS.ProcessEnv; onOutput?: (output: string, child: import('node:child_process').ChildProcess) => void }} options
 * @returns {Promise<{ code: number | null; output: string }>}
 */
export function run([program, ...args], { cwd, env = {}, onOutput = () => undefined }) {
  const child = spawn(program, args, {
    cwd,
    env: { ...plainEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      onOutput(output, child);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** The environment without what Nx and Jest leave in it, which would lead a nested Nx back to this checkout. */
function plainEnv() {
  const ours = /^(NX_|JEST_|NODE_OPTIONS$|AIAA_TEST_DATA$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
