export * from './canonical-text.js';
export * from './credits.js';
export * from './decider.js';
export * from './digest.js';
export * from './ids.js';
export * from './instant.js';
export * from './invariant.js';
export * from './kinds.js';
