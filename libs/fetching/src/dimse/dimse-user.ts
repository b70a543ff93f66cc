import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { association } from 'dcmjs-dimse';
import { COMMAND_ELEMENTS, type CommandSet } from './command-set.js';
import { Scp } from './dcmjs-dimse.js';
import { PDU_TYPES, type ControlPdu, type Pdv } from './pdu.js';
import { MessageReader } from './message-reader.js';
import { storeResponse } from './store-response.js';
import { AssociationTrouble, notDicom } from './trouble.js';

/** What an instance that is about to come is called, and how it is answered for. */
export interface StoreRequest {
  readonly contextId: number;
  /** As it was sent: perhaps none. */
  readonly sopClassUid: string | undefined;
  readonly sopInstanceUid: string | undefined;
  readonly reply: (status: number) => void;
}

export interface DimseListener {
  write(bytes: Buffer): boolean;
  onAccepted(): void;
  onReleased(): void;
  /** A C-STORE request; the data set that follows comes by `onData`. */
  onStore(store: StoreRequest): void;
  onData(bytes: Buffer, last: boolean): void;
  onRemaining(instances: number | undefined): void;
  onTrouble(error: unknown): void;
}

// Its own timers look at whole PDUs and leave the socket open: ours look at bytes.
const NEVER = 0x7fffffff;
const NO_TIMERS = { connectTimeout: NEVER, associationTimeout: NEVER, pduTimeout: NEVER };

/**
 * The one who opens an association, on dcmjs-dimse's state and encodings; not on its `Client`, which holds instances
 * in memory, changes their bytes, and is silent about an abort, a close or a refused context. The bytes are ours: it
 * gets PDUs that were looked at and writes to a stand-in for the socket; what is stored with us it does not see.
 */
export class DimseUser extends Scp {
  readonly #stand: StandIn;
  readonly #listener: DimseListener;
  #reader: MessageReader | undefined;

  constructor(listener: DimseListener) {
    const stand = new StandIn((bytes) => listener.write(bytes));
    // Of a socket, only `on`, `write` and `setTimeout` are used.
    super(stand as unknown as Socket, NO_TIMERS);
    this.#stand = stand;
    this.#listener = listener;
    const { onTrouble } = listener;
    const guarded = <T>(name: string, react: (value: T) => void): void => {
      // A listener that throws would end the process.
      this.on(name, (value: T) => {
        try {
          react(value);
        } catch (error) {
          onTrouble(notDicom('its answer makes no sense', { cause: error }));
        }
      });
    };
    guarded<association.Association>('associationAccepted', (accepted) => this.#onAccepted(accepted));
    guarded<Rejection>('associationRejected', (rejection) =>
      onTrouble(new AssociationTrouble({ kind: 'rejected', ...rejection })),
    );
    guarded<Error>('networkError', (cause) => onTrouble(notDicom('its answer makes no sense', { cause })));
    guarded('associationReleaseResponse', () => listener.onReleased());
  }

  /** @throws AssociationTrouble for what no peer of ours would send now */
  receive(pdu: ControlPdu | Pdv): void {
    if ('contextId' in pdu) {
      if (!this.#reader) throw outOfOrder();
      this.#reader.take(pdu);
      return;
    }
    if (pdu.type === PDU_TYPES.associateRequest) throw notDicom('it asks for an association of its own');
    if (this.#reader && pdu.type === PDU_TYPES.associateAccept) throw outOfOrder();
    this.#stand.emit('data', pdu.bytes);
  }

  /** Ends the library's interval. */
  close(): void {
    this.#stand.emit('close');
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse();
    this.#listener.onTrouble(new AssociationTrouble({ kind: 'closed', accepted: true }));
  }

  override abort(): void {
    this.#listener.onTrouble(new AssociationTrouble({ kind: 'aborted' }));
  }

  #onAccepted(accepted: association.Association): void {
    const contexts = accepted.getPresentationContexts().map(({ id }) => accepted.getPresentationContext(id));
    const ids = contexts.filter((one) => one.getResult() === 0).map((one) => one.getPresentationContextId());
    this.#reader = new MessageReader(new Set(ids), {
      onResponse: (pdu) => {
        this.#stand.emit('data', pdu);
        // It clears this only when a data set follows, and would read the next command behind this one.
        Reflect.set(this, 'dimseStream', undefined);
      },
      onStore: (command, contextId) => this.#onStore(command, contextId),
      onData: (bytes, last) => this.#listener.onData(bytes, last),
      onRemaining: (instances) => this.#listener.onRemaining(instances),
    });
    this.#listener.onAccepted();
  }

  #onStore(command: CommandSet, contextId: number): void {
    this.#listener.onStore({
      contextId,
      sopClassUid: command.uid(COMMAND_ELEMENTS.affectedSopClassUid),
      sopInstanceUid: command.uid(COMMAND_ELEMENTS.affectedSopInstanceUid),
      reply: (status) => this.#listener.write(storeResponse(command, contextId, status)),
    });
  }
}

const outOfOrder = (): AssociationTrouble => notDicom('its answers are out of order');

interface Rejection {
  readonly result: number;
  readonly source: number;
  readonly reason: number;
}

class StandIn extends EventEmitter {
  constructor(readonly write: (bytes: Buffer) => boolean) {
    super();
  }

  setTimeout(): this {
    return this;
  }
}
