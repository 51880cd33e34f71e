import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import type { Request, Response } from 'express';
import { tap } from 'rxjs';
import { MAX_INTEGER } from '#graft/database';
import { NAME } from './names.js';

/** A part of a list. */
export interface Page<Item> {
  items: Item[];
  /** `cursor` of the next part; null in the last. */
  nextCursor: string | null;
}

/** How much of a list is asked for; what its parts are found by is up to the list. */
export class Limited {
  @ApiPropertyOptional({ type: Number, default: 100, maximum: 500 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit = 100;
}

/** Which part of a list of things with an id is asked for. */
export class PageById extends Limited {
  @ApiPropertyOptional({ description: '`nextCursor` of the previous page.', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}

/** Which part of a list of things with a name is asked for. */
export class PageByName extends Limited {
  @ApiPropertyOptional({ description: '`nextCursor` of the previous page.' })
  @IsOptional()
  @Matches(NAME)
  cursor?: string;
}

/** Which part of a list of numbered things is asked for. */
export class PageByNumber extends Limited {
  @ApiPropertyOptional({ description: '`nextCursor` of the previous page.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_INTEGER)
  cursor?: number;
}

/** One row more than is shown tells whether there is a next page. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  show: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(show), nextCursor: last === undefined ? null : cursorOf(last) };
}

/** Says where the next page is in the header `Link`, too. */
@Injectable()
export class LinkNext implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const http = context.switchToHttp();
    return next.handle().pipe(
      tap((page: Page<unknown>) => {
        if (page.nextCursor !== null) link(http.getRequest(), http.getResponse(), page.nextCursor);
      }),
    );
  }
}

function link(request: Request, response: Response, cursor: string): void {
  const url = new URL(request.originalUrl, 'http://localhost');
  url.searchParams.set('cursor', cursor);
  response.links({ next: url.pathname + url.search });
}
