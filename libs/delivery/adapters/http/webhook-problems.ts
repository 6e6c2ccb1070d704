import { edgeProblem } from '#libs/platform/http/index.js';
import {
  TooManyWebhooks,
  WebhookDeliveryUnknown,
  WebhookDisabled,
  WebhookUnknown,
  WebhookUrlRefused,
} from '../../webhooks/webhook-errors.js';

const KINDS = [WebhookUnknown, WebhookDeliveryUnknown, WebhookDisabled, TooManyWebhooks] as const;

/** @throws ProblemException for what an operator can put right */
export async function answered<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (fault) {
    if (fault instanceof WebhookUrlRefused) {
      throw edgeProblem(fault.code, { detail: fault.reason, pointer: '/url' });
    }
    for (const Kind of KINDS) if (fault instanceof Kind) throw edgeProblem(fault.code);
    throw fault;
  }
}
