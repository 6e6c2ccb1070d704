import { tariffBookAggregate } from '#libs/catalog/index.js';
import {
  ClientCommands,
  type CommandFamily,
  type CommandParts,
  type CommandSeen,
} from '#libs/journal/application/client-commands.js';
import type { Needs, Prepared } from '#libs/journal/application/writer.js';
import { accept, invariant, reject, type Decision, type Fingerprint } from '#libs/kernel/index.js';
import {
  accountAggregate,
  accountDecider,
  correctionKey,
  effectOf,
  readUsageFacts,
  type AccountEvent,
  type AccountState,
  type CorrectUsage,
  type UsageFacts,
} from '#libs/ledger/index.js';
import {
  isCorrectionRule,
  type Correct,
  type CorrectionAnswer,
  type CorrectionCommands,
  type CorrectionRejection,
  type TariffChoice,
} from './corrections.js';
import { booksOf, priceAgain } from './price-again.js';
import { PeriodRerating } from './rerate-period.js';

export function createCorrectionCommands(parts: CommandParts): CorrectionCommands {
  const commands = new ClientCommands<Correct, AccountState, AccountEvent, CorrectionRejection, Loaded>(
    new CorrectionFamily(parts),
    parts,
  );
  return {
    correct: (command, origin): Promise<CorrectionAnswer> => commands.execute(command, origin),
    reratePeriod: (command, origin) => new PeriodRerating(command, origin, parts).run(),
  };
}

type Loaded = UsageFacts | undefined;
type CorrectionDecision = Decision<AccountEvent, CorrectionRejection>;

class CorrectionFamily implements CommandFamily<Correct, AccountState, AccountEvent, CorrectionRejection, Loaded> {
  readonly aggregate = accountAggregate;

  constructor(private readonly parts: CommandParts) {}

  idOf({ account }: Correct): string {
    return account;
  }

  needs(command: Correct): Needs {
    return { keys: [this.key(command)], streams: [] };
  }

  followUps({ account, rerate }: Correct, prepared: Prepared): Needs {
    return rerate === undefined
      ? { keys: [], streams: [] }
      : booksOf(prepared.state(accountAggregate, account), rerate);
  }

  load(command: Correct): Promise<Loaded> {
    return readUsageFacts(this.parts, command);
  }

  effectOf(_command: Correct, events: readonly AccountEvent[]): AccountEvent {
    return effectOf({ type: 'CorrectUsage' }, events);
  }

  /** Whoever corrected the usage since its facts were read used up the key of the fact this one corrects. */
  decide(command: Correct, state: AccountState, seen: CommandSeen, facts: Loaded): CorrectionDecision {
    if (seen.alreadyDone) return accept();
    const { account, key, revision, fault, reason, rerate } = command;
    const superseded = seen.prior(this.key(command)) !== undefined;
    const correction = { type: 'CorrectUsage', account, key, revision, fault, reason, facts, superseded } as const;
    const context = { clock: seen.clock, alreadyDone: false, idUsed: false };
    const rerated = rerate === undefined || facts === undefined ? undefined : this.price(facts, state, rerate, seen);
    if (rerated?.type === 'rejected') return rerated;
    const complete: CorrectUsage = rerated === undefined ? correction : { ...correction, rerated: rerated.rated };
    const decision = accountDecider.decide({ ...complete, context }, state);
    if (decision.type === 'accepted') return decision;
    invariant(isCorrectionRule(decision.rejection), `a correction is not refused as ${decision.rejection.code}`);
    return reject(decision.rejection);
  }

  private price({ charged }: UsageFacts, state: AccountState, rerate: TariffChoice, seen: CommandSeen) {
    invariant(state.status === 'open', 'an account that was charged is open');
    const price = priceAgain(charged, state, rerate, (book) => seen.state(tariffBookAggregate, book));
    if (price.type === 'rated') return price;
    if (price.type === 'refused') return reject(price.rejection);
    return reject({ code: 'amount_out_of_range' as const, account: state.account });
  }

  private key({ account, revision }: Correct): Fingerprint {
    return correctionKey(account, revision, this.parts.sha256);
  }
}
