import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decideConfig } from './config.js';
import { SETTINGS } from './config/settings.js';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-config-'));
  path = join(folder, 'server.json');
});
afterAll(() => rm(folder, { recursive: true }));

async function decide(file: string | object, args: readonly string[] = [], environment = {}) {
  await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
  return decideConfig(['--config', path, ...args], environment);
}

describe('a config file', () => {
  it('sets what its keys name, in the types of JSON', async () => {
    const file = {
      host: '0.0.0.0',
      port: 8080,
      workspace: '/data',
      bundled_models: false,
      demo: true,
      max_upload: '8GiB',
      max_volume: 4096,
      stop_timeout: 0.5,
      admin_hosts: ['127.0.0.1', '10.20.'],
      cors_origins: 'https://a.example, http://b.example:8080',
      auto_reload: 30,
      log_level: 'warn',
    };
    expect(await decide(file)).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      workspace: '/data',
      bundledModels: false,
      demo: true,
      volumeBytes: 4096,
      stopTimeoutMilliseconds: 500,
      admin: { hosts: ['127.0.0.1', '10.20.'] },
      corsOrigins: ['https://a.example', 'http://b.example:8080'],
      autoReloadSeconds: 30,
      logLevel: 'warn',
      limits: { uploadBytes: 8 * 1024 ** 3 },
    });
  });

  it('changes nothing when it is empty, or begins with a byte order mark', async () => {
    expect(await decide({})).toEqual(decideConfig([], {}));
    expect(await decide('\uFEFF{"port": 1}')).toMatchObject({ port: 1 });
  });

  it.each([
    ['the file over the default', [], {}, 1],
    ['the environment over the file', [], { AIAA_PORT: '2' }, 2],
    ['a flag over both', ['--port', '3'], { AIAA_PORT: '2' }, 3],
  ])('%s', async (_rule, args, environment, port) => {
    expect(await decide({ port: 1 }, args, environment)).toMatchObject({ port });
  });

  it('may be named in the environment; a flag names another', async () => {
    await writeFile(path, '{"port": 7}');
    await writeFile(join(folder, 'other.json'), '{"port": 8}');
    const environment = { AIAA_CONFIG: path };
    expect(decideConfig([], environment)).toMatchObject({ port: 7 });
    expect(decideConfig(['--config', join(folder, 'other.json')], environment)).toMatchObject({ port: 8 });
  });

  it('may set every setting but itself by its name', async () => {
    for (const name of Object.keys(SETTINGS).filter((one) => one !== 'config')) {
      expect(await decide({ [name]: null })).toEqual({
        exitCode: 2,
        output: expect.stringMatching(new RegExp(`^Config file .*server\\.json, key "${name}": expected `)),
      });
    }
  });

  it.each([
    ['a name misspelt', '{"prot": 1}', 'unknown key "prot". Did you mean "port"? See --help.'],
    ['a name with dashes', '{"max-upload": 1}', 'unknown key "max-upload". Did you mean "max_upload"?'],
    ['a name like no other', '{"colour_of_the_sky": 1}', 'unknown key "colour_of_the_sky". See --help.'],
    ['another file', '{"config": "b.json"}', 'unknown key "config".'],
    ['a name of every object', '{"__proto__": 1}', 'unknown key "__proto__".'],
    ['its like', '{"constructor": 1}', 'unknown key "constructor".'],
    ['a long name', `{"${'x'.repeat(100_000)}": 1}`, 'unknown key'],
    ['a number as text', '{"port": "80"}', 'key "port": expected a number. See'],
    ['a fraction', '{"port": 80.5}', 'key "port": \'80.5\' is invalid. Expected a port from 0 to 65535. See'],
    ['a switch as text', '{"demo": "on"}', 'key "demo": expected true or false.'],
    ['a list of numbers', '{"admin_hosts": [1]}', 'key "admin_hosts": expected a list of texts or text.'],
    ['a comma in an entry', '{"admin_hosts": ["a,b"]}', 'expected a list of texts or text.'],
    ['an empty list', '{"admin_hosts": []}', 'is no address, range, prefix or host name.'],
    ['no choice', '{"log_level": "loud"}', 'key "log_level": \'loud\' is invalid. Allowed choices are trace'],
    ['text', 'port = 80', 'is no JSON: '],
    ['a list', '[]', 'holds no object: write { "port": 5000 }.'],
    ['null', 'null', 'holds no object'],
    ['nothing', '', 'is no JSON'],
    ['too much', ' '.repeat(1024 ** 2 + 1), 'is no file of at most 1 MiB.'],
  ])('with %s is refused', async (_what, file, sentence) => {
    const refusal = await decide(file);
    expect(refusal).toEqual({ exitCode: 2, output: expect.stringContaining(sentence) });
    expect('output' in refusal && refusal.output).toMatch(
      /^(The c|C)onfig file .*server\.json[^\n]+ See --help\.\n$/,
    );
  });

  it('is refused when it is not there, or a folder', () => {
    expect(decideConfig(['--config', join(folder, 'none.json')], {})).toMatchObject({
      output: expect.stringMatching(/none\.json does not exist\. See --help\.\n$/),
    });
    expect(decideConfig(['--config', folder], {})).toMatchObject({ exitCode: 2 });
  });

  it('is refused for a value that a flag would hide', async () => {
    expect(await decide({ port: -1 }, ['--port', '80'])).toMatchObject({ exitCode: 2 });
  });
});
