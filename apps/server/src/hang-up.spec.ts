import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from './testing/eventually.js';
import { filePart, formBytes } from './testing/form.js';
import { startTestServer, type TestServer } from './testing/start-test-server.js';

let server: TestServer;
let socket: Socket;
beforeEach(async () => {
  server = await startTestServer();
  socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
});
afterEach(async () => {
  socket.destroy();
  await server.stop();
});

const BODY = formBytes([filePart('x'.repeat(100_000))], 'b');

const HEAD = `POST /v1/segmentation?model=clara_ct_seg_spleen_amp HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${BODY.length}\r\n\r\n`;

const write = (bytes: Buffer): void => {
  socket.write(HEAD);
  socket.write(bytes);
};

const logged = (): unknown => server.log.find((line) => line['ms'] !== undefined)?.['status'];

describe('a client that hangs up', () => {
  it('while it uploads leaves no file', async () => {
    write(BODY.subarray(0, 60_000));
    await eventually(async () => (await server.leftovers()) === 1);
    socket.destroy();
    await eventually(async () => (await server.leftovers()) === 0);
    await eventually(() => logged() === 499);
    expect(server.annotator.requests).toEqual([]);
  });

  it('in the middle of its second file leaves none', async () => {
    const body = formBytes([filePart('x'.repeat(50_000)), filePart('y'.repeat(50_000))], 'b');
    socket.write(HEAD.replace(`${BODY.length}`, `${body.length}`));
    socket.write(body.subarray(0, 80_000));
    await eventually(async () => (await server.uploads()).length === 2);
    socket.destroy();
    await eventually(async () => (await server.leftovers()) === 0);
    await eventually(() => logged() === 499);
    expect(server.annotator.requests).toEqual([]);
  });

  it('after its form, though more was announced, leaves no file', async () => {
    const body = formBytes([filePart('x'.repeat(400_000))], 'b');
    const head = HEAD.replace(`${BODY.length}`, `${body.length + 9}`);
    socket.end(Buffer.concat([Buffer.from(head), body]));
    await eventually(() => logged() !== undefined);
    await eventually(async () => (await server.leftovers()) === 0);
    expect(server.annotator.requests).toEqual([]);
  });

  it.each(['destroy', 'end'] as const)(
    'while its request runs (%s) aborts it and leaves no file',
    async (how) => {
      server.annotator.held = new Promise(() => undefined);
      write(BODY);
      await eventually(() => server.annotator.requests.length === 1);
      socket[how]();
      await eventually(() => server.annotator.aborted === 1);
      await eventually(async () => (await server.leftovers()) === 0);
      await eventually(() => logged() === 499);
    },
  );

  it('while it downloads leaves no file', async () => {
    server.annotator.mask = Buffer.alloc(50_000_000);
    socket.pause();
    write(BODY);
    await eventually(() => server.annotator.requests.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await server.leftovers()).toBe(1);
    socket.destroy();
    await eventually(async () => (await server.leftovers()) === 0);
    await eventually(() => logged() === 499);
    expect(server.log.filter((line) => Number(line['level']) >= 40)).toEqual([]);
  });

  it('while its request waits behind another of its connection leaves no file', async () => {
    server.annotator.held = new Promise(() => undefined);
    write(BODY);
    write(BODY);
    await eventually(() => server.annotator.requests.length === 2);
    socket.destroy();
    await eventually(() => server.annotator.aborted === 2);
    await eventually(async () => (await server.leftovers()) === 0);
    await eventually(() => server.log.filter((line) => line['status'] === 499).length === 2);
  });

  it('while its answer waits behind another of its connection leaves no file', async () => {
    server.annotator.mask = Buffer.alloc(5_000_000);
    server.annotator.held = new Promise(() => undefined);
    write(BODY);
    await eventually(() => server.annotator.requests.length === 1);
    delete server.annotator.held;
    write(BODY);
    await eventually(() => server.log.some((line) => line['msg'] === 'made a mask'));
    expect(await server.leftovers()).toBe(2);
    socket.destroy();
    await eventually(async () => (await server.leftovers()) === 0);
  });

  it('is no error of ours', async () => {
    write(BODY.subarray(0, 60_000));
    await eventually(async () => (await server.leftovers()) === 1);
    socket.destroy();
    await eventually(() => logged() === 499);
    expect(server.log.filter((line) => Number(line['level']) >= 40)).toEqual([]);
  });
});

describe('a client that stops reading', () => {
  let patient: TestServer;
  let idle: Socket;
  beforeEach(async () => {
    patient = await startTestServer({ bodyIdleMilliseconds: 1500 });
    idle = connect(patient.port, '127.0.0.1').on('error', () => undefined);
  });
  afterEach(async () => {
    idle.destroy();
    await patient.stop();
  });

  it('is let go after the idle limit, and leaves no file', async () => {
    patient.annotator.mask = Buffer.alloc(50_000_000);
    idle.pause();
    idle.write(HEAD);
    idle.write(BODY);
    await eventually(async () => (await patient.leftovers()) === 1);
    await eventually(async () => (await patient.leftovers()) === 0);
    await eventually(() => patient.log.some((line) => line['status'] === 499));
  });
});
