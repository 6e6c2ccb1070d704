import type { Book } from './account/book.js';
import type { Deed, Moment, Told, ToldUsage } from './account/deeds.js';
import { Dice } from './dice.js';
import * as deeds from './random-deeds.js';
import * as sales from './random-sales.js';
import type { WholeLedger } from './whole-ledger.js';

const START = Date.UTC(2026, 0, 5, 3, 20, 11, 7);
const { DAY } = deeds;
/** How far back what is told again may lie, in steps. */
const MEMORY = 400;

/** The life of a ledger from a seed, step by step, each drawn with a look at how the ledger stands. */
export class RandomLife {
  private readonly dice: Dice;
  private now = START;
  /** Every source has been read up to here. */
  private read = START;
  private steps = 0;
  private readonly told: Told[] = [];
  private readonly names: string[];

  constructor(
    seed: number,
    private readonly ledger: WholeLedger,
    accounts: number,
  ) {
    this.dice = new Dice(seed);
    this.names = Array.from({ length: accounts }, (_, index) => `acc-${index + 1}`);
  }

  next(): Told {
    this.steps += 1;
    this.passTime();
    const again = this.again();
    if (again !== undefined) return again;
    const told = this.tell(this.deed());
    this.told.push(told);
    if (this.told.length > MEMORY) this.told.shift();
    return told;
  }

  private tell(deed: Deed): Told {
    return { key: `k${this.steps}`, moment: this.momentOf(deed), deed };
  }

  /** What is given comes up to its receipt, what is taken never further than that. */
  private momentOf(deed: Deed): Moment {
    const giveUpTo = deed.type === 'use' ? deed.receivedAt : this.now;
    return { now: this.now, giveUpTo, takeUpTo: Math.min(giveUpTo, this.read) };
  }

  private passTime(): void {
    const { dice } = this;
    const roll = dice.fraction();
    if (roll < 0.0004) this.now += dice.whole(20 * DAY, 70 * DAY);
    else if (roll < 0.004) this.now += dice.whole(DAY, 9 * DAY);
    else if (roll < 0.04) this.now += dice.whole(3_600_000, DAY);
    else if (roll < 0.9) this.now += dice.whole(1, 300_000);
    const backlog = dice.chance(0.9) ? dice.whole(0, 60_000) : dice.whole(0, 6 * DAY);
    this.read = Math.max(this.read, this.now - backlog);
  }

  /** A client that got no answer, or a topic that is read again: the same deed with the same key. */
  private again(): Told | undefined {
    if (this.told.length === 0 || !this.dice.chance(0.05)) return undefined;
    const { key, deed } = this.dice.chance(0.5) ? this.told.at(-1)! : this.dice.pick(this.told);
    if (deed.type === 'use' && this.dice.chance(0.25)) return this.contradiction(deed.usage);
    return { key, moment: this.momentOf(deed), deed };
  }

  private contradiction(usage: ToldUsage): Told {
    const change = this.dice.chance(0.5) ? { account: this.dice.pick(this.names) } : { parts: deeds.parts(this.dice) };
    return this.tell({ type: 'use', usage: { ...usage, ...change }, receivedAt: this.now });
  }

  private deed(): Deed {
    const { dice, now } = this;
    const unopened = this.names.find((name) => !this.ledger.books.has(name));
    if (unopened !== undefined && (this.ledger.books.size < 2 || dice.chance(0.05))) {
      return deeds.openAccount(dice, unopened, now);
    }
    const book = this.ledger.books.get(dice.pick([...this.ledger.books.keys()]))!;
    const id = `i${this.steps}`;
    const roll = dice.whole(1, 1_000);
    if (roll <= 440) return this.use(book, id);
    if (roll <= 520) return deeds.reserve(dice, book, id);
    if (roll <= 540)
      return { type: 'release', account: book.account, reservation: this.reservation(book) ?? 'nothing' };
    if (roll <= 590) return sales.giveCredits(dice, book, id, now);
    if (roll <= 625) return sales.buy(dice, book, id);
    if (roll <= 640) return sales.adjustDown(dice, book);
    if (roll <= 720) return this.correct(book);
    if (roll <= 730) return this.dispute(book, id);
    if (roll <= 775) return sales.subscribing(dice, book, id);
    if (roll <= 795) return sales.reversePurchase(dice, book);
    if (roll <= 815) return sales.creditNote(dice, book);
    if (roll <= 860) return sales.send(dice, book, this.names, id);
    if (roll <= 940) return this.transferStep(book);
    if (roll <= 980) return deeds.setting(dice, book, now);
    return { type: 'timer', account: book.account };
  }

  private use(book: Book, id: string): Deed {
    const { dice, now } = this;
    const receivedAt = dice.chance(0.9) ? now : now - dice.whole(0, 8 * 3_600_000);
    const reservation = dice.chance(0.3) ? this.reservation(book) : undefined;
    const member = dice.chance(0.5) ? undefined : dice.pick(deeds.MEMBERS);
    const usage: ToldUsage = {
      source: dice.pick(['gw/east', 'gw/west']),
      id,
      account: dice.chance(0.995) ? book.account : 'nobody',
      ...(member === undefined ? {} : { member }),
      ...deeds.usedModel(dice),
      occurredAt: this.occurredAt(receivedAt),
      requestId: reservation !== undefined && dice.chance(0.6) ? `${reservation}-call` : `call-${id}`,
      ...(reservation === undefined ? {} : { reservationId: reservation }),
      ...(dice.chance(0.3) ? { final: dice.chance(0.2) } : {}),
      parts: deeds.parts(dice),
    };
    return { type: 'use', usage, receivedAt };
  }

  private occurredAt(receivedAt: number): number {
    const { dice } = this;
    const roll = dice.fraction();
    if (roll < 0.02) return receivedAt + dice.whole(1, 300_000);
    if (roll < 0.12) return receivedAt - dice.whole(0, 35 * DAY);
    if (roll < 0.3) return receivedAt - dice.whole(0, DAY);
    return receivedAt - dice.whole(0, 60_000);
  }

  /** An open one mostly; else one that has ended. */
  private reservation(book: Book): string | undefined {
    const open = [...book.holds.keys()];
    const ended = [...book.outcomes.keys()].slice(-6);
    const choices = open.length > 0 && this.dice.chance(0.8) ? open : ended;
    return choices.length > 0 ? this.dice.pick(choices) : undefined;
  }

  private correct(book: Book): Deed {
    const { dice } = this;
    const all = [...this.ledger.usages.values()];
    const recent = all.slice(-(dice.chance(0.5) ? 40 : 2_000));
    const own = recent.filter((known) => known.usage.account === book.account);
    if (own.length === 0) {
      return { type: 'correct', account: book.account, source: 'gw', id: 'none', known: 0, fault: 'operator' };
    }
    const { usage, parts, corrections } = dice.pick(own);
    return {
      type: 'correct',
      account: book.account,
      source: usage.source,
      id: usage.id,
      known: dice.chance(0.95) ? corrections : Math.max(0, corrections - 1),
      fault: dice.pick(['operator', 'subscriber']),
      ...(dice.chance(0.5) ? { rerated: deeds.otherParts(dice, parts.length > 0 ? parts : usage.parts) } : {}),
    };
  }

  private dispute(book: Book, id: string): Deed {
    const { dice } = this;
    const { account } = book;
    const known = [...book.disputes].slice(-8);
    if (known.length > 0 && dice.chance(0.5)) {
      const [dispute] = dice.pick(known);
      return { type: 'resolve', account, dispute, outcome: dice.pick(['corrected', 'stands']) };
    }
    const own = [...this.ledger.usages.values()].slice(-60).filter(({ usage }) => usage.account === account);
    const { source, id: usage } = own.length > 0 ? dice.pick(own).usage : { source: 'gw', id: 'none' };
    const dispute = known.length > 0 && dice.chance(0.05) ? known[0]![0] : id;
    return { type: 'dispute', account, dispute, source, id: usage };
  }

  private transferStep(book: Book): Deed {
    const { dice } = this;
    const waiting = [...this.ledger.transfers].filter(([, transfer]) => transfer.stage !== 'done');
    if (waiting.length === 0) return { type: 'timer', account: book.account };
    const [id, { from, to, stage }] = dice.pick(waiting);
    const own = { sent: 'receiveTransfer', received: 'completeTransfer', refused: 'returnTransfer', done: '' }[stage];
    const type = (dice.chance(0.9) ? own : dice.pick(['receiveTransfer', 'completeTransfer'])) as 'receiveTransfer';
    return { type, transfer: id, account: type === 'receiveTransfer' ? to : from };
  }
}
