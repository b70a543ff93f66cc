import { decideConfig, type Config } from './config.js';
import { errorCode } from '@aiaa/volume/errors';
import { openLog } from './open-log.js';
import { startDemo } from './start-demo.js';
import { startServer } from './wire.js';

const config = decideConfig(process.argv.slice(2), process.env);
if ('exitCode' in config) {
  (config.exitCode === 0 ? process.stdout : process.stderr).write(config.output);
  process.exitCode = config.exitCode;
} else {
  await run(config);
}

async function run(config: Config): Promise<void> {
  const forPeople = config.logFormat === 'auto' ? process.stdout.isTTY : config.logFormat === 'pretty';
  const { logLevel: level, logFile: file } = config;
  const opened = await openLog({ level, forPeople, ...(file === undefined ? {} : { file }) });
  const { log } = opened;
  try {
    const server = await startServer(config, opened);
    const demo = config.demo ? startDemo(server.url, log) : undefined;
    let stopping = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      // A supervisor may send SIGTERM to the whole process group; a second Ctrl-C is a person who will not wait.
      if (stopping && signal === 'SIGINT') process.exit(1);
      if (stopping) return;
      stopping = true;
      log.info(`${signal}: stopping; running requests have ${config.stopTimeoutMilliseconds / 1000} s`);
      demo?.kill();
      void server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the server did not stop cleanly');
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  } catch (error) {
    log.fatal({ err: error }, startFailure(config, error));
    process.exitCode = 1;
  }
}

function startFailure({ host, port, workspace }: Config, error: unknown): string {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is taken: stop what listens there, or choose another with --port.`;
    case 'EACCES':
      return `Access is denied: check port ${port}, the workspace ${workspace} and the folder of --temp.`;
    case 'EEXIST':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EROFS':
      return `The path ${Object(error).path} is no folder that can be used: check the workspace ${workspace} and the folder of --temp.`;
    default:
      return `The server could not start: ${error instanceof Error ? error.message : String(error)}`;
  }
}
