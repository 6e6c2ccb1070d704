import type { Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { INTAKE_OUTCOMES, type SourceName } from '#libs/journal/ports/intake-facts.js';
import type { IntakeRecordsPort, OutcomeCounts } from '#libs/journal/ports/intake-records.port.js';
import type { IntakeRecord, Producer, UsageIntake } from '#libs/pipeline/contract.js';
import { sourceOfFile, usageLines, type UsageLine } from './usage-file.js';

const BATCH = 1_000;
/** The content type of CloudEvents in structured mode, which is what a line holds. */
const STRUCTURED: readonly (readonly [string, string])[] = [['content-type', 'application/cloudevents+json']];

export interface FileIngest {
  readonly path: string;
  readonly intake: UsageIntake;
  readonly intakeRecords: IntakeRecordsPort;
  readonly producer: Producer;
  readonly clock: () => Instant;
  /** Called after each batch with the bytes of the file whose outcome is durable. */
  readonly onProgress?: (bytes: number) => void;
}

export interface FileIngested {
  readonly source: SourceName;
  /** Lines told now. */
  readonly lines: number;
  /** Lines up to this number had their outcome from an earlier run; 0 if there was none. */
  readonly doneBefore: number;
  /** Of the lines told now. */
  readonly outcomes: OutcomeCounts;
  readonly position: Position;
}

/** Tells a file of usage events to the ledger, in order. Interrupted, it goes on where the ledger's own record ends. */
export async function ingestFile(file: FileIngest): Promise<FileIngested> {
  const source = await sourceOfFile(file.path);
  const doneBefore = (await file.intakeRecords.progress(source))?.lastOffset ?? 0;
  const outcomes = { ...NO_OUTCOMES };
  let lines = 0;
  let position: Position = 0;
  for await (const batch of batches(file.path, doneBefore)) {
    const receivedAt = file.clock();
    const records = batch.map((line) => toRecord(line, receivedAt));
    const answer = await file.intake.intake({ source, producer: file.producer, records });
    for (const outcome of answer.outcomes) outcomes[outcome.type] += 1;
    lines += batch.length;
    position = answer.position;
    file.onProgress?.(batch.at(-1)?.readTo ?? 0);
  }
  return { source, lines, doneBefore, outcomes, position };
}

const NO_OUTCOMES = Object.fromEntries(INTAKE_OUTCOMES.map((outcome) => [outcome, 0])) as OutcomeCounts;

function toRecord({ number, bytes }: UsageLine, receivedAt: Instant): IntakeRecord {
  return { bytes, headers: STRUCTURED, offset: number, receivedAt };
}

async function* batches(path: string, doneBefore: number): AsyncGenerator<readonly UsageLine[]> {
  let batch: UsageLine[] = [];
  for await (const line of usageLines(path)) {
    if (line.number <= doneBefore) continue;
    batch.push(line);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
