import { hash } from 'node:crypto';
import type { HashText } from '#libs/kernel/index.js';

export const sha256: HashText = (input) => hash('sha256', input, 'hex');
