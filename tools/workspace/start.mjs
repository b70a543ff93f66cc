import { reasonToBuild, rememberBuild, sourcesStamp } from './build-stamp.mjs';
import { complaint } from './complaints.mjs';
import { NX, ROOT } from './root.mjs';
import { runNode } from './run-node.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** `npm start`: builds the server when that is needed, then becomes it. */
async function start(args) {
  const stop = complaint(ROOT);
  if (stop !== undefined) {
    say(stop);
    return 1;
  }
  const reason = reasonToBuild(ROOT);
  if (reason !== undefined) {
    const code = await build(reason);
    if (code !== 0) return code;
  }
  return (await runNode([`${ROOT}/apps/server/dist/main.js`, ...args])).code;
}

async function build(reason) {
  say(`Building the server (${reason}) ...`);
  const started = Date.now();
  const sources = sourcesStamp(ROOT);
  const { code, output } = await runNode(
    [NX, 'build', '@aiaa/server', '--skipSync', '--outputStyle=static'],
    {
      cwd: ROOT,
      quiet: true,
    },
  );
  if (code !== 0) {
    say(output);
    say('The build failed, so the server was not started; the lines above say where.');
    return code;
  }
  rememberBuild(ROOT, sources);
  say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  return 0;
}

process.exitCode = await start(process.argv.slice(2));
