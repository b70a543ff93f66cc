import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pdvHeader } from '../dimse/pdv-header.js';
import type { Misbehaviour } from './misbehaviour.js';
import { testInstance, type TestInstance } from './test-instance.js';

/** What the answer to a C-GET is made with. */
export interface GetStage {
  readonly socket: Socket;
  /** Of the C-GET. */
  readonly contextId: number;
  readonly instances: readonly TestInstance[];
  /** Ends when the other side has answered. */
  store(instance: TestInstance, sopInstanceUid?: string): Promise<void>;
  end(status: number, counts?: readonly number[], comment?: string): void;
  abort(): void;
  release(): void;
}

/** Answers a C-GET, with whatever goes wrong in it. */
export async function answerGet(stage: GetStage, misbehaviour: Misbehaviour | undefined): Promise<void> {
  const act = misbehaviour && ACTS[misbehaviour];
  if (act) return act(stage);
  await storeAll(stage);
  stage.end(0x0000, [stage.instances.length, 0]);
}

type Act = (stage: GetStage) => Promise<void>;

/** Sends one instance first. */
const afterOne =
  (act: (stage: GetStage) => void): Act =>
  async (stage) => {
    for (const one of stage.instances.slice(0, 1)) await stage.store(one);
    act(stage);
  };

const ACTS: Readonly<Partial<Record<Misbehaviour, Act>>> = {
  'knows nothing': async ({ end }) => end(0x0000, [0, 0]),
  'is unable': async ({ end }) => end(0xc000),
  'fails with a comment': async ({ end }) => end(0xa900, [], 'Identifier does not match'),
  'fails all': async ({ end, instances }) => end(0xa702, [0, instances.length]),
  'fails in part': async (stage) => {
    const [, ...sent] = stage.instances;
    for (const one of sent) await stage.store(one);
    stage.end(0xb000, [sent.length, 1]);
  },
  'counts more than it sends': async (stage) => {
    await storeAll(stage);
    stage.end(0x0000, [stage.instances.length + 2, 0]);
  },
  'falls silent': afterOne(() => undefined),
  drips: async ({ socket, contextId }) => {
    // A command that is announced, and comes byte by byte.
    socket.write(Buffer.from([4, 0, 0, 0, 0xff, 0, 0, 0, 0xfe, 0xfc, contextId, 1]));
    while (socket.writable) {
      socket.write(Buffer.of(0));
      await sleep(10);
    }
  },
  'hangs up': afterOne(({ socket }) => socket.end()),
  resets: afterOne(({ socket }) => socket.resetAndDestroy()),
  aborts: afterOne(({ abort, socket }) => {
    abort();
    socket.end();
  }),
  'aborts and stays': afterOne(({ abort }) => abort()),
  releases: afterOne(({ release }) => release()),
  'lies about a fragment': afterOne(({ socket }) =>
    socket.write(Buffer.from([4, 0, 0, 0, 0, 6, 0, 0, 1, 0, 1, 3])),
  ),
  'breaks a command': afterOne(({ socket, contextId }) =>
    writeCommand(socket, contextId, Buffer.alloc(40, 0xff)),
  ),
  'never ends a command': afterOne(({ socket, contextId }) => {
    for (let sent = 0; sent < 200; sent++) writeCommand(socket, contextId, Buffer.alloc(1000), false);
  }),
  'uses another context': afterOne(({ socket }) => writeCommand(socket, 254, Buffer.alloc(10))),
  'sends data without a command': afterOne(({ socket, contextId }) => {
    const pdv = { contextId, command: false, last: false, bytes: Buffer.alloc(10) };
    socket.write(Buffer.concat([pdvHeader(pdv), pdv.bytes]));
  }),
  'stores without a UID': async (stage) => {
    for (const one of stage.instances) await stage.store(one, '../../etc/passwd');
  },
  'does not say the series': async (stage) => {
    // As if the data set ended early.
    for (const one of stage.instances) await stage.store({ ...one, dataSet: one.dataSet.subarray(0, 40) });
  },
  'sends other series too': async (stage) => {
    const others = [1, 2].map((number) => testInstance({ number, seriesUid: '2.25.1.2' }));
    for (const one of others) await stage.store(one);
    await storeAll(stage);
    stage.end(0x0000, [stage.instances.length + others.length, 0]);
  },
  'sends twice': async (stage) => {
    await storeAll(stage);
    await storeAll(stage);
    stage.end(0x0000, [2 * stage.instances.length, 0]);
  },
  'never stops sending': async (stage) => {
    for (let number = 1; stage.socket.writable; number++) await stage.store(testInstance({ number }));
  },
};

async function storeAll(stage: GetStage): Promise<void> {
  for (const one of stage.instances) await stage.store(one);
}

function writeCommand(socket: Socket, contextId: number, bytes: Buffer, last = true): void {
  socket.write(Buffer.concat([pdvHeader({ contextId, command: true, last, bytes }), bytes]));
}
