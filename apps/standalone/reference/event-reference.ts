import type { AvroSchema, EventDefinition } from '#libs/journal/event-definition.js';
import { EVENT_MEANINGS } from './event-meanings.js';

interface Field {
  readonly name: string;
  readonly type: AvroSchema;
}

interface Named {
  readonly type: string;
  readonly name: string;
  readonly fields?: readonly Field[];
  readonly symbols?: readonly string[];
  readonly size?: number;
}

/** docs/reference/events.md: the stored format of every event, from the schemas the store writes with. */
export function eventReference(definitions: readonly EventDefinition[]): string {
  const terms = new Map<string, Named>();
  const events = definitions.flatMap((definition) => eventSection(definition, terms));
  return [
    '# Events',
    '',
    'What the ledger stores, append-only, one stream per account (`account-<id>`), tariff book and product. Bodies are Avro',
    '(decision record 0005); this page shows the newest schema version of each. Beside the body every record carries its',
    'position in the journal, its revision in the stream, `recordedAt`, `receivedAt`, who caused it and why (a command’s key,',
    'a source and offset, or work that fell due). `credits` are whole micro-credits, `long` instants are UTC milliseconds,',
    '`?` may be null. The rules are in [rules.md](rules.md).',
    '',
    ...events,
    '## Terms',
    '',
    ...[...terms.values()]
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .flatMap((term) => termSection(term)),
  ].join('\n');
}

function eventSection({ type, schemas }: EventDefinition, terms: Map<string, Named>): readonly string[] {
  const schema = schemas.at(-1) as unknown as Named;
  const meaning = EVENT_MEANINGS[type as keyof typeof EVENT_MEANINGS];
  return [`## ${type}`, '', `${meaning} Version ${schemas.length}.`, '', ...fieldTable(schema.fields ?? [], terms), ''];
}

function termSection({ name, fields, symbols, size }: Named): readonly string[] {
  const body =
    fields !== undefined
      ? fieldTable(fields, new Map())
      : [
          symbols !== undefined
            ? `One of ${symbols.map((symbol) => `\`${symbol}\``).join(', ')}.`
            : `${size} bytes, shown as hex.`,
        ];
  return [`### ${name}`, '', ...body, ''];
}

function fieldTable(fields: readonly Field[], terms: Map<string, Named>): readonly string[] {
  return [
    '| field | type |',
    '| --- | --- |',
    ...fields.map(({ name, type }) => `| \`${name}\` | ${shown(type, terms)} |`),
  ];
}

function shown(schema: AvroSchema, terms: Map<string, Named>): string {
  if (typeof schema === 'string') return schema;
  if (Array.isArray(schema)) return union(schema as readonly AvroSchema[], terms);
  const { type, logicalType, items } = schema as { type: unknown; logicalType?: string; items?: AvroSchema };
  if (type === 'array') return `list of ${shown(items!, terms)}`;
  if (type === 'record' || type === 'enum' || type === 'fixed') return named(schema as unknown as Named, terms);
  return logicalType ?? String(type);
}

function union(branches: readonly AvroSchema[], terms: Map<string, Named>): string {
  const others = branches.filter((branch) => branch !== 'null').map((branch) => shown(branch, terms));
  return others.join(' or ') + (branches.includes('null') ? '?' : '');
}

function named(term: Named, terms: Map<string, Named>): string {
  if (!terms.has(term.name)) {
    terms.set(term.name, term);
    for (const { type } of term.fields ?? []) shown(type, terms);
  }
  return term.name;
}
