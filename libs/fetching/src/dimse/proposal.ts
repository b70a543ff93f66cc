import type { association, requests } from 'dcmjs-dimse';
import { BrokenInvariant } from '@aiaa/volume/errors';
import type { CheckedPeer } from './checked-peer.js';
import { MOST_CONTEXTS, type AgreedContext, type ProposedContext } from './contexts.js';
import { Association } from './dcmjs-dimse.js';
import { MAX_PDU_BYTES } from './pdu.js';
import { notDicom } from './trouble.js';

// The library cuts a data set into pieces of six bytes less than this, for ever where that is nothing.
const LEAST_PDU_BYTES = 1024;

/** The association we ask for, with a say in which context a request goes by. */
export class Proposal extends Association {
  readonly #proposed = new Map<number, readonly string[]>();
  readonly #contextIds = new WeakMap<requests.Request, number>();

  constructor(peer: CheckedPeer, contexts: readonly ProposedContext[]) {
    super(peer.callingAeTitle, peer.calledAeTitle);
    if (contexts.length > MOST_CONTEXTS)
      throw new BrokenInvariant(`${contexts.length} contexts are too many.`);
    this.setMaxPduLength(MAX_PDU_BYTES);
    for (const { abstractSyntax, transferSyntaxes, weStore } of contexts) {
      const id = this.addPresentationContext(abstractSyntax);
      this.#proposed.set(id, transferSyntaxes);
      for (const one of transferSyntaxes) this.addTransferSyntaxToPresentationContext(id, one);
      if (weStore) this.getPresentationContext(id).setProviderRole(true);
    }
  }

  /**
   * What of it was agreed on.
   * @throws AssociationTrouble when that was never proposed
   */
  agreed(): readonly AgreedContext[] {
    return this.getPresentationContexts()
      .map(({ context }) => context)
      .filter((context) => context.getResult() === 0)
      .map((context) => {
        const id = context.getPresentationContextId();
        const transferSyntax = context.getAcceptedTransferSyntaxUid();
        if (transferSyntax === undefined || !this.#proposed.get(id)?.includes(transferSyntax))
          throw notDicom('it accepts an encoding that was not proposed');
        return { id, abstractSyntax: context.getAbstractSyntaxUid(), transferSyntax };
      });
  }

  /**
   * How long a PDU the other side takes; what it takes without bound gets our own.
   * @throws AssociationTrouble where that is too short to say anything
   */
  pduBytes(): number {
    const most = this.getMaxPduLength();
    if (most === 0) return MAX_PDU_BYTES;
    if (most < LEAST_PDU_BYTES) throw notDicom(`it takes PDUs of ${most} bytes only`);
    return Math.min(most, MAX_PDU_BYTES);
  }

  sendBy(contextId: number, request: requests.Request): void {
    this.#contextIds.set(request, contextId);
  }

  override getAcceptedPresentationContextFromRequest(
    request: requests.Request,
  ): association.PresentationContext | undefined {
    const id = this.#contextIds.get(request);
    return id === undefined ? undefined : this.getPresentationContext(id);
  }
}
