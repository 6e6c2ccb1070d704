/** Token of the list of checks. */
export const HEALTH_CHECKS = Symbol('HealthChecks');

export interface CheckResult {
  readonly up: boolean;
  readonly detail?: string;
}

/** One part of the process that can say how it is. */
export interface HealthCheck {
  readonly name: string;
  /** False: shown, but requests are served without it. */
  readonly isNeeded: boolean;
  run(): Promise<CheckResult>;
}
