/**
 * The lint rules of this house, by where they hold. The compiler checks types, .dependency-cruiser.mjs the direction of
 * imports, prettier the layout; these hold what those three cannot see. test/architecture plants a violation of each.
 */

const SETTINGS = 'Settings are read and validated once, in libs/platform/config.';
const BUS = 'Facts travel in the journal: what an in-memory bus carries is lost in a crash.';
const PROMISE = 'The domain is synchronous: it does no I/O.';
const DIGITS = 'Amounts stay bigint: a float loses digits.';

export const everywhere = {
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 70, skipComments: true }],
  eqeqeq: 'error',
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: SETTINGS }],
  'no-restricted-imports': [
    'error',
    { name: 'node:process', message: SETTINGS },
    {
      name: '@nestjs/cqrs',
      importNames: ['AggregateRoot', 'EventBus', 'EventPublisher', 'EventsHandler', 'Saga'],
      message: BUS,
    },
  ],
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
  // An adapter may answer a port's promise without waiting for anything; async turns what it throws into a rejection.
  '@typescript-eslint/require-await': 'off',
  // Our ports and kysely's builders are tables of closures, meant to be taken apart; the rule cannot tell them from classes.
  '@typescript-eslint/unbound-method': 'off',
  // Knows number and bigint but not the branded Credits; the compiler refuses everything else anyway.
  '@typescript-eslint/no-unsafe-unary-minus': 'off',
};

export const libraries = { 'no-console': 'error' };

/** Nothing but the data may decide: time, chance and settings enter as data on the command. */
export const domain = {
  'no-restricted-globals': [
    'error',
    'process',
    'fetch',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'console',
    'Buffer',
    'performance',
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
      message: 'Time enters the domain as data: new Date(instant), never new Date().',
    },
    {
      selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
      message: 'The domain has no clock.',
    },
    {
      selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
      message: 'Chance enters the domain as data.',
    },
    { selector: 'CallExpression[callee.name="Number"]', message: `${DIGITS} No Number().` },
    { selector: 'CallExpression[callee.name="parseFloat"]', message: `${DIGITS} No parseFloat().` },
    { selector: 'CallExpression[callee.property.name="parseFloat"]', message: `${DIGITS} No Number.parseFloat().` },
    { selector: 'AwaitExpression', message: `${PROMISE} No await.` },
    { selector: ':function[async=true]', message: `${PROMISE} No async function.` },
  ],
};

export const tests = {
  'no-restricted-properties': 'off',
  'max-lines-per-function': 'off',
  'no-restricted-syntax': [
    'error',
    { selector: 'CallExpression[callee.property.name="only"]', message: 'One focused test hides all the others.' },
    { selector: 'CallExpression[callee.property.name="skip"]', message: 'A skipped test proves nothing.' },
  ],
};

export const configuration = { 'no-restricted-properties': 'off' };
