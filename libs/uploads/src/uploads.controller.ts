import { Controller, Delete, Head, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Caller, CurrentCaller, NeedsAny } from '#graft/accounts';
import { Uploads } from './uploads.js';

/** The tus protocol 1.0 (https://tus.io/protocols/resumable-upload) with creation, deferred length, termination and expiration. */
@ApiExcludeController()
@NeedsAny('publish', 'train')
@Controller('uploads')
export class UploadsController {
  constructor(private readonly uploads: Uploads) {}

  @Post()
  async create(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.uploads.sweep();
    await this.uploads.assertRoomFor(Number(request.headers['upload-length'] ?? 0));
    await this.uploads.tus.handle(request, response);
  }

  @Head(':id')
  status(@Param('id') id: string, @CurrentCaller() caller: Caller, @Req() request: Request, @Res() response: Response) {
    return this.forOwner(id, caller, request, response);
  }

  @Patch(':id')
  async append(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.uploads.assertRoomFor(Number(request.headers['content-length'] ?? 0));
    await this.forOwner(id, caller, request, response);
  }

  @Delete(':id')
  remove(@Param('id') id: string, @CurrentCaller() caller: Caller, @Req() request: Request, @Res() response: Response) {
    return this.forOwner(id, caller, request, response);
  }

  private async forOwner(id: string, caller: Caller, request: Request, response: Response): Promise<void> {
    await this.uploads.assertOwn(id, caller);
    await this.uploads.tus.handle(request, response);
  }
}
