import { QUANTITY_MAX } from '#libs/kernel/index.js';
import { Fault } from '../fault.js';
import type { JsonObject } from '../counts.js';

const DECIMAL = /^(?:0|[1-9]\d{0,12})$/;
const ABSENT: JsonObject = {};
/** No provider lists more parts than a few; a longer list would only cost time. */
const ENTRIES_MAX = 64;

/** What reading a block has shown so far; shared by the block and the objects inside it. */
interface Findings {
  fault: Fault | undefined;
  counted: boolean;
}

/**
 * Reads counts from a provider's usage block. Absent and `null` members count 0; members nobody asks for are ignored.
 * The first fault is kept and reading goes on with 0, so that a format reads as plain arithmetic.
 */
export class UsageBlock {
  constructor(
    private readonly members: JsonObject,
    private readonly pointer: string,
    private readonly findings: Findings = { fault: undefined, counted: false },
  ) {}

  get fault(): Fault | undefined {
    return this.findings.fault;
  }

  /** Whether any count was there: zero is not missing. */
  get counted(): boolean {
    return this.findings.counted;
  }

  count(name: string): number {
    return this.optionalCount(name) ?? 0;
  }

  optionalCount(name: string): number | undefined {
    const count = this.integer(name);
    if (count !== undefined) this.findings.counted = true;
    return count;
  }

  text(name: string): string | undefined {
    const value = this.members[name];
    return typeof value === 'string' ? value : undefined;
  }

  object(name: string): UsageBlock {
    return this.inside(this.members[name] ?? ABSENT, `${this.pointer}/${name}`);
  }

  list(name: string): readonly UsageBlock[] {
    const value = this.members[name] ?? [];
    const pointer = `${this.pointer}/${name}`;
    if (Array.isArray(value) && value.length <= ENTRIES_MAX) {
      return value.map((item, index) => this.inside(item, `${pointer}/${index}`));
    }
    this.fail(new Fault('type_mismatch', `Must be an array of at most ${ENTRIES_MAX} entries.`, pointer));
    return [];
  }

  /** What is left of a count when its disjoint parts are taken out; less than nothing is a contradiction. */
  remainder(name: string, whole: number, ...parts: readonly number[]): number {
    const rest = parts.reduce((left, part) => left - part, whole);
    if (rest >= 0) return rest;
    this.contradict(name, `The parts exceed their whole of ${whole} by ${-rest}`);
    return 0;
  }

  /** Checks a total, where the provider gives one, against every reading of it that is known. */
  expectTotal(name: string, ...readings: readonly number[]): void {
    const total = this.integer(name);
    if (total === undefined || readings.includes(total)) return;
    this.contradict(name, `The parts sum to ${readings.join(' or ')}, the provider says ${total}`);
  }

  private contradict(name: string, sentence: string): void {
    const advice = 'send the block as the provider gave it, with its own format';
    this.fail(new Fault('inconsistent_usage', `${sentence}; ${advice}.`, `${this.pointer}/${name}`));
  }

  private integer(name: string): number | undefined {
    const value = this.members[name];
    if (value === undefined || value === null) return undefined;
    const count = typeof value === 'string' ? parseDecimal(value) : value;
    if (isCount(count)) return count;
    const sentence = 'Must be a whole number from 0 to 10^12, as a number or a decimal string.';
    this.fail(new Fault('quantity_invalid', sentence, `${this.pointer}/${name}`));
    return undefined;
  }

  private inside(value: unknown, pointer: string): UsageBlock {
    if (isObject(value)) return new UsageBlock(value, pointer, this.findings);
    this.fail(new Fault('type_mismatch', 'Must be an object, as the provider sends it.', pointer));
    return new UsageBlock(ABSENT, pointer, this.findings);
  }

  private fail(fault: Fault): void {
    this.findings.fault ??= fault;
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= QUANTITY_MAX;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Thirteen digits at most, so the sum stays exact; some gateways write every number as a string. */
function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  let value = 0;
  for (let index = 0; index < text.length; index++) value = value * 10 + text.charCodeAt(index) - 48;
  return value;
}
