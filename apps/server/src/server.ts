import { createServer, type Server } from 'node:http';
import Router from '@koa/router';
import Koa, { type Middleware } from 'koa';
import { answerBrokenRequests } from './answer-broken-requests.js';
import type { Lifetime } from './lifetime.js';
import { accessLog } from './middleware/access-log.js';
import { adminGate } from './middleware/admin-gate.js';
import { cors } from './middleware/cors.js';
import { earlyAnswer } from './middleware/early-answer.js';
import { faults } from './middleware/faults.js';
import { gate } from './middleware/gate.js';
import { hostHeader } from './middleware/host-header.js';
import { originForm } from './middleware/origin-form.js';
import { requestId } from './middleware/request-id.js';
import { unmatched } from './middleware/unmatched.js';
import { deleteModel, getModelConfig, patchModel, putModel } from './routes/admin.js';
import { annotation } from './routes/annotation.js';
import { docs, docsFile } from './routes/docs.js';
import { live, ready } from './routes/health.js';
import { landing } from './routes/landing.js';
import { listModels } from './routes/models.js';
import { logs } from './routes/logs.js';
import { openApi } from './routes/openapi.js';
import { fixPolygon, maskToPolygons } from './routes/polygons.js';
import { deleteSession, getSession, putSession } from './routes/session.js';
import type { Services } from './services.js';

/** The whole API. Every path answers with and without a slash at its end; nothing ever redirects. */
export const routes = (services: Services, guard: Middleware) =>
  new Router()
    .get('/', landing)
    .get('/docs', docs)
    .get('/docs/:file', docsFile)
    .get('/openapi.json', openApi)
    .get('/health/live', live)
    .get('/health/ready', ready(services))
    .get('/v1/models', listModels(services))
    .post('/v1/segmentation', annotation('segmentation', services))
    .post('/v1/dextr3d', annotation('dextr3d', services))
    .post('/v1/deepgrow', annotation('deepgrow', services))
    .post('/v1/inference', annotation('inference', services))
    .post('/v1/mask2polygon', maskToPolygons(services))
    .post('/v1/fixpolygon', fixPolygon(services))
    .put('/session', putSession(services))
    .get('/session/:id', getSession(services))
    .delete('/session/:id', deleteSession(services))
    .get('/admin/model/:name', guard, getModelConfig(services))
    .put('/admin/model/:name', guard, putModel(services))
    .patch('/admin/model/:name', guard, patchModel(services))
    .delete('/admin/model/:name', guard, deleteModel(services))
    .get('/logs', guard, logs(services));

/** Node's own default; it falls to none with the limit on the whole request. */
const HEADERS_MILLISECONDS = 60_000;

/** An HTTP server over the services; it does not listen yet. */
export function createApiServer(services: Services, lifetime: Lifetime): Server {
  const { log, limits, access } = services;
  const router = routes(services, adminGate(access));
  const app = new Koa();
  app
    .use(originForm)
    .use(earlyAnswer(limits))
    .use(requestId)
    .use(accessLog(log))
    .use(faults(log))
    .use(hostHeader)
    .use(cors(access))
    .use(gate(lifetime))
    .use(router.routes())
    .use(unmatched(router));
  app.on('error', (error: unknown) => log.debug({ err: error }, 'a connection broke'));
  // A slow link takes minutes to send a volume: the body has an idle limit of its own, and no other.
  const timeouts = { requestTimeout: 0, headersTimeout: HEADERS_MILLISECONDS };
  const server = createServer({ ...timeouts, requireHostHeader: false }, app.callback());
  answerBrokenRequests(server);
  return server;
}
