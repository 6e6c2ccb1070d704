import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { whole, World } from './support/world.js';

interface Task {
  readonly task: string;
  readonly result: string;
  readonly times?: string;
  readonly costMicro?: string;
}

describe('row 17: two plans compared by what they are good for, in typical tasks', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('17-comparable-plans');
  });

  afterEach(() => world.close());

  async function tasksOf(product: string, book = 'standard'): Promise<readonly Task[]> {
    return (await world.get(`/v1/products/${product}/typical-tasks?book=${book}`))['tasks'] as Task[];
  }

  /** E.g. `image: 40`, or why it cannot be told. */
  async function goodFor(product: string): Promise<readonly string[]> {
    return (await tasksOf(product)).map(({ task, result, times }) => `${task}: ${times ?? result}`);
  }

  it('says what each task costs by the price table (rule 2)', async () => {
    const costs = (await tasksOf('compare-small')).map(({ task, costMicro }) => `${task} ${whole(costMicro)}`);
    expect(costs).toEqual([
      // 800 + 1,200 x 0.2 + 400 x 2.5
      'chat-turn 2,040',
      'image 250,000',
      'voice-minute 50,000',
      // 12 x (3,000 + 9,000 x 0.2 + 700 x 2.5 + 500 x 2.5) + 8 x 500
      'agent-run 97,600',
    ]);
  });

  it('says how often 10 and 35 million tokens pay for it, whole tasks only', async () => {
    expect(await goodFor('compare-small')).toEqual([
      'chat-turn: 4901',
      'image: 40',
      'voice-minute: 200',
      'agent-run: 102',
    ]);
    expect(await goodFor('compare-large')).toEqual([
      'chat-turn: 17156',
      'image: 140',
      'voice-minute: 700',
      'agent-run: 358',
    ]);
  });

  it('lets a customer compare prices: an image is 24.75 fen in the small plan, 21.36 in the large', async () => {
    const fen: string[] = [];
    for (const product of ['compare-small', 'compare-large']) {
      const { current } = await world.get(`/v1/products/${product}`);
      const { fee } = (current as { renewed: { fee: { amountMinor: string } } }).renewed;
      const image = (await tasksOf(product)).find(({ task }) => task === 'image')!;
      fen.push((Number(fee.amountMinor) / Number(image.times)).toFixed(2));
    }
    expect(fen).toEqual(['24.75', '21.36']);
  });

  it('keeps its word: 40 images are made of the small plan, and the 41st is not', async () => {
    await world.opens('artist');
    await world.subscribes('artist', 'compare-small');
    const images = (image: number) => ({ model: 'qwen-image', quantities: { input: 60 * image, image } });
    await world.uses('artist', images(40));
    expect(whole((await world.balance('artist'))['availableMicro'])).toBe('0');
    await world.uses('artist', images(1));
    expect(whole((await world.balance('artist'))['overageMicro'])).toBe('250,000');
    expect(await world.bill('artist', 0)).toEqual({
      total: '9.90',
      lines: ['fee 9.90', 'unbilled_overage 0.00'],
    });
  });

  it('says of a pack for images and sound that it pays for no chat, and for images whose prompt is free (rule 2)', async () => {
    await world.sells('11-beyond-model-queries');
    expect(await goodFor('creative-pack')).toEqual([
      'chat-turn: not_covered',
      'image: 32',
      'voice-minute: 160',
      'agent-run: not_covered',
    ]);
  });

  it('follows the price table: with dearer output the same plans are good for less', async () => {
    const prices = { input: 1, cache_read: 0.2, output: 5, reasoning: 5, tool_call: 500 };
    const rates = Object.entries(prices).map(([kind, credits]) => {
      return { target: 'qwen-plus', tier: 'standard', kind, creditsMicro: String(credits * 1_000_000), per: 1 };
    });
    await world.post('/v1/tariffs/standard/versions', { mode: 'full', rates });
    // A chat turn is now 800 + 240 + 400 x 5 = 3,040; images are not in the new list.
    expect((await goodFor('compare-small')).slice(0, 2)).toEqual(['chat-turn: 3289', 'image: not_priced']);
  });

  it('is open to customers, and to nobody without a key', async () => {
    await world.opens('customer');
    const url = '/v1/products/compare-small/typical-tasks?book=standard';
    const subscriber = await world.api.keyFor(['subscriber'], { account: 'customer' });
    expect((await world.api.get(url, { key: subscriber })).status).toBe(200);
    expect((await world.api.get(url, { key: '' })).status).toBe(401);
  });
});
