/** Whether the server is on its way out. Whoever stops it says so here; the gate looks. */
export interface Lifetime {
  stopping: boolean;
}
