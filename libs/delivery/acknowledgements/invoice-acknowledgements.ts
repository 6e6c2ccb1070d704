import type { Kysely } from 'kysely';
import type { Instant } from '#libs/kernel/index.js';
import { compareSealedLines, type SealedLinesCursor } from '#libs/projections/contract.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import type { AcknowledgementColumns } from './acknowledgement-schema.js';

/** A client has everything up to the cursor, and keeps it. */
export interface Acknowledgement {
  /** Id of the API client. */
  readonly client: string;
  readonly cursor: SealedLinesCursor;
  readonly acknowledgedAt: Instant;
}

export type Acknowledged =
  | { readonly type: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  /** It has acknowledged more before: going back would give it lines again that it has. */
  | { readonly type: 'behind'; readonly acknowledgement: Acknowledgement };

interface Options {
  readonly db: Kysely<DeliverySchema>;
  /** Positions of another ledger mean nothing here. */
  readonly ledgerId: string;
  readonly clock: () => Instant;
}

/** What billing systems have taken of the sealed invoice lines: kept where no rebuild of read models comes. */
export class InvoiceAcknowledgements {
  constructor(private readonly options: Options) {}

  of(client: string): Promise<Acknowledgement | undefined> {
    return this.read(this.options.db, client);
  }

  /** By client id. */
  async all(): Promise<readonly Acknowledgement[]> {
    const { db, ledgerId } = this.options;
    const query = db.selectFrom('invoice_acknowledgements').selectAll().where('ledger_id', '=', ledgerId);
    return (await query.orderBy('client').execute()).map(asAcknowledgement);
  }

  /**
   * Told again, it changes nothing.
   * @param mayGoBack for a client that has lost what it took
   */
  acknowledge(client: string, cursor: SealedLinesCursor, { mayGoBack = false } = {}): Promise<Acknowledged> {
    // One transaction: of two that come at once the later place holds.
    return this.options.db.transaction().execute(async (transaction) => {
      const before = await this.read(transaction, client);
      const moved = before === undefined ? 1 : compareSealedLines(cursor, before.cursor);
      if (before !== undefined && moved === 0) return { type: 'acknowledged', acknowledgement: before };
      if (before !== undefined && moved < 0 && !mayGoBack) return { type: 'behind', acknowledgement: before };
      const acknowledgement = { client, cursor, acknowledgedAt: this.options.clock() };
      await this.keep(transaction, acknowledgement);
      return { type: 'acknowledged', acknowledgement };
    });
  }

  private async read(db: Kysely<DeliverySchema>, client: string): Promise<Acknowledgement | undefined> {
    const row = await db
      .selectFrom('invoice_acknowledgements')
      .selectAll()
      .where('ledger_id', '=', this.options.ledgerId)
      .where('client', '=', client)
      .executeTakeFirst();
    return row && asAcknowledgement(row);
  }

  private async keep(
    db: Kysely<DeliverySchema>,
    { client, cursor: { position, ordinal }, acknowledgedAt }: Acknowledgement,
  ): Promise<void> {
    const place = { position, ordinal: ordinal ?? null, acknowledged_at: acknowledgedAt };
    await db
      .insertInto('invoice_acknowledgements')
      .values({ ledger_id: this.options.ledgerId, client, ...place })
      .onConflict((conflict) => conflict.columns(['ledger_id', 'client']).doUpdateSet(place))
      .execute();
  }
}

function asAcknowledgement({ client, position, ordinal, acknowledged_at }: AcknowledgementColumns): Acknowledgement {
  const cursor = { position, ...(ordinal !== null && { ordinal }) };
  return { client, cursor, acknowledgedAt: acknowledged_at };
}
