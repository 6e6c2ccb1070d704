import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { usageLinesOf } from './support/account-views.js';
import { receiptOf } from './support/read-out.js';
import { whole, World } from './support/world.js';

describe('row 11: images, sound, workflows, data labelling and compute are used and paid beside text', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('11-beyond-model-queries');
    await world.sells('13-transfer');
    await world.opens('maker');
    await world.opens('studio', { kind: 'team' });
  });

  afterEach(() => world.close());

  it('counts images and speech in their own units, each at its own rate (rule 2)', async () => {
    await world.buys('maker', 'creative-pack');
    await world.uses('maker', { id: 'poster', model: 'qwen-image', quantities: { input: 60, image: 3 } });
    await world.uses('maker', { id: 'memo', model: 'whisper-1', quantities: { audio_ms: 90_000 } });
    expect((await receiptOf(world, 'poster')).counted).toEqual(['input 60 = 0', 'image 3 = 750,000']);
    expect((await receiptOf(world, 'memo')).counted).toEqual(['audio_ms 90,000 = 75,000']);
    expect(whole((await world.balance('maker'))['remainingMicro'])).toBe('7,175,000');
    expect(await world.bill('maker', 0)).toEqual({ total: '15.00', lines: ['purchase 15.00'] });
    expect(await usageLinesOf(world, 'maker', 0)).toEqual([
      'qwen-image input: 60 for 0',
      'qwen-image image: 3 for 750,000',
      'whisper-1 audio_ms: 90000 for 75,000',
    ]);
  });

  it('keeps a pack for the kinds it was sold for: a chat does not touch it (rule 16)', async () => {
    await world.buys('maker', 'creative-pack');
    await world.uses('maker', { id: 'chat', quantities: { input: 1_000 } });
    expect((await receiptOf(world, 'chat')).paidBy).toEqual(['overage block 1,000']);
    const balance = await world.balance('maker');
    expect(whole(balance['remainingMicro'])).toBe('8,000,000');
    expect(whole(balance['availableMicro'])).toBe('0');
    expect(whole(balance['overageMicro'])).toBe('1,000');
  });

  it('splits one call between packs: the picture from one, the words from the other (rule 17)', async () => {
    await world.buys('maker', 'creative-pack', { grant: 'creative' });
    await world.buys('maker', 'gift-pack', { grant: 'anything' });
    const quantities = { input: 100, input_image: 1_000, output: 50 };
    await world.uses('maker', { id: 'look', model: 'gpt-5', provider: 'openai', quantities });
    const receipt = await receiptOf(world, 'look');
    expect(receipt.counted).toEqual(['input 100 = 1,000', 'input_image 1,000 = 10,000', 'output 50 = 4,000']);
    expect(receipt.paidBy).toEqual(['anything 5,000', 'creative 10,000']);
    expect(whole((await world.balance('maker'))['availableMicro'])).toBe('9,995,000');
  });

  it('sells the workflow pack to firms alone', async () => {
    await expect(world.buys('maker', 'workflow-pack')).rejects.toThrow('account_kind_not_served');
    await world.buys('studio', 'workflow-pack');
    await world.uses('studio', { id: 'tools', quantities: { tool_call: 4 } });
    expect(whole((await world.balance('studio'))['remainingMicro'])).toBe('59,998,000');
    expect(await world.bill('studio', 0)).toEqual({ total: '99.00', lines: ['purchase 99.00'] });
  });

  it('prices new kinds of work by an addition to the book; what waited is charged by itself (rule 30)', async () => {
    await world.buys('studio', 'workflow-pack');
    const quantities = { compute_ms: 90_000, workflow_call: 5, labelled_item: 200 };
    const job = { id: 'job', provider: 'cloud', model: 'labelling-line', quantities };
    expect(await world.uses('studio', job)).toMatchObject({ outcome: 'held', reason: 'rate_unknown' });
    expect(whole((await world.balance('studio'))['remainingMicro'])).toBe('60,000,000');
    const rate = { target: 'labelling-line', tier: 'standard' };
    await world.post('/v1/tariffs/standard/versions', {
      mode: 'addition',
      rates: [
        { ...rate, kind: 'compute_ms', creditsMicro: '3000000', per: 1_000 },
        { ...rate, kind: 'workflow_call', creditsMicro: '1200000000', per: 1 },
        { ...rate, kind: 'labelled_item', creditsMicro: '80000000', per: 1 },
      ],
    });
    await world.at('2026-05-01T00:01:00+08:00');
    expect((await receiptOf(world, 'job')).counted).toEqual([
      'compute_ms 90,000 = 270',
      'workflow_call 5 = 6,000',
      'labelled_item 200 = 16,000',
    ]);
    expect(whole((await world.balance('studio'))['remainingMicro'])).toBe('59,977,730');
  });
});
