/** `node --import <this file>`: the sources as they stand, with mocha in the place of Jest. */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '../support/run-typescript.mjs';

const JEST = new URL('jest-on-mocha.ts', import.meta.url).href;

/** Own names lead into the working directory: mutants live in a copy of the sources, which the tests are run in. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return next(JEST, context);
    const own = /^#((?:libs|apps)\/.*)\.js$/.exec(specifier);
    return next(own === null ? specifier : pathToFileURL(join(process.cwd(), `${own[1]}.ts`)).href, context);
  },
});
