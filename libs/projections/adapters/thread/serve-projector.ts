import type { MessagePort } from 'node:worker_threads';
import type { Position } from '#libs/journal/contract.js';
import type { Projector } from '../../runner/projector-view.js';
import type { FaultText, FromProjector, ToProjector } from './messages.js';

/**
 * The worker's side: follows the journal, woken through the port, until told to stop. The worker's own file opens the
 * journal and the views by their paths, passes `parentPort`, and closes both when this resolves.
 * @param makeProjector is given what to call with each position that queries now see
 */
export async function serveProjector(
  port: MessagePort,
  makeProjector: (onShown: (position: Position) => void) => Projector,
): Promise<void> {
  const send = (message: FromProjector) => port.postMessage(message);
  const projector = makeProjector((position) => send({ type: 'shown', position }));
  const bell = new EventTarget();
  const running = projector.start((listener) => {
    bell.addEventListener('wake', listener);
    return () => bell.removeEventListener('wake', listener);
  });
  const stopped = running.stopped.catch((fault: unknown) => send({ type: 'failed', fault: faultText(fault) }));
  port.on('message', ({ type }: ToProjector) => {
    if (type === 'wake') bell.dispatchEvent(new Event('wake'));
    else void running.stop().catch(() => stopped);
  });
  await stopped;
  port.close();
}

function faultText(fault: unknown): FaultText {
  if (!(fault instanceof Error)) return { code: 'unknown', message: String(fault) };
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.name;
  return { code, message: fault.message };
}
