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
  const env = { AIAA_LOG_FORMAT: 'pretty', ...process.env }; // who types `npm start` reads
  return (await runNode([`${ROOT}/apps/server/dist/main.js`, ...args], { env })).code;
}

async function build(reason) {
  say(`Building the server and the command line (${reason}) ...`);
  const started = Date.now();
  const sources = sourcesStamp(ROOT);
  const projects = '--projects=@aiaa/server,@aiaa/cli';
  const { code, output } = await runNode(
    [NX, 'run-many', '-t', 'build', projects, '--skipSync', '--outputStyle=static'],
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
