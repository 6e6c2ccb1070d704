import Table from 'cli-table3';
import { bold } from './text.js';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

const LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '  ',
  mid: '─',
  'mid-mid': '──',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A title, a rule under the heads, rows; no ink besides. */
export function table(title: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const grid = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align = 'left' }) => align),
    chars: LINES,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  grid.push(...rows.map((row) => [...row]));
  const lines = grid
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '');
  return `\n${bold(title)}\n${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
