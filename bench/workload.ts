/** Seeded, so that two runs measure the same events. */
export interface WorkloadOptions {
  readonly events: number;
  readonly accounts: number;
  readonly seed: number;
  /** Receipt of the first event. */
  readonly now: number;
}

/** Small and fast; good enough to spread load, not for secrets. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws 0 … size - 1 with probability ∝ 1 / (rank + 1): few accounts have most of the traffic. */
export function zipf(size: number, random: () => number): () => number {
  const cumulative = new Float64Array(size);
  let total = 0;
  for (let rank = 0; rank < size; rank++) {
    total += 1 / (rank + 1);
    cumulative[rank] = total;
  }
  return () => firstAtLeast(cumulative, random() * total);
}

function firstAtLeast(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const MODELS = ['qwen-max', 'deepseek-v3', 'gpt-4.1-mini', 'claude-sonnet', 'gemini-flash'] as const;

/** Account ids in an order that has nothing to do with their traffic. */
export function accountId(rank: number): string {
  return `acc-${((rank * 7919) % 1_000_003).toString().padStart(7, '0')}`;
}

/** Metering events as they come from Kafka: structured CloudEvents, encoded. */
export function* encodedEvents({ events, accounts, seed, now }: WorkloadOptions): Generator<Uint8Array> {
  const random = mulberry32(seed);
  const drawAccount = zipf(accounts, random);
  for (let at = 0; at < events; at++) {
    const input = 1 + Math.floor(random() * 8_000);
    const event = {
      specversion: '1.0',
      type: 'tokenledger.usage.v1',
      source: 'gateway/shanghai-1',
      id: randomId(random),
      time: new Date(now - Math.floor(random() * 3_600_000)).toISOString(),
      datacontenttype: 'application/json',
      data: {
        account: accountId(drawAccount()),
        provider: 'example',
        model: MODELS[Math.floor(random() * MODELS.length)],
        requestId: `req-${at}`,
        quantities: {
          input,
          cache_read: Math.floor(random() * 4_000),
          output: 1 + Math.floor(random() * 1_000),
        },
      },
    };
    yield Buffer.from(JSON.stringify(event));
  }
}

/** Like a random UUID: the worst case for a key index. */
function randomId(random: () => number): string {
  const hex = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return `${hex()}-${hex()}-${hex()}-${hex()}`;
}
