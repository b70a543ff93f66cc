/** How far a request is. Windows are the sliding windows of the network; a request may have one. */
export type Progress =
  | { readonly stage: 'queued'; readonly position: number }
  | { readonly stage: 'fetching'; readonly files: number; readonly bytes: number; readonly of?: number }
  | { readonly stage: 'reading' }
  | { readonly stage: 'loading' }
  | { readonly stage: 'running'; readonly windowsDone: number; readonly windows: number }
  | { readonly stage: 'restoring' }
  | { readonly stage: 'writing' };
