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
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.uploads.create(request, response);
  }

  @Head(':id')
  status(@Param('id') id: string, @CurrentCaller() caller: Caller, @Req() request: Request, @Res() response: Response) {
    return this.uploads.attend(id, caller, request, response);
  }

  @Patch(':id')
  append(@Param('id') id: string, @CurrentCaller() caller: Caller, @Req() request: Request, @Res() response: Response) {
    return this.uploads.attend(id, caller, request, response);
  }

  @Delete(':id')
  remove(@Param('id') id: string, @CurrentCaller() caller: Caller, @Req() request: Request, @Res() response: Response) {
    return this.uploads.attend(id, caller, request, response);
  }
}
