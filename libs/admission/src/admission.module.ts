import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Admission } from './admission.js';
import { ReadingInterceptor } from './reading.interceptor.js';

@Module({
  providers: [Admission, { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor }],
  exports: [Admission],
})
export class AdmissionModule {}
