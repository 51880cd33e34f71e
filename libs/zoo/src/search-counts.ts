import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database, Prisma } from '#graft/database';
import { type Facet, facetCounts, FACETS, type Filters } from './search-query.js';

interface FacetValue {
  value: string;
  count: number;
}

export interface Counts {
  total: number;
  facets: Record<Facet, FacetValue[]>;
}

/** Answers kept; each is some kilobytes. */
const KEPT = 200;
const PERIOD_MS = 10_000;

/**
 * How many models fit, in all and by facet. Counting reads every model, so that answers are kept while no model changes,
 * which the latest `updatedAt` tells; and for ten seconds at most, since a publication that commits late on another
 * server can have an earlier one.
 */
@Injectable()
export class SearchCounts {
  private readonly kept = new LRUCache<string, Counts>({ max: KEPT, ttl: PERIOD_MS });

  constructor(private readonly database: Database) {}

  /** @param asked what `within` follows from, besides the filters. */
  async count(within: Prisma.Sql[], filters: Filters, asked: unknown): Promise<Counts> {
    const [newest] = await this.database.$queryRaw<{ at: Date | null }[]>`SELECT max("updatedAt") AS at FROM "Model"`;
    const key = JSON.stringify([newest!.at, asked, FACETS.map((facet) => filters[facet] ?? [])]);
    const kept = this.kept.get(key);
    if (kept) return kept;
    const counts = await this.read(within, filters);
    this.kept.set(key, counts);
    return counts;
  }

  private async read(within: Prisma.Sql[], filters: Filters): Promise<Counts> {
    const rows = await this.database.$queryRaw<{ facet: string; value: string; count: number }[]>(
      facetCounts(within, filters),
    );
    const valuesOf = (name: Facet) =>
      rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, count }));
    return {
      total: rows.find(({ facet }) => facet === 'total')!.count,
      facets: Object.fromEntries(FACETS.map((name) => [name, valuesOf(name)])) as Counts['facets'],
    };
  }
}
