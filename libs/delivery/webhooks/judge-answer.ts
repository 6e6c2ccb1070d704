import type { WebhookAnswer } from '../ports/webhook-transport.port.js';
import type { AttemptOutcome } from './webhook-view.js';

export interface Judged {
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string | null;
  readonly retryAfter: string | null;
}

/** How an attempt ended; `undefined`: we broke it off ourselves, and nothing is known about the endpoint. */
export function judge(answer: WebhookAnswer): Judged | undefined {
  if (answer.type === 'answered') return judgeStatus(answer);
  if (answer.reason === 'interrupted') return undefined;
  return { outcome: answer.reason, status: null, error: answer.error, answer: null, retryAfter: null };
}

function judgeStatus({ status, answer, retryAfter }: WebhookAnswer & { type: 'answered' }): Judged {
  const known = { status, answer, retryAfter };
  if (status >= 200 && status < 300) return { ...known, outcome: 'delivered', error: null };
  if (status === 410) return { ...known, outcome: 'gone', error: 'The endpoint says that it is gone for good (410).' };
  if (status >= 300 && status < 400) {
    return {
      ...known,
      outcome: 'redirected',
      error: `The endpoint redirects (${status}); redirects are not followed.`,
    };
  }
  return { ...known, outcome: 'refused', error: `The endpoint answered ${status}; only 2xx counts as taken.` };
}
