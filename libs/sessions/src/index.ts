export type { Clock } from './clock.js';
export type { KeptSession, SessionStore, StagedSession } from './session-store.js';
export type { Session, SessionFile } from './session.js';
export { isSessionId, type SessionId } from './session-id.js';
export { openFolderSessionStore, type FolderSessionStoreOptions } from './open-folder-session-store.js';
export { SessionGone } from './session-gone.js';
export { StorageFull } from '@aiaa/volume/errors';
