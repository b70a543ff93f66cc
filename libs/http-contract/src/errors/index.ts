export { AdminForbidden } from './admin-forbidden.js';
export { MalformedRequest } from './malformed-request.js';
export { MethodNotAllowed } from './method-not-allowed.js';
export { RequestTimeout } from './request-timeout.js';
export { RouteNotFound } from './route-not-found.js';
export { SessionNotFound } from './session-not-found.js';
export { Stopping } from './stopping.js';
