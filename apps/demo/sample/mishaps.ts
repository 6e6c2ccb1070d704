import type { Dice } from './dice.js';
import type { SampleEvent } from './sample-event.js';

type Mishap = (event: SampleEvent) => string;

const counting =
  (quantities: string): Mishap =>
  (event) => {
    const { usage: _block, quantities: _counts, ...data } = event.data as Record<string, unknown>;
    return JSON.stringify({ ...event, data: { ...data, quantities: 0 } }).replace(
      '"quantities":0',
      `"quantities":${quantities}`,
    );
  };

const having =
  (change: Readonly<Record<string, unknown>>): Mishap =>
  (event) =>
    JSON.stringify({ ...event, data: { ...event.data, ...change } });

/** What goes wrong at gateways: none of these can be charged, each is kept with its reason. */
const MISHAPS: readonly [Mishap, ...Mishap[]] = [
  (event) => JSON.stringify(event).slice(0, -20),
  () => '<html><body>502 Bad Gateway</body></html>',
  (event) => JSON.stringify({ ...event, id: undefined }),
  (event) => JSON.stringify({ ...event, specversion: '0.3' }),
  (event) => JSON.stringify({ ...event, source: 'intruder/edge' }),
  counting('{"input":-40,"output":12}'),
  counting('{"input":12.5}'),
  counting('{"input":1e300}'),
  counting('{"input":9007199254740993}'),
  counting('{"tokens":250}'),
  having({ account: undefined }),
  having({ account: 'Jane Doe' }),
  having({ occurredAt: '2026-02-30T08:00:00Z' }),
  having({ tier: 'express' }),
  having({ prompt: 'Write a poem about my neighbour' }),
  having({
    quantities: undefined,
    usage: { format: 'openai.chat', block: { prompt_tokens: 90, completion_tokens: 10, total_tokens: 120 } },
  }),
];

export function brokenLine(dice: Dice, event: SampleEvent): string {
  return dice.pick(MISHAPS)(event);
}
