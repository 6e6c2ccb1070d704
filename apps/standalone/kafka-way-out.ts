import {
  AlertsFeed,
  BalancesFeed,
  BalancesInTimeFeed,
  BalanceTeller,
  EventsFeed,
  InvoiceLinesFeed,
  OUT_CHANNELS,
  RejectedFeed,
  RejectedProgress,
  wholeMinutes,
} from '#libs/delivery/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { startKafkaOut } from '#libs/platform/kafka/index.js';
import type { DeliverySideOptions, WayOut } from './way-out.js';

/** The topics of docs/reference/topics.md, where the configuration asks for them. */
export function kafkaWaysOut({ config, ledger, readSide, logger }: DeliverySideOptions): readonly WayOut[] {
  const { kafka } = config;
  if (kafka?.out === undefined) return [];
  const out = startKafkaOut({ config: kafka, out: kafka.out, channels: OUT_CHANNELS, logger });
  const { events, balances, alerts, invoiceLines, rejected } = out.publishers;
  const { reader, intakeRecords: records } = ledger;
  const { ledgerId } = ledger.eventStore;
  const { models } = readSide;
  const teller = new BalanceTeller({
    balances: models.balances,
    publisher: balances,
    ledgerId,
    sha256,
    clock: Date.now,
  });
  const rejections = new RejectedProgress(records);
  const way: WayOut = {
    feeds: [
      new EventsFeed({ reader, publisher: events, ledgerId }),
      new BalancesFeed(reader, teller),
      new AlertsFeed({ alerts: models.alerts, publisher: alerts, ledgerId }),
      new InvoiceLinesFeed({ invoices: models.invoices, publisher: invoiceLines, ledgerId }),
    ],
    otherCounts: [
      { feed: new BalancesInTimeFeed(models.timers, teller), ...wholeMinutes(Date.now) },
      {
        feed: new RejectedFeed({ records, publisher: rejected, ledgerId }),
        progress: rejections,
        head: (cursor) => rejections.head(cursor),
      },
    ],
    problem: () => out.problem(),
    stop: () => out.stop(),
  };
  return [way];
}
