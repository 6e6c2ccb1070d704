import { describe, expect, it } from '@jest/globals';
import { maySend } from './source-pattern.js';

describe('the sources a producer may use (rule 8)', () => {
  it.each([
    ['gateway/eu', ['gateway/eu']],
    ['gateway/eu', ['other', 'gateway/*']],
    ['gateway/', ['gateway/*']],
    ['anything', ['*']],
    ['*', ['*']],
  ])('%s is among %j', (source, patterns) => {
    expect(maySend(source, patterns)).toBe(true);
  });

  it.each([
    ['gateway/eu', []],
    ['gateway/eu', ['gateway']],
    ['gateway/eu', ['gateway/eu-2', 'gateway/e']],
    ['gateway', ['gateway/*']],
    ['my-gateway/eu', ['gateway/*']],
    ['Gateway/eu', ['gateway/*']],
    ['gateway/eu', ['gate*way/eu']],
    ['gatewayXeu', ['gateway.eu']],
  ])('%s is not among %j', (source, patterns) => {
    expect(maySend(source, patterns)).toBe(false);
  });
});
