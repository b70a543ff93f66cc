/** Where networks run, for people. */
export interface DeviceReport {
  /** As `formatDevice` writes it. */
  readonly device: string;
  /** Why it is not a faster one, and what to do about it. */
  readonly reason?: string;
}
