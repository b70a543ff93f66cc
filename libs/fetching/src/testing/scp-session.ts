import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import dimse from 'dcmjs-dimse';
import type { association, Dataset, requests, responses } from 'dcmjs-dimse';
import { answerGet } from './answer-get.js';
import type { ScpState } from './misbehaving-scp.js';
import { rawDataSet } from './raw-data-set.js';
import type { TestInstance } from './test-instance.js';

const { CEchoResponse, CGetResponse, CStoreResponse } = dimse.responses;
const { CStoreRequest } = dimse.requests;
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const GET_MODEL = /^1\.2\.840\.10008\.5\.1\.4\.1\.2\.[12]\.3$/;

/** One association of a server that does as its state says. */
export class ScpSession extends dimse.Scp {
  readonly #chunks: Buffer[] = [];
  #asked: association.Association | undefined;

  constructor(
    private readonly line: Socket,
    private readonly state: ScpState,
  ) {
    super(line, {});
    dimse.log.setLevel('silent', false);
  }

  override associationRequested(asked: association.Association): void {
    this.state.associations += 1;
    const { misbehaviour } = this.state.options;
    if (misbehaviour === 'rejects the called AE title') return this.sendAssociationReject(1, 1, 7);
    if (misbehaviour === 'rejects the calling AE title') return this.sendAssociationReject(1, 1, 3);
    if (misbehaviour === 'is busy' || (misbehaviour === 'is busy twice' && this.state.associations <= 2))
      return this.sendAssociationReject(2, 3, 2);
    for (const { id } of asked.getPresentationContexts()) this.#judge(asked.getPresentationContext(id));
    this.#asked = asked;
    if (misbehaviour === 'takes tiny PDUs only') asked.setMaxPduLength(6);
    this.sendAssociationAccept();
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse();
  }

  override cEchoRequest(
    request: requests.CEchoRequest,
    reply: (response: responses.CEchoResponse) => void,
  ): void {
    const response = CEchoResponse.fromRequest(request);
    response.setStatus(0);
    reply(response);
  }

  override createStoreWritableStream(): Writable {
    return new Writable({
      highWaterMark: 0x7fffffff,
      write: (chunk: Buffer, _encoding, done) => {
        this.#chunks.push(Buffer.from(chunk));
        done();
      },
    });
  }

  override createDatasetFromStoreWritableStream(
    _stream: Writable,
    _context: association.PresentationContext,
    take: (dataSet: Dataset) => void,
  ): void {
    take(new dimse.Dataset());
  }

  override cStoreRequest(
    request: requests.CStoreRequest,
    reply: (response: responses.CStoreResponse) => void,
  ): void {
    this.state.stored.push(Buffer.concat(this.#chunks.splice(0)));
    const response = CStoreResponse.fromRequest(request);
    response.setStatus(this.state.options.storeStatus ?? 0);
    reply(response);
  }

  override cGetRequest(
    request: requests.CGetRequest,
    reply: (responses: responses.CGetResponse[]) => void,
  ): void {
    this.state.queries.push({ ...request.getDataset()?.getElements() });
    const stage = {
      socket: this.line,
      contextId:
        this.#asked?.getAcceptedPresentationContextFromRequest(request)?.getPresentationContextId() ?? 1,
      instances: this.state.instances,
      store: (instance: TestInstance, sopInstanceUid?: string) => this.#store(instance, sopInstanceUid),
      end: (status: number, [completed, failed]: readonly number[] = [], comment?: string) => {
        const response = CGetResponse.fromRequest(request);
        response.setStatus(status);
        if (completed !== undefined) response.setCompleted(completed);
        if (failed !== undefined) response.setFailures(failed);
        if (comment !== undefined) response.setErrorComment(comment);
        reply([response]);
      },
      abort: () => this.sendAbort(2, 0),
      release: () => this.sendAssociationReleaseRequest(),
    };
    // Whoever hangs up makes the rest of the answer fail.
    answerGet(stage, this.state.options.misbehaviour).catch(() => undefined);
  }

  override abort(): void {
    this.line.end();
  }

  #judge(context: association.PresentationContext): void {
    const { misbehaviour } = this.state.options;
    const get = GET_MODEL.test(context.getAbstractSyntaxUid());
    const refused = misbehaviour === 'refuses every context' || (misbehaviour === 'refuses C-GET' && get);
    const agreed =
      misbehaviour === 'agrees to what nobody proposed' ? [BIG_ENDIAN] : context.getTransferSyntaxUids();
    context.setResult(refused ? 3 : 0, agreed[0]);
  }

  #store({ meta, dataSet }: TestInstance, sopInstanceUid = meta.sopInstanceUid): Promise<void> {
    const request = new CStoreRequest(rawDataSet(dataSet, meta.transferSyntaxUid));
    request.setAffectedSopClassUid(meta.sopClassUid);
    request.setAffectedSopInstanceUid(sopInstanceUid);
    return new Promise((resolve) => {
      request.on('done', resolve);
      this.sendRequests(request);
    });
  }
}
