import type { Context } from 'koa';
import { sendJson } from '../multipart/send.js';
import { VERSION } from '../version.js';

/** `GET /`: what this is, for whoever opens it in a browser. Links are relative, so that proxies may prefix. */
export const landing = (ctx: Context): void =>
  sendJson(ctx, {
    server: 'aiaa',
    version: VERSION,
    about: 'AI-assisted annotation of medical images, with the API of the AIAA server',
    endpoints: ['GET v1/models', 'POST v1/segmentation?model=NAME', 'GET health/live', 'GET health/ready'],
  });
