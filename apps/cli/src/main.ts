import { Command } from 'commander';
import { convertCommand } from './commands/convert.js';
import { infoCommand } from './commands/info.js';
import { listCommand } from './commands/list.js';
import { segmentCommand } from './commands/segment.js';
import { sentenceOf } from './sentence-of.js';

const program = new Command('aiaa')
  .description('Segment medical images with the models of an AIAA server, without any server.')
  .version('0.1.0')
  .addCommand(segmentCommand())
  .addCommand(listCommand())
  .addCommand(infoCommand())
  .addCommand(convertCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
