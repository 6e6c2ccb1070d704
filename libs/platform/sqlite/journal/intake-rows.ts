import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { OriginalRecord } from '#libs/journal/ports/intake-facts.js';
import type {
  HeldFilter,
  HeldForRelease,
  HeldRow,
  IntakeFilter,
  PageRequest,
  RefusedFilter,
  RefusedForReplay,
  RefusedRow,
} from '#libs/journal/ports/intake-records.port.js';

type Owner = 'refused' | 'held';

/** Conditions of one search, and what their parameters are bound to. */
interface Search {
  readonly conditions: readonly string[];
  readonly values: Readonly<Record<string, SQLInputValue>>;
}

const SELECT_REFUSED = `
  SELECT id, name AS source, offset, received_at AS receivedAt, actor, code, sentence, pointer,
    usage_source AS usageSource, usage_id AS usageId, digest, replayed_as AS replayedAs, replayed_at AS replayedAt
  FROM refused JOIN sources USING (source_no)`;

const SELECT_HELD = `
  SELECT id, name AS source, offset, received_at AS receivedAt, actor, reason, sentence, account, model,
    usage_source AS usageSource, usage_id AS usageId, digest, released_as AS releasedAs, released_at AS releasedAt
  FROM held JOIN sources USING (source_no)`;

/** Searches rejected and held records. A search has the conditions it was given alone, so that indexes can serve it. */
export class IntakeRows {
  private readonly prepared = new Map<string, StatementSync>();
  private readonly selectOriginal: StatementSync;

  constructor(private readonly database: DatabaseSync) {
    this.selectOriginal = database.prepare('SELECT bytes, headers FROM originals WHERE owner = ? AND id = ?');
  }

  refused(filter: RefusedFilter, page: PageRequest): readonly RefusedRow[] {
    return this.find<RefusedRow>(SELECT_REFUSED, searchRefused(filter), page);
  }

  refusedForReplay(filter: RefusedFilter, page: PageRequest): readonly RefusedForReplay[] {
    const search = withKept('refused', searchRefused({ ...filter, replayed: false }));
    return this.withOriginals('refused', this.find<RefusedRow>(SELECT_REFUSED, search, page));
  }

  refusedById(id: number): RefusedRow | undefined {
    return this.find<RefusedRow>(SELECT_REFUSED, { conditions: ['id = :id'], values: { id } }, ONE)[0];
  }

  held(filter: HeldFilter, page: PageRequest): readonly HeldRow[] {
    return this.find<HeldRow>(SELECT_HELD, searchHeld(filter), page);
  }

  heldForRelease(filter: HeldFilter, page: PageRequest): readonly HeldForRelease[] {
    const search = withKept('held', searchHeld({ ...filter, waiting: true }));
    return this.withOriginals('held', this.find<HeldRow>(SELECT_HELD, search, page));
  }

  heldById(id: number): HeldRow | undefined {
    return this.find<HeldRow>(SELECT_HELD, { conditions: ['id = :id'], values: { id } }, ONE)[0];
  }

  original(owner: Owner, id: number): OriginalRecord | undefined {
    const row = this.selectOriginal.get(owner, id);
    if (row === undefined) return undefined;
    const headers = JSON.parse(String(row['headers'])) as OriginalRecord['headers'];
    return { bytes: row['bytes'] as Uint8Array | null, headers };
  }

  private withOriginals<Row extends { readonly id: number }>(owner: Owner, rows: readonly Row[]) {
    return rows.map((row) => ({ row, original: this.original(owner, row.id)! }));
  }

  private find<Row>(select: string, { conditions, values }: Search, { after, limit }: PageRequest): readonly Row[] {
    const sql = `${select} WHERE ${['id > :after', ...conditions].join(' AND ')} ORDER BY id LIMIT :limit`;
    const statement = this.prepared.get(sql) ?? this.database.prepare(sql);
    this.prepared.set(sql, statement);
    return statement.all({ ...values, after, limit }) as unknown as readonly Row[];
  }
}

const ONE: PageRequest = { after: 0, limit: 1 };

/** Not erased yet (rule 38): a page of erased records would look like the end of them all. */
function withKept(owner: Owner, { conditions, values }: Search): Search {
  const isKept = `EXISTS (SELECT 1 FROM originals WHERE owner = '${owner}' AND originals.id = ${owner}.id)`;
  return { conditions: [...conditions, isKept], values };
}

function searchRefused({ code, replayed, ...common }: RefusedFilter): Search {
  return search(common, { code: ['code = :code', code] }, isSet('replayed_as', replayed));
}

function searchHeld({ account, reason, waiting, ...common }: HeldFilter): Search {
  const own = { account: ['account = :account', account], reason: ['reason = :reason', reason] } as const;
  return search(common, own, isSet('released_as', waiting === undefined ? undefined : !waiting));
}

type Terms = Readonly<Record<string, readonly [condition: string, value: SQLInputValue | undefined]>>;

function search(common: IntakeFilter, own: Terms, plain: readonly string[]): Search {
  const terms: Terms = {
    ...own,
    source: ['name = :source', common.source],
    usageSource: ['usage_source = :usageSource', common.usageSource],
    usageId: ['usage_id = :usageId', common.usageId],
    from: ['received_at >= :from', common.from],
    until: ['received_at < :until', common.until],
    text: ['instr(lower(sentence), lower(:text)) > 0', common.text],
  };
  const given = Object.entries(terms).flatMap(([name, [condition, value]]) =>
    value === undefined ? [] : [{ name, condition, value }],
  );
  return {
    conditions: [...given.map(({ condition }) => condition), ...plain],
    values: Object.fromEntries(given.map(({ name, value }) => [name, value])),
  };
}

/** A condition without a parameter: a partial index serves it. */
function isSet(column: string, wanted: boolean | undefined): readonly string[] {
  return wanted === undefined ? [] : [`${column} IS ${wanted ? 'NOT ' : ''}NULL`];
}
