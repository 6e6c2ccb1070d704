import { BadRequestException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  asProblem,
  CreditsField,
  decodeCursor,
  decodeNumberCursor,
  EDGE_PROBLEMS,
  edgeProblem,
  encodeCursor,
  InputPipe,
  IntegerParam,
  jsonDepth,
  ObjectField,
  ProblemException,
  TextField,
} from './index.js';

describe('problems', () => {
  it('carry code, title, status, advice and a type of their own', () => {
    expect(edgeProblem('route_unknown').problem).toEqual({
      type: 'urn:tokenledger:problem:route_unknown',
      code: 'route_unknown',
      status: 404,
      title: EDGE_PROBLEMS.route_unknown.title,
      detail: EDGE_PROBLEMS.route_unknown.advice,
    });
  });

  it('cannot be disguised by a fact of the same name', () => {
    const { problem } = edgeProblem('internal', { facts: { code: 'fine', status: 200, instance: 'x' } });
    expect(problem).toMatchObject({ code: 'internal', status: 500, instance: 'x' });
  });

  it.each([
    [new NotFoundException(), 'route_unknown'],
    [new BadRequestException(), 'request_malformed'],
    [Object.assign(new Error('large'), { statusCode: 413 }), 'body_too_large'],
    [edgeProblem('not_caught_up'), 'not_caught_up'],
  ])('stand for what the framework refuses: %s', (thrown, code) => {
    expect(asProblem(thrown)?.problem.code).toBe(code);
  });

  it.each([new Error('a bug'), Object.assign(new Error('a fault'), { statusCode: 502 }), 'text', undefined])(
    'never stand for a fault of ours: %s',
    (thrown) => {
      expect(asProblem(thrown)).toBeUndefined();
    },
  );
});

describe('cursors', () => {
  it('lead back to what they were made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (after) => {
        expect(decodeCursor(encodeCursor(after))).toBe(after);
      }),
    );
  });

  it.each(['', '!', 'eA', encodeCursor('x'), `${encodeCursor(1)}=`])('refuse %p where a number is meant', (cursor) => {
    expect(() => decodeNumberCursor(cursor, 0)).toThrow(ProblemException);
  });
});

describe('the depth of a JSON text', () => {
  it('equals that of the parsed value', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(fc.property(fc.jsonValue(), (value) => jsonDepth(Buffer.from(JSON.stringify(value))) === depthOf(value)));
  });
});

class InnerDto {
  @TextField({ description: 'A text.', maxLength: 3 })
  readonly name!: string;
}

class OuterDto {
  @CreditsField({ description: 'An amount.', min: 0n, optional: true })
  readonly amountMicro?: string;

  @IntegerParam({ description: 'A number.', min: 0, max: 9, optional: true })
  readonly limit?: number;

  @ObjectField(InnerDto, { description: 'Objects.', listOf: 2, optional: true })
  readonly inner?: readonly InnerDto[];
}

describe('input', () => {
  function check(value: unknown): unknown {
    return new InputPipe().transform(value, { type: 'body', metatype: OuterDto });
  }

  function errorsOf(value: unknown): unknown {
    try {
      check(value);
    } catch (error) {
      return (error as ProblemException).problem;
    }
    return undefined;
  }

  it('becomes its class, with numbers of a query as numbers', () => {
    expect(check({ limit: '7', inner: [{ name: 'abc' }] })).toEqual({ limit: 7, inner: [{ name: 'abc' }] });
  });

  it('points at every offending member, however deep', () => {
    expect(errorsOf({ amountMicro: '-1', inner: [{ name: 'abc' }, { name: 'long' }], more: 1 })).toMatchObject({
      code: 'input_invalid',
      pointer: '/more',
      errors: [{ pointer: '/more' }, { pointer: '/amountMicro' }, { pointer: '/inner/1/name' }],
    });
  });

  it.each([[[]], ['text'], [null], [undefined], [7]])('is an object and not %p', (value) => {
    expect(errorsOf(value)).toMatchObject({ code: 'input_invalid', pointer: '' });
  });

  it.each([{ inner: {} }, { inner: [1] }, { inner: [null] }, { inner: [{ name: 'a' }, { name: 'a' }, { name: 'a' }] }])(
    'holds no %j where objects are meant',
    (value) => {
      expect(errorsOf(value)).toMatchObject({ pointer: '/inner' });
    },
  );
});
