/** Which streams of a family there are: for lists of few things, such as what a catalogue holds. */
export interface StreamDirectoryPort {
  /** Ids of a category's streams after an id (`undefined`: from the first), by code units, at most `limit`. */
  ids(category: string, after: string | undefined, limit: number): Promise<readonly string[]>;
}
