import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { pino } from 'pino';
import { HealthController } from './health.controller.js';

describe('readiness', () => {
  it('is down when a check throws: the stranger is told so, the log is told why', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    const broken = { name: 'ledger', isNeeded: true, run: () => Promise.reject(new Error('disk /dev/x is gone')) };
    const statuses: number[] = [];
    const reply = { status: (code: number) => statuses.push(code) } as unknown as FastifyReply;
    const answer = await new HealthController([broken], logger).ready(reply);
    expect(statuses).toEqual([503]);
    expect(answer).toEqual({ status: 'down', checks: { ledger: { up: false, detail: 'the check failed' } } });
    expect(lines.join()).toContain('disk /dev/x is gone');
  });
});
