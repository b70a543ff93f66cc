import type { requests, responses } from 'dcmjs-dimse';
import type { FetchLimits } from '../fetch-limits.js';
import type { CheckedPeer } from './checked-peer.js';
import type { AgreedContext, ProposedContext } from './contexts.js';
import { log } from './dcmjs-dimse.js';
import type { DicomOptions } from './dicom-options.js';
import { DimseUser, type StoreRequest } from './dimse-user.js';
import type { ControlPdu, Pdv } from './pdu.js';
import { openSocket } from './open-socket.js';
import { Proposal } from './proposal.js';
import { AssociationTrouble } from './trouble.js';
import { Wire } from './wire.js';

export interface Call {
  readonly peer: CheckedPeer;
  readonly options: DicomOptions;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal | undefined;
  /** When all must be over, as `performance.now()` counts. */
  readonly endsAt: number;
}

/** Hears what the other side stores with us; what it throws ends the association. */
export interface StoreListener {
  onStore(store: StoreRequest): void;
  /** A piece of its data set, whose memory is used again for the next. */
  onData(bytes: Buffer, last: boolean): void;
  /** How many are still to come, as far as the other side says. */
  onRemaining(instances: number | undefined): void;
}

export interface OpenAssociation {
  readonly contexts: readonly AgreedContext[];
  readonly wire: Wire;
  /** The longest PDU that the other side takes. */
  readonly pduBytes: number;
  /** Sends a request; its response is heard when it is the last. */
  send(
    contextId: number,
    request: requests.Request,
    onResponse: (response: responses.Response) => void,
  ): void;
}

/**
 * Opens an association, works with it and ends it: released when the work succeeds, aborted when it fails or when the
 * association does, and the socket destroyed whatever happens.
 * @throws AssociationTrouble, Cancelled, or what the work throws
 */
export async function withAssociation<T>(
  call: Call,
  contexts: readonly ProposedContext[],
  listener: StoreListener | undefined,
  work: (association: OpenAssociation) => Promise<T>,
): Promise<T> {
  // The library writes every message to the console.
  log.setLevel('silent', false);
  const line = await openLine(call, new Proposal(call.peer, contexts), listener);
  try {
    const association = await Promise.race([line.wire.broken, line.accepted]);
    const result = await Promise.race([line.wire.broken, work(association)]);
    await line.release();
    return result;
  } catch (error) {
    line.abort();
    throw error;
  } finally {
    line.close();
  }
}

interface Line {
  readonly wire: Wire;
  readonly accepted: Promise<OpenAssociation>;
  release(): Promise<void>;
  abort(): void;
  close(): void;
}

const RELEASE_MILLISECONDS = 2000;

async function openLine(call: Call, proposal: Proposal, listener: StoreListener | undefined): Promise<Line> {
  const wire = await connectWire(call, (pdu) => user.receive(pdu));
  let accept: () => void = () => undefined;
  let released: () => void = () => undefined;
  const accepted = new Promise<void>((resolve) => (accept = resolve));
  const end = new Promise<void>((resolve) => (released = resolve));
  const user: DimseUser = new DimseUser({
    write: (bytes) => wire.write(bytes),
    onAccepted: accept,
    onReleased: released,
    onStore: (store) => listener?.onStore(store),
    onData: (bytes, last) => listener?.onData(bytes, last),
    onRemaining: (instances) => listener?.onRemaining(instances),
    onTrouble: (error) => wire.break(error),
  });
  user.sendAssociationRequest(proposal);
  return {
    wire,
    accepted: accepted.then(() => openAssociation(wire, user, proposal)),
    async release() {
      user.sendAssociationReleaseRequest();
      await within(RELEASE_MILLISECONDS, Promise.race([end, wire.broken]));
    },
    abort: () => user.sendAbort(),
    close() {
      user.close();
      wire.close();
    },
  };
}

function openAssociation(wire: Wire, user: DimseUser, proposal: Proposal): OpenAssociation {
  const pduBytes = proposal.pduBytes();
  proposal.setMaxPduLength(pduBytes);
  wire.accepted = true;
  return {
    contexts: proposal.agreed(),
    wire,
    pduBytes,
    send(contextId, request, onResponse) {
      proposal.sendBy(contextId, request);
      request.on('response', (response: responses.Response) => {
        try {
          onResponse(response);
        } catch (error) {
          wire.break(error);
        }
      });
      user.sendRequests(request);
    },
  };
}

async function connectWire(call: Call, onPdu: (pdu: ControlPdu | Pdv) => void): Promise<Wire> {
  const { limits, signal, endsAt } = call;
  const left = endsAt - performance.now();
  const total = new AssociationTrouble({ kind: 'too long', milliseconds: limits.totalMilliseconds });
  if (left <= 0) throw total;
  const milliseconds = Math.min(limits.connectMilliseconds, left);
  // Nobody who speaks DICOM says anything before we do.
  let receive: (bytes: Buffer) => void = () => undefined;
  const onBytes = (bytes: Buffer): void => receive(bytes);
  const socket = await openSocket(call.peer, call.options, { milliseconds, signal, onBytes });
  const wire = new Wire(socket, { limits, endsAt, signal, onPdu });
  receive = (bytes) => wire.receive(bytes);
  return wire;
}

/** Waits for so long, and no longer; how it ends is nobody's concern. */
async function within(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([promise, late]).catch(() => undefined);
  clearTimeout(timer);
}
