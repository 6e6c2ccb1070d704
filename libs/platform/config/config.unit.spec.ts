import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, configReference, loadConfig, SETTINGS } from './index.js';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('needs nothing: every default is usable', () => {
    expect(loadConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: './data',
      logLevel: 'info',
      shutdownTimeoutMs: 25_000,
      metricsPublic: false,
      lateHorizonDays: 35,
      closeGraceHours: 72,
      dueWorkSeconds: 30,
      webhooks: { allowsPrivate: false, timeoutMs: 15_000 },
    });
  });

  it('takes an empty value for an absent one', () => {
    expect(loadConfig({ PORT: '' }).port).toBe(8080);
  });

  it('reads the Kafka intake once brokers are given', () => {
    expect(loadConfig({ KAFKA_BROKERS: 'a:9092, b:9093', KAFKA_USAGE_SOURCES: '/gw/eu/*,/gw/us' }).kafka).toEqual({
      brokers: ['a:9092', 'b:9093'],
      usageTopic: 'metering.usage.v1',
      groupId: 'token-ledger-intake',
      clientId: 'token-ledger',
      usageSources: ['/gw/eu/*', '/gw/us'],
      ssl: false,
    });
  });

  it('names every problem at once and no value', () => {
    const given = { PORT: '80x80', LOG_LEVEL: 'loudest', KAFKA_SSL: 'perhaps', LATE_HORIZON_DAYS: '0' };
    const problems = problemsOf(given);
    expect(problems).toHaveLength(4);
    for (const name of Object.keys(given)) expect(problems.join()).toContain(name);
    for (const value of ['80x80', 'loudest', 'perhaps']) expect(problems.join()).not.toContain(value);
  });

  it.each(['1e3', '-1', '65536', '0x50', '80.0'])('refuses the port %p', (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(1);
  });

  it('wants a user and a password with a login mechanism', () => {
    expect(problemsOf({ KAFKA_BROKERS: 'a:1', KAFKA_SASL_MECHANISM: 'plain' })).toHaveLength(2);
  });

  it('writes to Kafka only where it is told to and there are brokers', () => {
    expect(problemsOf({ KAFKA_OUT: 'true' })).toEqual(['KAFKA_BROKERS is needed with KAFKA_OUT']);
    expect(loadConfig({ KAFKA_BROKERS: 'a:1' }).kafka?.out).toBeUndefined();
    expect(loadConfig({ KAFKA_BROKERS: 'a:1', KAFKA_OUT: 'true' }).kafka?.out).toEqual({
      topicPrefix: '',
      partitions: 12,
      replicationFactor: 0,
      minInsyncReplicas: 0,
      retentionHours: 336,
      compression: 'none',
    });
  });

  it('reads secrets from files', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
    writeFileSync(file, ' s3cret\n');
    const config = loadConfig({
      KAFKA_BROKERS: 'a:1',
      KAFKA_SASL_MECHANISM: 'scram-sha-256',
      KAFKA_SASL_USERNAME: 'ledger',
      KAFKA_SASL_PASSWORD_FILE: file,
      ADMIN_KEY_FILE: file,
    });
    expect(config.kafka?.sasl).toEqual({ mechanism: 'scram-sha-256', username: 'ledger', password: 's3cret' });
    expect(config.adminKey).toBe('s3cret');
  });

  it('says so when a secret file cannot be read', () => {
    expect(problemsOf({ ADMIN_KEY_FILE: '/nonexistent/key' })).toEqual([
      'ADMIN_KEY_FILE must name a readable file that is not empty',
    ]);
  });

  it('is documented key by key', () => {
    const page = readFileSync('docs/reference/config.md', 'utf8');
    expect(page).toBe(configReference());
    for (const name of Object.keys(SETTINGS)) expect(page).toContain(`\`${name}\``);
  });
});
