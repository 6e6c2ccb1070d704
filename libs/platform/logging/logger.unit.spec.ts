import { describe, expect, it } from '@jest/globals';
import { createLogger } from './index.js';

describe('logging', () => {
  it('cuts secrets out, however deep they stand', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    logger.info(
      { password: 's3cret', req: { headers: { authorization: 's3cret' } }, sasl: { password: 's3cret' } },
      'in',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('s3cret');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: 'token-ledger', password: '[redacted]', msg: 'in' });
  });
});
