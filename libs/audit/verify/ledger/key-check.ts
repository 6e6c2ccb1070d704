import type { KeyUse, PriorUse, RecordedEvent } from '#libs/journal/contract.js';
import type { UsedKeys } from '../../ports/used-keys.port.js';
import type { Findings } from '../findings.js';

/** Every key an event used up is in the index, and leads to that event: so nothing was, or will be, charged twice. */
export class KeyCheck {
  constructor(
    private readonly keys: UsedKeys,
    private readonly findings: Findings,
  ) {}

  async note(records: readonly RecordedEvent[]): Promise<void> {
    const used = records.flatMap((record) => this.keys.keysOf(record).map((use) => ({ record, use })));
    if (used.length === 0) return;
    this.findings.count('keys', used.length);
    const found = await this.keys.find(used.map(({ use }) => use.key));
    for (const { record, use } of used) this.compare(record, use, found.get(use.key));
  }

  private compare(record: RecordedEvent, { key, content }: KeyUse, prior: PriorUse | undefined): void {
    const { stream, revision } = record;
    if (prior === undefined) {
      this.tell(record, 'key_missing', `used up key ${key}, which is not in the index: it could be used once more`);
    } else if (prior.stream !== stream || prior.revision !== revision) {
      const place = `${prior.stream}@${prior.revision}`;
      this.tell(record, 'key_used_elsewhere', `used up key ${key}, which the index says was used at ${place}`);
    } else if (prior.content !== content) {
      this.tell(record, 'key_differs', `used up key ${key}, of which the index has another content`);
    }
  }

  private tell({ stream, revision, position, event }: RecordedEvent, kind: string, what: string): void {
    this.findings.fault({
      kind,
      sentence: `${event.type} at ${stream}@${revision} ${what} (rule 6).`,
      firstPosition: position,
      lastPosition: position,
      account: stream.startsWith('account-') ? stream.slice('account-'.length) : null,
    });
  }
}
