import { postingsOf, type AccountEvent } from '#libs/ledger/index.js';
import { COLUMNS } from './figures.js';

/**
 * What an auditor makes of an account's events alone, event by event: postings sum to zero, each grant is what it was
 * given less what left it, nothing goes below zero (rules 19, 21). Knows no state.
 */
export class EventAudit {
  private readonly books = new Map<string, bigint>();
  /** By grant: what went where, less what came back. */
  private readonly flows = new Map<string, Map<string, bigint>>();
  private readonly moved = new Set<string>();
  /** By period: total and lines of its sealed invoice. */
  readonly sealed = new Map<number, string>();

  take(event: AccountEvent): void {
    const postings = postingsOf(event);
    let sum = 0n;
    for (const { book, amountMicro } of postings) {
      sum += amountMicro;
      this.books.set(book, (this.books.get(book) ?? 0n) + amountMicro);
    }
    check(sum === 0n, `postings of ${event.type} sum to ${sum} (rule 19)`);
    for (let at = 0; at < postings.length; at += 2) this.flow(postings[at]!, postings[at + 1]!);
    for (const { book } of postings) {
      if (book.startsWith('grant/')) check(this.books.get(book)! >= 0n, `${event.type} takes more than is in ${book}`);
      if (book.startsWith('overage/'))
        check(this.books.get(book)! <= 0n, `${event.type} pays more than is open in ${book}`);
    }
    if (event.type === 'PeriodSealed') {
      const { period, totalMinor, lines } = event.data;
      const told = lines.map((line) => `${line.line} ${line.amountMinor} ${line.payment} ${line.corrects}`);
      check(!this.sealed.has(period), `period ${period} is sealed twice`);
      this.sealed.set(period, `${totalMinor} ${told.join('; ')}`);
    }
  }

  remaining(grant: string): bigint {
    return this.books.get(`grant/${grant}`) ?? 0n;
  }

  /** Rule 21: made, less what was repaid, billed, written off and reversed. */
  open(bucket: string): bigint {
    return -(this.books.get(`overage/${bucket}`) ?? 0n);
  }

  /** Rule 19, by grant: where its credits went. */
  columns(some?: ReadonlySet<string>): Map<string, string> {
    const told = new Map<string, string>();
    for (const grant of some ?? this.grants()) {
      if (this.flows.has(`grant/${grant}`)) told.set(`columns ${grant}`, this.columnsOf(`grant/${grant}`));
    }
    return told;
  }

  /** Grants that credits came into or left since this was asked last. */
  takeMoved(): ReadonlySet<string> {
    const moved = new Set(this.moved);
    this.moved.clear();
    return moved;
  }

  /** Trial balance of the account. */
  get balance(): bigint {
    return [...this.books.values()].reduce((total, amount) => total + amount, 0n);
  }

  private flow(from: { book: string; amountMicro: bigint }, to: { book: string; amountMicro: bigint }): void {
    this.note(from.book, to.book, to.amountMicro);
    this.note(to.book, from.book, -to.amountMicro);
  }

  private grants(): string[] {
    return [...this.flows.keys()].map((book) => book.slice('grant/'.length));
  }

  private columnsOf(book: string): string {
    const flows = this.flows.get(book)!;
    const [issued] = [...flows.keys()].filter((column) => column.startsWith('issued/'));
    const given = `given ${-(flows.get(issued ?? '') ?? 0n)} ${issued?.slice('issued/'.length)}`;
    return [given, ...COLUMNS.map((column) => `${column} ${flows.get(column) ?? 0n}`)].join(' ');
  }

  private note(book: string, other: string, amountMicro: bigint): void {
    if (!book.startsWith('grant/')) return;
    this.moved.add(book.slice('grant/'.length));
    const flows = this.flows.get(book) ?? new Map<string, bigint>();
    const column = other.startsWith('overage/') ? 'repaid' : other;
    flows.set(column, (flows.get(column) ?? 0n) + amountMicro);
    this.flows.set(book, flows);
  }
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
