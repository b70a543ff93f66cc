import { COMMAND_ELEMENTS, COMMAND_FIELDS, readCommandSet, type CommandSet } from './command-set.js';
import { pdvHeader } from './pdv-header.js';
import type { Pdv } from './pdu.js';
import { notDicom } from './trouble.js';

// A handful of short elements: far below a kibibyte, unless a comment is long.
const MOST_COMMAND_BYTES = 64 << 10;

export interface MessageListener {
  /** A whole response as a PDU of its own, which says that no data set follows. */
  onResponse(pdu: Buffer): void;
  /** How many instances are still to come by a C-GET, as far as the other side says. */
  onRemaining(instances: number | undefined): void;
  /** A C-STORE request, whose data set follows. */
  onStore(command: CommandSet, contextId: number): void;
  /** A piece of the data set of the C-STORE request just heard. */
  onData(bytes: Buffer, last: boolean): void;
}

/**
 * Tells messages apart, so that dcmjs-dimse sees last responses only. It would join a command to the one before, pass over
 * what follows a command in its PDU, and parse data sets: those of instances, which are kept as they are, and those of
 * responses, which list the UIDs that failed and which nobody reads here.
 */
export class MessageReader {
  readonly #command: Buffer[] = [];
  #commandBytes = 0;
  #expected: 'command' | 'stored' | 'passed over' = 'command';

  constructor(
    private readonly accepted: ReadonlySet<number>,
    private readonly listener: MessageListener,
  ) {}

  /** @throws AssociationTrouble for what no peer of a storage or retrieve service would send */
  take(pdv: Pdv): void {
    if (!this.accepted.has(pdv.contextId))
      throw notDicom('it uses a presentation context that was not agreed on');
    if (pdv.command !== (this.#expected === 'command')) throw notDicom('its messages are out of order');
    if (pdv.command) this.#takeCommand(pdv);
    else this.#takeData(pdv);
  }

  #takeCommand(pdv: Pdv): void {
    this.#command.push(Buffer.from(pdv.bytes));
    this.#commandBytes += pdv.bytes.length;
    if (this.#commandBytes > MOST_COMMAND_BYTES) throw notDicom('a command does not end');
    if (!pdv.last) return;
    const command = readCommandSet(Buffer.concat(this.#command.splice(0)));
    this.#commandBytes = 0;
    const storing = command.field === COMMAND_FIELDS.storeRequest;
    if (!storing && command.field < 0x8000) throw notDicom(`it sent a request of type ${command.field}`);
    if (storing && !command.hasDataSet) throw notDicom('it stores an instance without a data set');
    if (command.hasDataSet) this.#expected = storing ? 'stored' : 'passed over';
    if (storing) this.listener.onStore(command, pdv.contextId);
    else if (isPending(command)) this.listener.onRemaining(command.uint16(COMMAND_ELEMENTS.remaining));
    else this.#respond(command, pdv);
  }

  #respond(command: CommandSet, pdv: Pdv): void {
    const alone = { ...pdv, bytes: command.alone() };
    this.listener.onResponse(Buffer.concat([pdvHeader(alone), alone.bytes]));
  }

  #takeData(pdv: Pdv): void {
    const stored = this.#expected === 'stored';
    if (pdv.last) this.#expected = 'command';
    if (stored) this.listener.onData(pdv.bytes, pdv.last);
  }
}

/** More of a C-GET follows (PS3.4, C.4.3.1.4). */
const isPending = (command: CommandSet): boolean =>
  command.field === COMMAND_FIELDS.getResponse &&
  ((command.uint16(COMMAND_ELEMENTS.status) ?? 0) & 0xff00) === 0xff00;
