import type { RefusalCode } from './refusal-codes.js';

/**
 * What is wrong with an event, as a returned value. The sentence says what to do and quotes nothing of the event:
 * whatever a producer put there by mistake must not spread (rule 38).
 */
export class Fault {
  constructor(
    readonly code: RefusalCode,
    readonly sentence: string,
    /** JSON Pointer into the structured form of the event, whatever mode it came in. */
    readonly pointer?: string,
  ) {}
}
