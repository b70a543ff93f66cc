import { InvalidArgumentError } from 'commander';
import { optional, setting } from './setting.js';
import { COUNT, DEVICE, INTERVAL, PORT, SECONDS, SWITCH, textOf } from './value-kinds.js';

/** Where this server listens, what it serves, and how it works. */
export const SERVER_SETTINGS = {
  config: optional(textOf('file'), 'a JSON file whose keys are the names of these flags', { unset: 'none' }),
  host: setting(textOf('address'), 'address to listen on', '127.0.0.1'),
  port: setting(PORT, 'port to listen on; 0 takes a free one', 5000),
  workspace: optional(textOf('folder'), 'folder with models/, made when missing', {
    short: '-w',
    unset: './.aiaa',
  }),
  temp: optional(textOf('folder'), 'where the files of running requests lie', {
    unset: "the system's folder for such files",
  }),
  bundled_models: setting(SWITCH, 'serve the models that come with the server', true),
  auto_reload: optional(
    INTERVAL,
    'look every so often (5 seconds, when just on) for models that other servers changed in the workspace',
    { bare: 'on', unset: 'off' },
  ),
  demo: optional(SWITCH, 'segment a sample once started', { bare: 'on', unset: 'on without a workspace' }),
  engine: optional(textOf('AIAA', parseEngine), "as AIAA's own flag: the models run in this server", {
    unset: 'AIAA',
  }),
  workers: setting(COUNT, 'worker processes', 1),
  io_workers: setting(COUNT, 'worker processes that fetch and read images', 2),
  device: setting(
    DEVICE,
    'where networks run: cpu, cuda, cuda:1, tensorrt, webgpu, coreml, directml; auto takes CUDA where it is there, right and faster, else the CPU',
    'auto',
  ),
  threads: optional(COUNT, 'threads of one network', { unset: 'as many as help' }),
  max_queue: setting(COUNT, 'requests that may wait for a worker', 16),
  stop_timeout: setting(SECONDS, 'how long running requests may end when the server stops', 30_000),
};

function parseEngine(text: string): string {
  if (text === 'AIAA') return text;
  throw new InvalidArgumentError(
    'Models run in this server itself, and no Triton is asked: say AIAA, or leave it out.',
  );
}
