/** 1234567 → 1,234,567 */
export function grouped(count: number | bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** Fits a column: the digest that names a file is 64 digits long. */
export function shortened(source: string): string {
  return source.length <= 36 ? source : `${source.slice(0, 35)}…`;
}

/** For titles; plain where stdout is no terminal. */
export function bold(text: string): string {
  return process.stdout.isTTY ? `\u001B[1m${text}\u001B[22m` : text;
}
