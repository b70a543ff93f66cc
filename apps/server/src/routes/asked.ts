import type { AnyModelRequest, ModelRequest } from '@aiaa/annotator';
import {
  decodeExtremePoints,
  decodeInference,
  decodeResultFormat,
  requireClicks,
  type Params,
} from '@aiaa/http-contract';

/** The endpoints below /v1 that ask a model are called as the requests that they make. */
export type Endpoint = ModelRequest['kind'];

/** What the params say of a request: where somebody pointed, and the form of the result. */
export type Asked = { readonly [E in Endpoint]: Pointing<E> & Pick<AnyModelRequest, 'result'> }[Endpoint];

type Pointing<E extends Endpoint> = Omit<Extract<ModelRequest, { kind: E }>, keyof AnyModelRequest>;

const POINTING: { readonly [E in Endpoint]: (params: Params) => Pointing<E> } = {
  segmentation: () => ({ kind: 'segmentation' }),
  dextr3d: (params) => ({ kind: 'dextr3d', points: decodeExtremePoints(params) }),
  deepgrow: (params) => ({ kind: 'deepgrow', clicks: requireClicks(params) }),
  inference: (params) => ({ kind: 'inference', ...decodeInference(params) }),
};

/** What an endpoint reads in the params. @throws MalformedRequest with the place of what is wrong @throws LimitExceeded */
export const askedIn = (endpoint: Endpoint, params: Params): Asked => ({
  result: decodeResultFormat(params),
  ...POINTING[endpoint](params),
});
