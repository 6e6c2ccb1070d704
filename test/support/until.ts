/** Waits for a condition, asked again every few milliseconds; fails with the sentence after the time limit. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  sentence: string,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
