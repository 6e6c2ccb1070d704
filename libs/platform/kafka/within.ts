/**
 * Waits for it, but no longer; what it does in the end, nobody hears.
 * @param end ends the waiting sooner; its reason is thrown
 * @throws with what was not done in time
 */
export async function within<Result>(
  ms: number,
  what: string,
  work: Promise<Result>,
  end?: AbortSignal,
): Promise<Result> {
  work.catch(() => undefined);
  end?.throwIfAborted();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  const ended = () => reject(end?.reason as Error);
  end?.addEventListener('abort', ended);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    end?.removeEventListener('abort', ended);
  }
}
