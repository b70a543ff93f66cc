/** Who may do what from where. */
export interface AccessRules {
  /** Hosts that may administer, as `adminHosts` reads them. */
  readonly adminHosts: readonly string[];
  /** What they must bring besides; absent: nothing. */
  readonly adminToken?: string;
  /** Whether the last address of X-Forwarded-For is believed: a proxy before this server writes it. */
  readonly trustProxy: boolean;
  /** Origins whose pages may use what is no administration; `*` is every one. */
  readonly corsOrigins: readonly string[];
}

export const DEFAULT_ACCESS: AccessRules = { adminHosts: ['*'], trustProxy: false, corsOrigins: ['*'] };
