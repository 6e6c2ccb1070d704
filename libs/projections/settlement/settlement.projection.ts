import { invariant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Revision } from '#libs/journal/contract.js';
import type {
  AccountEvent,
  CreditsGranted,
  PeriodSealed,
  PurchaseReversed,
  UsageCharged,
  UsageCorrected,
} from '#libs/ledger/contract.js';
import { bucketName } from '#libs/ledger/contract.js';
import { accountOf } from '../runner/account-of.js';
import { handle, type Handlers } from '../runner/handlers.js';
import { movedBy } from '../runner/moved.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { correctionFold } from './correction-fold.js';
import type { CreditFlow } from './credit-flow-rows.js';
import { DebitsOfCorrections } from './debits-of-corrections.js';
import { lotOfGrant, lotOfLine, UNPAID, WRITTEN_OFF } from './lot.js';
import { refundHolder, transferHolder } from './lot-rows.js';
import { NO_PLACE, placeText, pricedPlace } from './place.js';
import { recover } from './recover-overage.js';
import { MonthFinder, type SettlementMonth } from './settlement-month.js';
import { SettlementRows } from './settlement-rows.js';

interface Context {
  readonly month: SettlementMonth;
  readonly revision: Revision;
}

/** Where credits go that leave a grant for good; what is rolled out stays of its lot. */
const FLOW_TO: Readonly<Record<string, CreditFlow>> = {
  expired: 'expired',
  forfeited: 'forfeited',
  transferred_out: 'transferred',
  refunded: 'refunded',
  adjusted_down: 'adjusted_down',
};

/** What was used of whom, and whose money paid for it, month by month over all accounts (rule 36). */
export class SettlementProjection implements Projection {
  readonly name = 'settlement';
  readonly version = 1;
  readonly slices;
  private readonly rows;
  private readonly debits;
  private readonly months = new MonthFinder();

  constructor(keptRows: number, reader: Pick<JournalReader, 'stream'>) {
    this.rows = new SettlementRows(keptRows);
    this.debits = new DebitsOfCorrections(reader);
    this.slices = [this.debits, ...this.rows.slices];
  }

  prepare({ event, meta, revision }: AccountRecord): Fold | undefined {
    const month = this.months.of(meta.recordedAt);
    if (event.type === 'UsageCharged') return this.charge(event.data, month);
    if (event.type === 'UsageCorrected') return this.correct(event.data, { month, revision });
    const leaves = this.leave(event, month);
    const rest = handle(this.handlers, event, { month, revision });
    if (leaves === undefined || rest === undefined) return leaves ?? rest;
    return () => {
      leaves();
      rest();
    };
  }

  private readonly handlers: Handlers<Context, Fold | undefined> = {
    AccountOpened: ({ data: { account, currency } }) => {
      return () => this.rows.keepCurrency(account, currency);
    },
    CreditsGranted: ({ data }, context) => this.give(data, context),
    PeriodSealed: ({ data }, { month }) => this.seal(data, month),
    TransferSent: ({ data: { account, transfer, parts } }) => {
      const lots = parts.map(({ grant }) => this.rows.lot(account, grant.grant));
      return () => lots.forEach((lot, part) => this.rows.keepLot(account, transferHolder({ transfer, part }), lot()));
    },
    TransferReturned: ({ data: { account, transfer, parts } }) => {
      return () => parts.forEach((_, part) => this.rows.dropLot(account, transferHolder({ transfer, part })));
    },
    PurchaseReversed: ({ data }, { month }) => this.reverse(data, month),
  };

  /** The hot path: one row that all accounts share, and the lots of the grants that paid. */
  private charge({ usage, tariffs, components, allocations }: UsageCharged['data'], month: SettlementMonth): Fold {
    const { rows } = this;
    const { account } = usage;
    const place = placeText(usage);
    const priced = tariffs.map((pin) => rows.usage(month, pricedPlace(place, pin)));
    const paid = allocations.map(({ grant, overage }) =>
      grant === null ? rows.payers(account, overage!) : rows.lot(account, grant),
    );
    return () => {
      for (const component of components) priced[component.tariff]!.add(component, 1n);
      allocations.forEach(({ amountMicro }, index) => {
        const payer = paid[index]!();
        if (typeof payer === 'string') return priced[0]!.draw(payer, amountMicro);
        payer.use(place, amountMicro);
        priced[0]!.draw(UNPAID, amountMicro);
      });
    };
  }

  /** Its supplier and app are the debit's; what it changes is booked where the debit stands, in its own month (rule 11). */
  private correct(correction: UsageCorrected['data'], { month, revision }: Context): Fold {
    let fold: Fold | undefined;
    this.debits.want(correction.account, correction.chargedRevision, (debit) => {
      fold = correctionFold(this.rows, { correction, debit, month, revision });
    });
    return () => {
      invariant(fold !== undefined, 'a correction is folded once its debit is there');
      fold();
    };
  }

  /** What goes out of grants, and comes back from a transfer. */
  private leave(event: AccountEvent, month: SettlementMonth): Fold | undefined {
    const moves = movedBy(event).grants.flatMap(({ grant, other, amountMicro }) => {
      const flow = event.type === 'SubscriptionUpgraded' ? 'upgraded' : FLOW_TO[other];
      if (flow === undefined || amountMicro === 0n) return [];
      return { lot: this.rows.lot(accountOf(event), grant), add: this.rows.flow(month, flow), amountMicro };
    });
    if (moves.length === 0) return undefined;
    return () => {
      for (const { lot, add, amountMicro } of moves) add(lot(), -amountMicro);
    };
  }

  /** A grant made from another is of its lot; only what is not counts as given. */
  private give(data: CreditsGranted['data'], { month, revision }: Context): Fold {
    const { rows } = this;
    const { account, terms, transfer, repays } = data;
    const made = rows.lotIfAny(account, terms.grant);
    const refunded = rows.lotIfAny(account, refundHolder(revision));
    const sent = transfer === null ? undefined : rows.lotIfAny(transfer.from, transferHolder(transfer));
    const given = rows.flow(month, 'given');
    const arrived = transfer === null ? undefined : rows.flow(month, 'transferred');
    const recovered = rows.flow(month, 'recovered');
    const owed = repays.map(({ bucket }) => rows.payers(account, bucket));
    return () => {
      const arriving = sent?.();
      const lot = made() ?? refunded() ?? arriving ?? lotOfGrant(data);
      if (refunded() !== undefined) rows.dropLot(account, refundHolder(revision));
      else if (made() === undefined && arriving === undefined) given(lot, terms.amountMicro);
      if (arriving !== undefined) {
        arrived?.(lot, -terms.amountMicro);
        rows.dropLot(transfer!.from, transferHolder(transfer!));
      }
      rows.keepLot(account, terms.grant, lot);
      repays.forEach(({ amountMicro }, index) => recover(recovered, owed[index]!().settle(lot, amountMicro)));
    };
  }

  /** What rolls over stays of its lot; what is billed counts at its price (rule 36). */
  private seal({ account, overage, lines, rollovers }: PeriodSealed['data'], month: SettlementMonth): Fold {
    const { rows } = this;
    const currency = rows.currency(account);
    const recovered = rows.flow(month, 'recovered');
    const owed = overage.map(({ bucket }) => rows.payers(account, bucket));
    const rolled = rollovers.map(({ grant }) => rows.lot(account, grant));
    return () => {
      overage.forEach(({ bucket, billedMicro, writtenOffMicro }, index) => {
        if (writtenOffMicro > 0n) owed[index]!().settle(WRITTEN_OFF, writtenOffMicro);
        if (billedMicro === 0n) return;
        const line = lines.find(({ kind, subject }) => kind === 'overage' && subject === bucketName(bucket));
        invariant(line !== undefined, 'what is billed has a line');
        recover(recovered, owed[index]!().settle(lotOfLine(line, currency()), billedMicro));
      });
      rollovers.forEach(({ into }, index) => {
        if (into !== null) rows.keepLot(account, into, rolled[index]!());
      });
    };
  }

  /** The money for what was used is given back too: the usage is owed for again, as overage of no call (rule 32). */
  private reverse({ account, grant, overage }: PurchaseReversed['data'], month: SettlementMonth): Fold | undefined {
    if (overage.length === 0) return undefined;
    const lot = this.rows.lot(account, grant);
    const chargedBack = this.rows.flow(month, 'charged_back');
    const owed = overage.map(({ bucket }) => this.rows.payers(account, bucket));
    return () =>
      overage.forEach(({ amountMicro }, index) => {
        owed[index]!().use(NO_PLACE, amountMicro);
        chargedBack(lot(), amountMicro);
      });
  }
}
