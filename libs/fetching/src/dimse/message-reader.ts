import { COMMAND_FIELDS, readCommandSet } from './command-set.js';
import { pdvHeader } from './pdv-header.js';
import { pdvsOf } from './pdvs-of.js';
import type { Pdv } from './pdu.js';
import { notDicom } from './trouble.js';

// A handful of short elements: far below a kibibyte, unless a comment is long.
const MOST_COMMAND_BYTES = 64 << 10;

export interface MessageListener {
  /** A whole command as a PDU of its own, which says that no data set follows. */
  onCommand(pdu: Buffer, contextId: number): void;
  /** A piece of the data set of the C-STORE request just heard. */
  onData(bytes: Buffer, last: boolean): void;
}

/**
 * Takes messages apart, so that dcmjs-dimse sees commands only. It would join a command to the one before, pass over
 * what follows a command in its PDU, and parse data sets: those of instances, which are kept as they are, and those of
 * responses, which list the UIDs that failed and which nobody reads here.
 */
export class MessageReader {
  #command: Buffer[] = [];
  #commandBytes = 0;
  #expected: 'command' | 'stored' | 'passed over' = 'command';

  constructor(
    private readonly accepted: ReadonlySet<number>,
    private readonly listener: MessageListener,
  ) {}

  /** @throws AssociationTrouble for what no peer of a storage or retrieve service would send */
  take(pdu: Buffer): void {
    for (const pdv of pdvsOf(pdu)) {
      if (!this.accepted.has(pdv.contextId))
        throw notDicom('it uses a presentation context that was not agreed on');
      if (pdv.command !== (this.#expected === 'command')) throw notDicom('its messages are out of order');
      if (pdv.command) this.#takeCommand(pdv);
      else this.#takeData(pdv);
    }
  }

  #takeCommand(pdv: Pdv): void {
    this.#command.push(pdv.bytes);
    this.#commandBytes += pdv.bytes.length;
    if (this.#commandBytes > MOST_COMMAND_BYTES) throw notDicom('a command does not end');
    if (!pdv.last) return;
    const command = readCommandSet(Buffer.concat(this.#command));
    this.#command = [];
    this.#commandBytes = 0;
    const storing = command.field === COMMAND_FIELDS.storeRequest;
    if (!storing && command.field < 0x8000) throw notDicom(`it sent a request of type ${command.field}`);
    if (storing && !command.hasDataSet) throw notDicom('it stores an instance without a data set');
    if (command.hasDataSet) this.#expected = storing ? 'stored' : 'passed over';
    const alone = { ...pdv, bytes: command.alone() };
    this.listener.onCommand(Buffer.concat([pdvHeader(alone), alone.bytes]), pdv.contextId);
  }

  #takeData(pdv: Pdv): void {
    const stored = this.#expected === 'stored';
    if (pdv.last) this.#expected = 'command';
    if (stored) this.listener.onData(pdv.bytes, pdv.last);
  }
}
