import { Command } from 'commander';
import { allowClosedPipe } from './allow-closed-pipe.js';
import { convertCommand } from './commands/convert.js';
import { deepgrowCommand } from './commands/deepgrow.js';
import { deleteCommand } from './commands/delete.js';
import { dextr3dCommand } from './commands/dextr3d.js';
import { echoCommand } from './commands/echo.js';
import { fetchCommand } from './commands/fetch.js';
import { fixPolygonCommand } from './commands/fixpolygon.js';
import { inferenceCommand } from './commands/inference.js';
import { infoCommand } from './commands/info.js';
import { listCommand } from './commands/list.js';
import { loadCommand } from './commands/load.js';
import { logsCommand } from './commands/logs.js';
import { polygonsCommand } from './commands/polygons.js';
import { segmentCommand } from './commands/segment.js';
import { sendCommand } from './commands/send.js';
import { startCommand } from './commands/start.js';
import { statusCommand } from './commands/status.js';
import { stopCommand } from './commands/stop.js';
import { sentenceOf } from './sentence-of.js';
import { wasCancelled } from './was-cancelled.js';

const program = new Command('aiaa')
  .description(
    'Annotate medical images with the models of an AIAA server, without any server; or run one, and administer it.',
  )
  .version('0.1.0')
  .addCommand(segmentCommand())
  .addCommand(dextr3dCommand())
  .addCommand(deepgrowCommand())
  .addCommand(inferenceCommand())
  .addCommand(polygonsCommand())
  .addCommand(fixPolygonCommand())
  .addCommand(listCommand())
  .addCommand(infoCommand())
  .addCommand(convertCommand())
  .addCommand(fetchCommand())
  .addCommand(sendCommand())
  .addCommand(echoCommand())
  .commandsGroup('A server:')
  .addCommand(startCommand())
  .addCommand(stopCommand())
  .addCommand(statusCommand())
  .addCommand(loadCommand())
  .addCommand(deleteCommand())
  .addCommand(logsCommand());

allowClosedPipe(process.stdout);
allowClosedPipe(process.stderr);
try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  // 130 is how shells name an end by Ctrl-C.
  process.exitCode = wasCancelled(error) ? 130 : 1;
}
