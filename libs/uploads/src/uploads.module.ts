import { Module } from '@nestjs/common';
import { UploadRows } from './upload-rows.js';
import { Uploads } from './uploads.js';
import { UploadsController } from './uploads.controller.js';

@Module({ controllers: [UploadsController], providers: [UploadRows, Uploads], exports: [Uploads] })
export class UploadsModule {}
