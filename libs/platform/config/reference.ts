import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

/** docs/reference/config.md */
export function configReference(): string {
  const rows = Object.entries<Setting<unknown>>(SETTINGS).map(
    ([name, { description, expected, default: initial }]) =>
      `| \`${name}\` | ${initial === undefined ? 'unset' : `\`${initial}\``} | ${expected} | ${description} |`,
  );
  return [
    '# Configuration',
    '',
    'Keys of the environment. All are checked at start: if any is wrong, the process names every problem at once and',
    'stops. Values are never printed.',
    '',
    '| key | default | expected | what it does |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
