/* The part of Jest that domain specs use, on mocha: it loads them once and runs them again and again in one process. */
export { expect } from 'expect';

type Body = () => unknown;
type Mocha = Readonly<
  Record<'describe' | 'it' | 'before' | 'after' | 'beforeEach' | 'afterEach', (...given: unknown[]) => unknown>
>;

const mocha = globalThis as unknown as Mocha;

export const beforeAll = (body: Body) => mocha.before(body);
export const afterAll = (body: Body) => mocha.after(body);
export const beforeEach = (body: Body) => mocha.beforeEach(body);
export const afterEach = (body: Body) => mocha.afterEach(body);
export const describe = withEach((name, body) => mocha.describe(name, body));
export const it = withEach((name, body) => mocha.it(name, body));

type Declare = (name: string, body: (...row: unknown[]) => unknown) => unknown;

/** `each`: a table of rows, each a test with its number, since mocha knows a test by its name. */
function withEach(declare: Declare) {
  const each = (rows: readonly unknown[]) => (name: string, body: (...row: unknown[]) => unknown) =>
    rows.forEach((row, at) => {
      const cells = Array.isArray(row) ? (row as unknown[]) : [row];
      declare(`${name} #${at}`, () => body(...cells));
    });
  return Object.assign((name: string, body: Body) => declare(name, () => body()), { each });
}
