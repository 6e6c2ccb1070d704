export type * from './account-book.js';
export type * from './alert-watch.js';
export type * from './booked.js';
export type * from './vocabulary.js';
export * from './oracle.js';
export * from './random-traffic.js';
export * from './report.js';
