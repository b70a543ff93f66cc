import { expect, it } from '@jest/globals';
import { demoTable } from './demo-table.js';

it('lists every label that the model knows or the mask holds, in voxels and millilitres', () => {
  const counts = [1000, 12_345, 0, 0, 7];
  const table = demoTable({ model: 'm', seconds: 1.26, labels: ['lung', 'bone'], counts, voxelMm3: 2 });
  expect(table.split('\n')).toEqual([
    '',
    '  m segmented the sample in 1.3 s',
    '',
    '      label   voxels     ml',
    '  1   lung    12,345   24.7',
    '  2   bone         0    0.0',
    '  4   ?            7    0.0',
    '',
    '',
  ]);
});
