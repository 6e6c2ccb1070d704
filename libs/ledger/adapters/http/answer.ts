import type { AccountCommandAnswerDto } from '#libs/platform/http/index.js';
import type { CommandBus } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { invariant, totalMicro } from '#libs/kernel/index.js';
import type { AccountAnswer, GivenCommand } from '../../application/account-commands.js';
import { AccountClientCommand } from '../../application/handlers/account-client-command.js';
import { accountProblem } from './account-problems.js';
import type { GrantAnswerDto } from './answer.dto.js';

export type AcceptedAnswer = Extract<AccountAnswer, { type: 'accepted' }>;

/** @throws ProblemException for a rejected command */
export async function execute(bus: CommandBus, command: GivenCommand, origin: CommandOrigin): Promise<AcceptedAnswer> {
  return accepted(await bus.execute(new AccountClientCommand(command, origin)));
}

/** @throws ProblemException for a rejected command */
export function accepted(answer: AccountAnswer): AcceptedAnswer {
  if (answer.type === 'rejected') throw accountProblem(answer.rejection, answer.replayed);
  return answer;
}

export function answerView({ revision, position, replayed, state }: AcceptedAnswer): AccountCommandAnswerDto {
  invariant(state.status === 'open', 'an accepted command leaves an open account');
  const { account, remainingMicro, overageMicro, grants } = state;
  return {
    account,
    revision,
    position,
    replayed,
    balance: {
      remainingMicro: remainingMicro.toString(),
      reservedMicro: totalMicro(grants.map(({ heldMicro }) => heldMicro)).toString(),
      overageMicro: overageMicro.toString(),
    },
  };
}

/** The answer to a command whose effect is a grant. */
export function grantAnswerView(answer: AcceptedAnswer): GrantAnswerDto {
  invariant(answer.event.type === 'CreditsGranted', 'the effect of a grant is the grant');
  return { ...answerView(answer), grant: answer.event.data.terms.grant };
}
