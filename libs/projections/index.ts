export * from './contract.js';
export { createProjector, type ProjectorOptions } from './create-projector.js';
export { createReadModels } from './create-read-models.js';
export { CheckpointMismatch, ProjectionFenced } from './runner/faults.js';
export { projectionLag } from './runner/lag.js';
export type { Views } from './ports/views.js';
export { ProjectorFailed, ProjectorThread } from './adapters/thread/projector-thread.js';
export { serveProjector } from './adapters/thread/serve-projector.js';
