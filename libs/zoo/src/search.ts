import { Injectable } from '@nestjs/common';
import { type Caller, sightOf, visibleSql } from '#graft/accounts';
import { Database, Prisma, type Visibility } from '#graft/database';
import { decodeCursor, encodeCursor } from './cursor.js';
import { SearchCounts, type Counts } from './search-counts.js';
import { type Filters, matchesFilters, matchesText, prefixQuery } from './search-query.js';

export const SORTS = ['updated', 'downloads', 'name', 'size', 'relevance'] as const;
export type Sort = (typeof SORTS)[number];

export interface SearchOptions extends Filters {
  /** Words, or beginnings of words, all of which have to be there. */
  query?: string;
  /** Relevance where there is a query, else the last updated first; `size` is the smallest first. */
  sort?: Sort;
  cursor?: string;
  limit?: number;
}

/** A model as lists show it. */
export interface ModelRow {
  id: string;
  namespace: string;
  name: string;
  visibility: Visibility;
  title: string;
  summary: string;
  task: string;
  license: string | null;
  tags: string[];
  formats: string[];
  architecture: string | null;
  inputSize: number[];
  parameters: bigint;
  bytes: bigint;
  downloads: number;
  outline: Prisma.JsonValue;
  createdAt: Date;
  updatedAt: Date;
}

export interface SearchResult extends Counts {
  items: ModelRow[];
  nextCursor: string | null;
}

/** What a sort compares; the id breaks ties. */
interface Order {
  key: Prisma.Sql;
  type: Prisma.Sql;
  descending: boolean;
  /** Whether the text of a cursor can be a key. */
  holds: (text: string) => boolean;
}

/** Browsing and full-text search, within what the caller may see. */
@Injectable()
export class Search {
  constructor(
    private readonly database: Database,
    private readonly counts: SearchCounts,
  ) {}

  /** @throws InvalidInput for a cursor of another list. */
  async models(options: SearchOptions, caller: Caller | null): Promise<SearchResult> {
    const query = prefixQuery(options.query ?? '');
    const within = [Prisma.sql`NOT m."hidden"`, ...visibleSql(caller), ...matchesText(query)];
    const [page, counts] = await Promise.all([
      this.page(within, query, options),
      this.counts.count(within, options, [query, sightOf(caller)]),
    ]);
    return { ...page, ...counts };
  }

  private async page(
    within: Prisma.Sql[],
    query: string | null,
    { cursor, sort: asked = 'relevance', limit = 30, ...filters }: SearchOptions,
  ): Promise<Pick<SearchResult, 'items' | 'nextCursor'>> {
    const sort = asked === 'relevance' && query === null ? 'updated' : asked;
    const { key, type, descending, holds } = orderOf(sort, query);
    const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
    const conditions = [...within, ...matchesFilters(filters)];
    if (cursor !== undefined) {
      const after = decodeCursor(cursor, sort, holds);
      const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`;
      conditions.push(Prisma.sql`(${key}, m."id") ${beyond} (${after.key}::${type}, ${after.id}::uuid)`);
    }
    const rows = await this.database.$queryRaw<(ModelRow & { key: string })[]>`
      SELECT "id", "namespace", "name", "visibility", "title", "summary", "task", "license", "tags", "formats",
        "architecture", "inputSize", "parameters", "bytes", "downloads", "outline",
        "createdAt", "updatedAt", (${key})::text AS key
      FROM "Model" m WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY ${key} ${direction}, m."id" ${direction} LIMIT ${limit + 1}`;
    const last = rows.length > limit ? rows[limit - 1]! : null;
    return {
      items: rows.slice(0, limit).map(({ key: _, ...row }) => row),
      nextCursor: last && encodeCursor(sort, { key: last.key, id: last.id }),
    };
  }
}

/** As Postgres writes them as text. */
const TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?Z?$/;
const REAL = /^\d{1,17}(\.\d{1,20})?(e-\d\d)?$/;

function orderOf(sort: Sort, query: string | null): Order {
  const date = {
    type: Prisma.sql`timestamp`,
    holds: (text: string) => TIME.test(text) && !Number.isNaN(Date.parse(text)),
  };
  const whole = { type: Prisma.sql`bigint`, holds: (text: string) => /^\d{1,18}$/.test(text) };
  const real = { type: Prisma.sql`float8`, holds: (text: string) => REAL.test(text) };
  const name = { type: Prisma.sql`text`, holds: () => true };
  switch (sort) {
    case 'updated':
      return { ...date, key: Prisma.sql`m."updatedAt"`, descending: true };
    case 'downloads':
      return { ...whole, key: Prisma.sql`m."downloads"`, descending: true };
    case 'size':
      return { ...whole, key: Prisma.sql`m."bytes"`, descending: false };
    case 'name':
      return { ...name, key: Prisma.sql`(m."namespace" || '/' || m."name")`, descending: false };
    case 'relevance':
      return {
        ...real,
        key: Prisma.sql`ts_rank(m."search", to_tsquery('english', ${query}))::float8`,
        descending: true,
      };
  }
}
