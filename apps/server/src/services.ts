import type { Annotator } from '@aiaa/annotator';
import type { SessionStore } from '@aiaa/sessions';
import type { Logger } from 'pino';
import type { AccessRules } from './access-rules.js';
import type { DeviceFacts } from './ask-device.js';
import type { Limits } from './limits.js';
import type { ModelAdmin } from './model-admin.js';
import type { ModelCatalogue } from './model-catalogue.js';
import type { RecentLog } from './recent-log.js';
import type { TempFolder } from './temp-folder.js';

/** All that the routes stand on; made in wire.ts, or by a test. */
export interface Services {
  readonly models: ModelCatalogue;
  readonly admin: ModelAdmin;
  readonly annotator: Annotator;
  readonly sessions: SessionStore;
  readonly temp: TempFolder;
  readonly limits: Limits;
  readonly access: AccessRules;
  /** Where networks run; undefined until it is known. */
  readonly device: () => DeviceFacts | undefined;
  /** How many worker processes run networks. */
  readonly workers: number;
  readonly log: Logger;
  readonly recentLog: RecentLog;
}
