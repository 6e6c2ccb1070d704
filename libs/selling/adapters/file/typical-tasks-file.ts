import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { CLIENT_ID_PATTERN, KINDS, QUANTITY_MAX, TIERS, type Kind, type Tier } from '#libs/kernel/index.js';
import type { TypicalTask } from '../../typical-tasks/tasks.js';

interface TasksFile {
  readonly tasks: readonly {
    readonly task: string;
    readonly name: string;
    readonly calls: readonly {
      readonly times: number;
      readonly model: string;
      readonly tier: Tier;
      readonly quantities: Readonly<Partial<Record<Kind, number>>>;
    }[];
  }[];
}

const TIMES_MAX = 1_000_000;

const CALL = {
  type: 'object',
  additionalProperties: false,
  required: ['times', 'model', 'tier', 'quantities'],
  properties: {
    times: { type: 'integer', minimum: 1, maximum: TIMES_MAX },
    model: { type: 'string', minLength: 1 },
    tier: { enum: [...TIERS] },
    quantities: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: Object.fromEntries(
        KINDS.map((kind) => [kind, { type: 'integer', minimum: 1, maximum: QUANTITY_MAX }]),
      ),
    },
  },
};

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['tasks'],
  properties: {
    note: { type: 'string' },
    illustrative: { type: 'boolean' },
    tasks: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['task', 'name', 'calls'],
        properties: {
          task: { type: 'string', pattern: CLIENT_ID_PATTERN },
          name: { type: 'string', minLength: 1 },
          calls: { type: 'array', minItems: 1, items: CALL },
        },
      },
    },
  },
};

const ajv = new Ajv({ allErrors: true });
const isTasksFile = ajv.compile<TasksFile>(SCHEMA);

/** A file that holds no typical tasks; names every fault. */
export class TasksFileError extends Error {
  override readonly name = 'TasksFileError';
}

/** @throws TasksFileError, and what `readFile` and `JSON.parse` throw */
export async function readTypicalTasks(path: string): Promise<readonly TypicalTask[]> {
  const content: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isTasksFile(content)) throw new TasksFileError(`${path}: ${ajv.errorsText(isTasksFile.errors)}`);
  return content.tasks.map(({ task, name, calls }) => ({
    task,
    name,
    calls: calls.map(({ quantities, ...call }) => ({
      ...call,
      quantities: KINDS.flatMap((kind) =>
        quantities[kind] === undefined ? [] : [{ kind, quantity: quantities[kind] }],
      ),
    })),
  }));
}
