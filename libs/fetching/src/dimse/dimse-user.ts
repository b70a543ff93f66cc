import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { association, requests, responses } from 'dcmjs-dimse';
import { Scp } from './dcmjs-dimse.js';
import { PDU_TYPES } from './pdu.js';
import { MessageReader } from './message-reader.js';
import { AssociationTrouble, notDicom } from './trouble.js';

/** What an instance that is about to come is called, and how it is answered for. */
export interface StoreRequest {
  readonly contextId: number;
  readonly request: requests.CStoreRequest;
  readonly reply: (response: responses.CStoreResponse) => void;
}

export interface DimseListener {
  write(bytes: Buffer): boolean;
  onAccepted(): void;
  onReleased(): void;
  /** A C-STORE request; the data set that follows comes by `onData`. */
  onStore(store: StoreRequest): void;
  onData(bytes: Buffer, last: boolean): void;
  onTrouble(error: unknown): void;
}

// Its own timers look at whole PDUs and leave the socket open: ours look at bytes.
const NEVER = 0x7fffffff;
const NO_TIMERS = { connectTimeout: NEVER, associationTimeout: NEVER, pduTimeout: NEVER };

/**
 * The one who opens an association, on dcmjs-dimse's state and encodings; not on its `Client`, which holds instances
 * in memory, changes their bytes, and is silent about an abort, a close or a refused context. The bytes are ours: it
 * gets PDUs that were looked at and writes to a stand-in for the socket.
 */
export class DimseUser extends Scp {
  readonly #stand: StandIn;
  readonly #listener: DimseListener;
  #reader: MessageReader | undefined;
  #contextId = 0;

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
  receive(pdu: Buffer): void {
    const type = pdu.readUInt8(0);
    if (type === PDU_TYPES.associateRequest) throw notDicom('it asks for an association of its own');
    const expected = this.#reader ? type !== PDU_TYPES.associateAccept : type !== PDU_TYPES.data;
    if (!expected) throw notDicom('its answers are out of order');
    if (type === PDU_TYPES.data) this.#reader?.take(pdu);
    else this.#stand.emit('data', pdu);
  }

  /** Ends the library's interval. */
  close(): void {
    this.#stand.emit('close');
  }

  override cStoreRequest(
    request: requests.CStoreRequest,
    reply: (response: responses.CStoreResponse) => void,
  ): void {
    try {
      this.#listener.onStore({ contextId: this.#contextId, request, reply });
    } catch (error) {
      // The library would take it for an error of the network.
      this.#listener.onTrouble(error);
    }
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
      onCommand: (pdu, contextId) => {
        this.#contextId = contextId;
        this.#stand.emit('data', pdu);
        // It clears this only when a data set follows, and would read the next command behind this one.
        Reflect.set(this, 'dimseStream', undefined);
      },
      onData: (bytes, last) => this.#listener.onData(bytes, last),
    });
    this.#listener.onAccepted();
  }
}

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
