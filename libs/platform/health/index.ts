export { HEALTH_CHECKS, type CheckResult, type HealthCheck } from './health-check.js';
export { HealthController } from './health.controller.js';
