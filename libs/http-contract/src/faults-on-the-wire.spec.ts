import { describe, expect, it } from '@jest/globals';
import { FAULT_TAGS, faultOf } from '@aiaa/annotator';
import { encodeFault } from './error-body.js';
import { statusOf } from './error-status.js';
import {
  MalformedRequest,
  MethodNotAllowed,
  RequestTimeout,
  RouteNotFound,
  SessionNotFound,
  Stopping,
} from './errors/index.js';

describe('statusOf', () => {
  it('gives every fault a refusal', () => {
    for (const tag of FAULT_TAGS) expect(statusOf(tag).status).toBeGreaterThanOrEqual(400);
  });

  it('names the phrase that the C++ client shows for a dead session', () => {
    expect(statusOf('SessionGone')).toEqual({ status: 440, phrase: 'Session Expired' });
  });

  it('tells when to come again, and only where that helps', () => {
    const passing = FAULT_TAGS.filter((tag) => statusOf(tag).retryAfterSeconds !== undefined);
    expect(passing).toEqual(FAULT_TAGS.filter((tag) => statusOf(tag).status === 503));
  });
});

describe('encodeFault', () => {
  it('is the body that AIAA 4 wrote', () => {
    expect(encodeFault({ tag: 'ModelNotFound', message: 'No model "x".' })).toBe(
      '{"error":{"message":["No model \\"x\\"."],"type":"ModelNotFound"},"success":false}\n',
    );
  });

  it('is ASCII on one line, whatever the message quotes', () => {
    const body = encodeFault({ tag: 'Internal', message: 'päth\n\u2028\u007f 🧠' });
    expect(body).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(body).error.message).toEqual(['päth\n\u2028\u007f 🧠']);
  });
});

describe('the errors of this lib', () => {
  it.each([
    [new MalformedRequest('m'), 400],
    [new RouteNotFound('/x'), 404],
    [new MethodNotAllowed('PUT', '/v1/models', ['GET']), 405],
    [new RequestTimeout('t'), 408],
    [new SessionNotFound(), 404],
    [new Stopping(), 503],
  ])('%s is a fault of its own with status %i', (error, status) => {
    const fault = faultOf(error);
    expect(fault).toEqual({ tag: error.tag, message: error.message });
    expect(statusOf(fault.tag).status).toBe(status);
  });

  it('say what to do', () => {
    expect(new MethodNotAllowed('PUT', '/v1/models', ['GET', 'HEAD']).message).toBe(
      '/v1/models does not answer PUT, only GET, HEAD.',
    );
  });
});
