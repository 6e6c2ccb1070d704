/** How one key of the environment is read. `parse` answers `undefined` where the text is no such value. */
export interface Setting<Value> {
  readonly parse: (text: string) => Value | undefined;
  /** What a good value looks like: for the error and for the reference. */
  readonly expected: string;
  /** Used when the key is absent or empty; as the text an operator would write. */
  readonly default?: string;
  readonly description: string;
}

/** A setting that may stay unset, then `undefined`. */
export function optional<Value>(setting: Setting<Value>): Setting<Value | undefined> & { readonly optional: true } {
  return { ...setting, optional: true };
}

type Described = { readonly default?: string; readonly description: string };

export function text(about: Described): Setting<string> {
  return { ...about, expected: 'a text', parse: (value) => value };
}

export function integer(about: Described & { readonly min: number; readonly max: number }): Setting<number> {
  return {
    ...about,
    expected: `a whole number from ${about.min} to ${about.max}`,
    parse(value) {
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
      return number >= about.min && number <= about.max ? number : undefined;
    },
  };
}

export function flag(about: Described): Setting<boolean> {
  return {
    ...about,
    expected: '`true` or `false`',
    parse: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
  };
}

export function choice<const Value extends string>(
  about: Described & { readonly of: readonly Value[] },
): Setting<Value> {
  return {
    ...about,
    expected: `one of ${about.of.map((value) => `\`${value}\``).join(', ')}`,
    parse: (value) => about.of.find((candidate) => candidate === value),
  };
}

export function list(about: Described & { readonly of: string; readonly item: RegExp }): Setting<readonly string[]> {
  return {
    ...about,
    expected: `${about.of}, separated by commas`,
    parse(value) {
      const items = value.split(',').map((item) => item.trim());
      return items.every((item) => about.item.test(item)) ? items : undefined;
    },
  };
}
