import { describe, expect, it } from '@jest/globals';
import { connectionOptions, PostgresAddressInvalid } from './connection-options.js';

describe('the address of a database', () => {
  it('says where it is and who asks', () => {
    expect(connectionOptions({ url: 'postgres://me:p%40ss@db.example:6543/views' })).toEqual({
      host: 'db.example',
      port: 6543,
      database: 'views',
      user: 'me',
      password: 'p@ss',
      ssl: false,
    });
  });

  it('may leave out port and password; one given beside it wins', () => {
    expect(connectionOptions({ url: 'postgresql://me@db/views' })).toMatchObject({ port: 5432, password: '' });
    expect(connectionOptions({ url: 'postgres://me:shown@db/views', password: 'kept' }).password).toBe('kept');
  });

  it('may be of the sixth version', () => {
    expect(connectionOptions({ url: 'postgres://me@[::1]:5433/views' })).toMatchObject({ host: '::1', port: 5433 });
  });

  it('with TLS always has the server show a certificate we trust', () => {
    expect(connectionOptions({ url: 'postgres://me@db/views', tls: { ca: 'PEM' } }).ssl).toMatchObject({
      ca: 'PEM',
      rejectUnauthorized: true,
    });
  });

  it.each([
    'not an address',
    'mysql://me:secret@db/views',
    'postgres://me:secret@db',
    'postgres://:secret@db/views',
    'postgres://me:secret@db/views?sslmode=disable',
  ])('is refused without being shown: %s', (url) => {
    const refused = expect(() => connectionOptions({ url }));
    refused.toThrow(PostgresAddressInvalid);
    refused.not.toThrow(/secret/);
  });
});
