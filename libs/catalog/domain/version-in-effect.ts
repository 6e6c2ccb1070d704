import type { Instant } from '#libs/kernel/index.js';

/** The version in effect: the latest `effectiveFrom` not after an instant, and of equals the higher version. */
export function versionInEffect<Version extends { readonly effectiveFrom: Instant }>(
  versions: readonly Version[],
  at: Instant,
): Version | undefined {
  return versions.reduce<Version | undefined>(
    (found, version) =>
      version.effectiveFrom <= at && version.effectiveFrom >= (found?.effectiveFrom ?? Number.NEGATIVE_INFINITY)
        ? version
        : found,
    undefined,
  );
}
