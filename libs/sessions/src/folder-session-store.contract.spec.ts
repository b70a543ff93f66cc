import { afterEach, describe, expect, it } from '@jest/globals';
import { sessionFolders, type SessionFolders } from './fixtures/session-folders.js';
import type { SessionStore } from './session-store.js';
import { ContractBroken } from './testing/contract-broken.js';
import { sessionStoreContract, type ContractSubject } from './testing/session-store-contract.js';

let folders: SessionFolders | undefined;
afterEach(() => folders?.remove());

async function openSubject(): Promise<ContractSubject> {
  const opened = await sessionFolders();
  folders = opened;
  const store = await opened.open({ ceilingSeconds: 7200 });
  return { store, pass: (seconds) => opened.clock.pass(seconds) };
}

describe('the folder store', () => {
  for (const law of sessionStoreContract(openSubject)) it(law.name, law.check);
});

describe('the contract finds a store that', () => {
  it.each<[vice: string, law: RegExp, change: (store: SessionStore) => Partial<SessionStore>]>([
    ['counts a look as a use', /last use/, (store) => ({ look: (id) => store.use(id) })],
    ['counts no use', /last use/, (store) => ({ use: (id) => store.look(id) })],
    [
      'forgets to remove',
      /removes at once/,
      (store) => ({ remove: (id) => store.look(id).then(() => undefined) }),
    ],
    [
      'minds no second removal',
      /two removals/,
      (store) => ({ remove: (id) => store.remove(id).catch(() => undefined) }),
    ],
    ['tidies an id up', /no id/, (store) => ({ look: (id) => store.look(id.trim()) })],
    [
      'forgets facts',
      /finds again/,
      (store) => ({ look: async (id) => ({ ...(await store.look(id)), facts: {} }) }),
    ],
  ])('%s', async (_vice, name, change) => {
    const laws = sessionStoreContract(async () => {
      const { store, pass } = await openSubject();
      const sound: SessionStore = {
        stage: (work) => store.stage(work),
        use: (id) => store.use(id),
        look: (id) => store.look(id),
        remove: (id) => store.remove(id),
        close: () => store.close(),
      };
      return { store: { ...sound, ...change(store) }, pass };
    });
    const law = laws.find((one) => name.test(one.name));
    await expect(law?.check()).rejects.toThrow(ContractBroken);
  });
});
