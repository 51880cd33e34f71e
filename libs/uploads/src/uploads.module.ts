import { Module } from '@nestjs/common';
import { Uploads } from './uploads.js';
import { UploadsController } from './uploads.controller.js';

@Module({ controllers: [UploadsController], providers: [Uploads], exports: [Uploads] })
export class UploadsModule {}
