import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { expect, it, jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Where the limit of processes is reached, Node tells it in two ways: fork throws, or the child has no pid. */
const fork = jest.fn(() => {
  if (fork.mock.calls.length % 2 === 1) throw new Error('spawn ENOMEM');
  const child = new EventEmitter();
  setImmediate(() => child.emit('error', new Error('spawn EAGAIN')));
  return child;
});
jest.unstable_mockModule('node:child_process', () => ({ fork }));

it('tells those who wait when the system refuses a process, and closes all the same', async () => {
  const { openAnnotationPool } = await import('./open-annotation-pool.js');
  const lines: string[] = [];
  const pool = await openAnnotationPool({
    workerEntry: fileURLToPath(import.meta.url),
    log: (line) => lines.push(line),
  });
  const request = {
    kind: 'segmentation',
    model: { name: 'spleen', revision: '1', folder: '/models/spleen/1' },
    images: [{ path: '/tmp/image', name: 'echo' }],
    result: { extension: '.nii.gz', compress: true },
    resultFolder: '/tmp/result',
  } as const;
  const fault = await expectFault(askAnnotator(pool, request).answer, 'WorkerLost');
  expect(fault.message).toContain('3 times in a row before it could work (Error: spawn ENOMEM)');
  expect(lines).toEqual([
    'worker 1 (pid none): ended (Error: spawn ENOMEM)',
    'worker 1 (pid none): ended (spawn EAGAIN)',
    'worker 1 (pid none): ended (Error: spawn ENOMEM)',
  ]);
  await pool.close();
});
