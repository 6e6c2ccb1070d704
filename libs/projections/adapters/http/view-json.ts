export { viewJson, type ViewJson } from '#libs/kernel/index.js';
