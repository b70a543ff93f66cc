import type { responses } from 'dcmjs-dimse';
import { CGetRequest, Dataset } from '../dimse/dcmjs-dimse.js';
import type { ProposedContext } from '../dimse/contexts.js';
import { AssociationTrouble, notDicom } from '../dimse/trouble.js';
import { withAssociation, type Call, type OpenAssociation } from '../dimse/with-association.js';
import type { Query } from './query.js';
import type { Receiver } from './receiver.js';

/** How a C-GET ended (PS3.4, C.4.3.1.4); a count is undefined where the server gives none. */
export interface GetEnd {
  readonly status: number;
  readonly completed: number | undefined;
  readonly failed: number | undefined;
  readonly comment: string | undefined;
}

/** One C-GET over an association of its own; what it sends is the receiver's. */
export async function retrieve(
  call: Call,
  contexts: readonly ProposedContext[],
  query: Query,
  receiver: Receiver,
): Promise<GetEnd> {
  try {
    return await withAssociation(call, contexts, receiver, async (association) => {
      receiver.attach(association);
      const end = await get(association, query);
      await receiver.settle();
      return end;
    });
  } finally {
    await receiver.detach();
  }
}

async function get(association: OpenAssociation, query: Query): Promise<GetEnd> {
  const agreed = query.models.map((model) =>
    association.contexts.find((context) => context.abstractSyntax === model),
  );
  const context = agreed.find((one) => one !== undefined);
  if (!context) throw new AssociationTrouble({ kind: 'no context', service: 'C-GET' });
  const request = new CGetRequest();
  request.setAffectedSopClassUid(context.abstractSyntax);
  request.setDataset(new Dataset({ ...query.keys }, context.transferSyntax));
  return new Promise((resolve) => {
    association.send(context.id, request, (response) => {
      resolve(endOf(response as responses.CGetResponse));
    });
  });
}

function endOf(response: responses.CGetResponse): GetEnd {
  const status: unknown = response.getStatus();
  if (typeof status !== 'number') throw notDicom('a response has no status');
  return {
    status,
    completed: count(response.getCompleted()),
    failed: count(response.getFailures()),
    comment: commentOf(response.getErrorComment()),
  };
}

const count = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** On one line, and short (PS3.7, C.4.2: VR LO). */
const commentOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? value
        .replace(/[^\x20-\x7e]+/g, ' ')
        .trim()
        .slice(0, 64)
    : undefined;
