import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';
import type { KeptSession, SessionStore } from '../session-store.js';
import type { Session } from '../session.js';
import { ContractBroken } from './contract-broken.js';

/** A store under test, freshly opened, whose sessions live an hour unless they ask, and two hours at most. */
export interface ContractSubject {
  readonly store: SessionStore;
  /** Lets time pass by the store's clock. */
  pass(seconds: number): Promise<void>;
}

/** One law of the interface. `check` rejects with ContractBroken where it does not hold. */
export interface ContractLaw {
  readonly name: string;
  readonly check: () => Promise<void>;
}

/**
 * The laws that every SessionStore obeys, as data, so that any test runner can run them. Each opens a subject of
 * its own and closes it.
 *
 * @example
 * describe('the folder store', () => {
 *   for (const law of sessionStoreContract(openSubject)) it(law.name, law.check);
 * });
 */
export const sessionStoreContract = (open: () => Promise<ContractSubject>): readonly ContractLaw[] =>
  Object.entries(LAWS).map(([name, law]) => ({
    name,
    check: async () => {
      const subject = await open();
      try {
        await law(subject);
      } finally {
        await subject.store.close();
      }
    },
  }));

const LAWS: Readonly<Record<string, (subject: ContractSubject) => Promise<void>>> = {
  'finds again what was kept: files, names, facts': async ({ store }) => {
    const kept = await keep(store, { facts: { image: { size: [2, 3, 4] }, note: null } });
    const found = await store.look(kept.id);
    equal(found, kept, 'A session came back as another one.');
    equal(found.facts, { image: { size: [2, 3, 4] }, note: null }, 'Facts came back changed.');
    equal(
      found.files.map(({ name }) => name),
      ['../../scan one.nii.gz', 'scan two'],
      'Names came back changed.',
    );
    equal(await contents(found), CONTENTS, 'Files came back changed.');
    equal(found.bytes, CONTENTS.join('').length, 'The bytes are not those of the files.');
  },

  'keeps nothing that was not asked for': async ({ store }) => {
    let folder = '';
    const answer = await store.stage(async (staged) => {
      folder = staged.folder;
      await writeFile(join(folder, 'upload'), 'x');
      return 'answer';
    });
    equal([answer, existsSync(folder)], ['answer', false], 'A staged folder outlived its work.');
  },

  'passes a failure of the work on, and keeps nothing': async ({ store }) => {
    let folder = '';
    const failed = store.stage((staged) => {
      folder = staged.folder;
      return Promise.reject(new ContractBroken('the work failed'));
    });
    const message = await failed.then(
      () => 'none',
      (error: Error) => error.message,
    );
    equal([message, existsSync(folder)], ['the work failed', false], 'A failure was lost, or left a folder.');
  },

  'drops what lies in the folder and is not named': async ({ store }) => {
    const folder = await store.stage(async (staged) => {
      await writeFile(join(staged.folder, 'named'), 'x');
      await writeFile(join(staged.folder, 'other'), 'y');
      const { files } = await staged.keep({ files: [{ file: 'named', name: 'n' }] });
      return files[0]?.path ?? '';
    });
    equal(
      [existsSync(folder), existsSync(folder.replace(/named$/, 'other'))],
      [true, false],
      'Kept what was not named.',
    );
  },

  'lives an hour unless it asks, and never longer than the ceiling': async ({ store }) => {
    const asked = [undefined, 0, -5, Number.NaN, 30, 0.5, 1e12, Number.POSITIVE_INFINITY];
    const lives: number[] = [];
    for (const expirySeconds of asked) {
      lives.push((await keep(store, expirySeconds === undefined ? {} : { expirySeconds })).expirySeconds);
    }
    equal(lives, [3600, 3600, 3600, 3600, 30, 0.5, 7200, 7200], 'min(ceiling, asked) does not hold.');
  },

  'counts the expiry from the last use, not from the last look': async ({ store, pass }) => {
    const { id } = await keep(store, { expirySeconds: 60 });
    await pass(50);
    await store.use(id);
    await pass(50);
    await mustBeAlive(store, id);
    await pass(9);
    await mustBeAlive(store, id);
    await pass(1);
    await mustBeGone(store, id);
  },

  'is gone for good, long after': async ({ store, pass }) => {
    const { id, files } = await keep(store, { expirySeconds: 60 });
    await pass(3600);
    await mustBeGone(store, id);
    equal(existsSync(files[0]?.path ?? ''), false, 'The files of an expired session are still there.');
  },

  'removes at once, but from nobody who reads': async ({ store }) => {
    const { id, files } = await keep(store, {});
    const reader = await open(files[0]?.path ?? '');
    try {
      await store.remove(id);
      equal(existsSync(files[0]?.path ?? ''), false, 'A removed file is still there.');
      equal(await reader.readFile('utf8'), CONTENTS[0], 'A reader lost its file.');
    } finally {
      await reader.close();
    }
    await mustBeGone(store, id);
  },

  'lets one of two removals win': async ({ store }) => {
    const { id } = await keep(store, {});
    const ends = await Promise.all([tagOf(store.remove(id)), tagOf(store.remove(id))]);
    equal(ends.sort(), ['SessionGone', 'done'], 'Two removals did not end as one and none.');
  },

  'knows no id that it did not give': async ({ store }) => {
    const { id } = await keep(store, {});
    const hostile = ['', '.', '..', '../x', `../${id}`, `${id}/`, `${id}/../${id}`, `${id}\0`, `${id}\n`];
    for (const text of [...hostile, id.toUpperCase(), ` ${id}`, 'a'.repeat(1e6), randomUUID()]) {
      await mustBeGone(store, text);
    }
    await mustBeAlive(store, id);
  },

  'keeps many at once apart': async ({ store }) => {
    const kept = await Promise.all(Array.from({ length: 8 }, (_, at) => keep(store, { facts: { at } })));
    equal(new Set(kept.map(({ id }) => id)).size, 8, 'Two sessions have one id.');
    const found = await Promise.all(kept.map(({ id }) => store.use(id)));
    equal(
      found.map(({ facts }) => facts['at']),
      [0, 1, 2, 3, 4, 5, 6, 7],
      'Sessions were mixed up.',
    );
  },

  'may be closed twice': async ({ store }) => {
    await Promise.all([store.close(), store.close()]);
  },
};

const CONTENTS = ['one', 'the other'];

/** Keeps two small files. */
const keep = (store: SessionStore, session: Omit<KeptSession, 'files'>): Promise<Session> =>
  store.stage(async ({ folder, keep: keepStaged }) => {
    await writeFile(join(folder, 'a'), CONTENTS[0] ?? '');
    await writeFile(join(folder, 'b'), CONTENTS[1] ?? '');
    const files = [
      { file: 'a', name: '../../scan one.nii.gz' },
      { file: 'b', name: 'scan two' },
    ];
    return keepStaged({ ...session, files });
  });

const contents = ({ files }: Session): Promise<string[]> =>
  Promise.all(files.map(({ path }) => readFile(path, 'utf8')));

async function mustBeGone(store: SessionStore, id: string): Promise<void> {
  for (const verb of ['look', 'use', 'remove'] as const) {
    const end = await tagOf(store[verb](id));
    equal(end, 'SessionGone', `${verb}(${JSON.stringify(id.slice(0, 80))}) did not say that it is gone.`);
  }
}

async function mustBeAlive(store: SessionStore, id: string): Promise<void> {
  equal(await tagOf(store.look(id)), 'done', 'A session ended before its time.');
}

/** How a promise ends: 'done', the tag of its error, or the code of one without. */
const tagOf = (ending: Promise<unknown>): Promise<unknown> =>
  ending.then(
    () => 'done',
    (error: unknown) =>
      typeof error === 'object' && error !== null && 'tag' in error ? error.tag : errorCode(error),
  );

/** As JSON: everything that a session says is plain data. */
function equal(found: unknown, expected: unknown, otherwise: string): void {
  const [is, should] = [found, expected].map((value) => JSON.stringify(value));
  if (is !== should) throw new ContractBroken(`${otherwise} Found ${is}, expected ${should}.`);
}
