import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Database } from '#graft/database';
import { type Content, sendContent } from '#graft/storage';
import type { Resolved } from '#graft/zoo';

/** Sends files of a version, and counts those that are models. */
@Injectable()
export class Downloads {
  constructor(private readonly database: Database) {}

  /** @returns whether the content was sent, rather than that the client has it already */
  send(request: Request, response: Response, { model, warning }: Resolved, content: Content): Promise<boolean> {
    if (warning !== undefined) response.set('Warning', `299 graft ${JSON.stringify(warning).replace(/[^ -~]/g, '?')}`);
    return sendContent(request, response, content, model.visibility);
  }

  async sendModel(request: Request, response: Response, version: Resolved, content: Content): Promise<void> {
    if (!(await this.send(request, response, version, content))) return;
    // Not through the model, whose `updatedAt` would move.
    await this.database
      .$executeRaw`UPDATE "Model" SET "downloads" = "downloads" + 1 WHERE "id" = ${version.model.id}::uuid`;
  }
}
