/** What every part is given besides what it looks at. */
export interface PartContext {
  readonly signal?: AbortSignal | undefined;
  onProgress(done: number, total: number): void;
}
