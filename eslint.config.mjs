import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { configuration, domain, everywhere, libraries, tests } from './eslint.rules.mjs';

const TESTS = ['**/*.spec.ts', 'test/**'];

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'data/', '.cache/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: everywhere,
  },
  { files: ['libs/**'], ignores: TESTS, rules: libraries },
  { files: ['libs/kernel/**', 'libs/*/domain/**'], ignores: TESTS, rules: domain },
  { files: ['libs/platform/config/**'], rules: configuration },
  { files: TESTS, rules: tests },
);
