import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Verification, VerificationRequest, Verifications } from '../../verifications.js';
import { VERIFICATIONS } from './audit-tokens.js';

export type StartAnswer =
  { readonly type: 'started'; readonly verification: Verification } | { readonly type: 'running'; readonly id: string };

export class StartVerification extends Command<StartAnswer> {
  constructor(readonly request: VerificationRequest) {
    super();
  }
}

@CommandHandler(StartVerification)
export class StartVerificationHandler implements ICommandHandler<StartVerification> {
  constructor(@Inject(VERIFICATIONS) private readonly verifications: Verifications) {}

  async execute({ request }: StartVerification): Promise<StartAnswer> {
    const running = this.verifications.runningId();
    if (running !== undefined) return { type: 'running', id: running };
    return { type: 'started', verification: this.verifications.start(request) };
  }
}

export class CancelVerification extends Command<Verification | undefined> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(CancelVerification)
export class CancelVerificationHandler implements ICommandHandler<CancelVerification> {
  constructor(@Inject(VERIFICATIONS) private readonly verifications: Verifications) {}

  async execute({ id }: CancelVerification): Promise<Verification | undefined> {
    return this.verifications.cancel(id);
  }
}

export const VERIFICATION_COMMAND_HANDLERS = [StartVerificationHandler, CancelVerificationHandler];
