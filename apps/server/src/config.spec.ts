import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decideConfig, type Config } from './config.js';

const decided = (args: string[], environment: Record<string, string> = {}): Config => {
  const config = decideConfig(args, environment);
  if ('exitCode' in config) throw new Error(config.output);
  return config;
};

describe('decideConfig', () => {
  it('has a default for everything', () => {
    const config = decided([]);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 5000,
      workspace: `${process.cwd()}/.aiaa`,
      bundledModels: true,
      demo: true,
      workers: 1,
      device: 'auto',
      threads: undefined,
      logLevel: 'info',
      stopTimeoutMilliseconds: 30_000,
      warmBytes: 671_088_640,
      admin: { hosts: ['*'] },
      trustProxy: false,
      corsOrigins: ['*'],
      sessions: { defaultSeconds: 3600, ceilingSeconds: 86_400, quotaBytes: 53_687_091_200 },
      limits: {
        uploadBytes: 4_294_967_296,
        paramsBytes: 16_777_216,
        parts: 4096,
        partHeaderBytes: 16_384,
        bodyIdleMilliseconds: 120_000,
        drainBytes: 67_108_864,
      },
    });
    for (const key of ['autoReloadSeconds', 'logFile']) expect(config).not.toHaveProperty(key);
    expect(config.admin).not.toHaveProperty('token');
  });

  it.each([
    [['-w', '/data'], { workspace: '/data', demo: false }],
    [['--workspace', '/data', '--demo'], { workspace: '/data', demo: true }],
    [['--demo', 'off'], { demo: false }],
    [['--bundled_models', 'off'], { bundledModels: false }],
    [['--host', '0.0.0.0', '--port', '0'], { host: '0.0.0.0', port: 0 }],
    [['--workers', '2', '--threads=4', '--max_queue', '3'], { workers: 2, threads: 4, queueLength: 3 }],
    [['--device', 'cuda:1'], { device: { kind: 'cuda', index: 1 } }],
    [['--stop_timeout', '0.5'], { stopTimeoutMilliseconds: 500 }],
    [['--log_level', 'debug', '--log_format=pretty'], { logLevel: 'debug', logFormat: 'pretty' }],
    [['--max_volume', '1GiB'], { volumeBytes: 1_073_741_824 }],
    [['--session_cache', '0'], { warmBytes: 0 }],
    [['--session_cache', '64MiB'], { warmBytes: 67_108_864 }],
    [
      ['--session_expiry', '60', '--max_session_expiry', '600', '--session_quota', '1GiB'],
      { sessions: { defaultSeconds: 60, ceilingSeconds: 600, quotaBytes: 1_073_741_824 } },
    ],
    [
      ['--admin_hosts', '10.20., ::1,10.0.0.0/8,ward.example'],
      { admin: { hosts: ['10.20.', '::1', '10.0.0.0/8', 'ward.example'] } },
    ],
    [['--admin_token', 's3cret'], { admin: { hosts: ['*'], token: 's3cret' } }],
    [['--trust_proxy'], { trustProxy: true }],
    [['--trust_proxy', 'off'], { trustProxy: false }],
    [['--cors_origins', 'https://viewer.example'], { corsOrigins: ['https://viewer.example'] }],
    [['--auto_reload'], { autoReloadSeconds: 5 }],
    [['--auto_reload', 'true'], { autoReloadSeconds: 5 }],
    [['--auto_reload', '2.5'], { autoReloadSeconds: 2.5 }],
    [['--log_file', '/var/log/aiaa.log'], { logFile: '/var/log/aiaa.log' }],
    [['--engine', 'AIAA', '--debug', '1'], { logLevel: 'debug' }],
    [['--debug', '--log_level', 'warn'], { logLevel: 'warn' }],
    [['--max_session_expiry', '600'], { sessions: { defaultSeconds: 3600, ceilingSeconds: 600 } }],
  ])('%j', (args, expected) => {
    expect(decided(args)).toMatchObject(expected);
  });

  it.each([
    ['4096', 4096],
    ['16KiB', 16_384],
    ['2 MB', 2_097_152],
    ['1g', 1_073_741_824],
  ])('--max_upload %s', (text, bytes) => {
    expect(decided(['--max_upload', text]).limits.uploadBytes).toBe(bytes);
  });

  it('reads the environment, which flags override', () => {
    const environment = { AIAA_PORT: '81', AIAA_BUNDLED_MODELS: 'off', AIAA_WORKSPACE: '/w', AIAA_HOST: '' };
    expect(decided([], environment)).toMatchObject({
      port: 81,
      bundledModels: false,
      workspace: '/w',
      demo: false,
    });
    expect(decided(['--port', '82'], environment).port).toBe(82);
    expect(decided([], environment).host).toBe('127.0.0.1');
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'. See --help.\n"],
    [['start'], 'Too many arguments. Expected 0 arguments but got 1'],
    [
      ['--port', '65536'],
      "Option '--port <number>' argument '65536' is invalid. Expected a port from 0 to 65535. See",
    ],
    [['--port', '-1'], 'Expected a port'],
    [['--port'], "Option '--port <number>' argument missing. See"],
    [['--workers', '0'], 'Expected a whole number from 1.'],
    [['--max_upload', '4TB'], 'Expected bytes'],
    [['--max_upload', '0'], 'Expected bytes'],
    [['--body_idle', '1e9'], 'Expected seconds'],
    [['--session_expiry', '0'], 'Expected a whole number from 1.'],
    [['--session_quota', '0'], 'Expected bytes'],
    [['--session_cache', 'none'], 'Expected bytes'],
    [['--device', 'gpu'], '"gpu" is no device: say auto, cpu, cuda'],
    [['--bundled_models', 'maybe'], 'Expected on or off.'],
    [['--log_level', 'loud'], 'Allowed choices are trace, debug'],
    [['--workspace', ''], 'It is empty.'],
    [['--engine', 'TRITON'], 'no Triton is asked: say AIAA, or leave it out.'],
    [['--auto_reload', '0.01'], 'Expected on, off, or seconds from 0.1 to 86400.'],
    [['--admin_hosts', 'a,,b'], "'' is no address"],
    [['--admin_hosts', '10.0.0.0/33'], "'10.0.0.0/33' is no address"],
    [['--admin_hosts', 'two words'], "'two words' is no address"],
    [['--dicom_tls_ca', 'gone.pem'], 'The file cannot be read (ENOENT).'],
    [['--dicom_tls_cert', 'package.json'], 'A certificate and its key go together'],
    [['--cors_origins', 'https://viewer.example/'], 'is no origin such as'],
  ])('refuses %j in one sentence with exit code 2', (args, sentence) => {
    const refusal = decideConfig(args, {});
    expect(refusal).toEqual({ exitCode: 2, output: expect.stringContaining(sentence) });
    expect('output' in refusal && refusal.output.trimEnd()).not.toContain('\n');
  });

  it('finds the files of TLS from wherever a worker stands', () => {
    const file = join(process.cwd(), 'package.json');
    const flags = [
      '--dicom_tls_ca',
      'package.json',
      '--dicom_tls_cert',
      'package.json',
      '--dicom_tls_key',
      file,
    ];
    expect(decided(flags).fetching.tls).toEqual({ ca: file, cert: file, key: file });
    expect(decided([]).fetching).not.toHaveProperty('tls');
  });

  it('refuses a bad value of the environment as it does a flag', () => {
    expect(decideConfig([], { AIAA_PORT: 'http' })).toMatchObject({ exitCode: 2 });
  });

  it('turns looking for new models off again', () => {
    expect(decided(['--auto_reload', 'off'], { AIAA_AUTO_RELOAD: '5' })).not.toHaveProperty(
      'autoReloadSeconds',
    );
  });

  it('names the variable of the environment that is wrong', () => {
    expect(decideConfig([], { AIAA_PORT: 'http' })).toEqual({
      exitCode: 2,
      output:
        "Environment variable AIAA_PORT 'http' is invalid. Expected a port from 0 to 65535. See --help.\n",
    });
  });

  it('repeats no secret', () => {
    const refusals = [
      decideConfig(['--admin_token', 'my secret'], {}),
      decideConfig([], { AIAA_ADMIN_TOKEN: 'my secret' }),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        exitCode: 2,
        output: expect.stringMatching(/is invalid\. Expected visible/),
      });
      expect(JSON.stringify(refusal)).not.toContain('secret');
    }
  });

  it.each([
    ['--help', '--bundled_models <on|off>'],
    ['--version', '0.1.0\n'],
  ])('%s prints and ends well', (flag, text) => {
    expect(decideConfig([flag], {})).toEqual({ exitCode: 0, output: expect.stringContaining(text) });
  });
});
