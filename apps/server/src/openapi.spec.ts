import { NestFactory } from '@nestjs/core';
import openapiTS, { astToString } from 'openapi-typescript';
import { beforeAll, expect, it } from 'vitest';
import { Config } from '#graft/config';
import { AppModule } from './app.module.js';
import { openApiDocument, setRoutes } from './openapi.js';

/** Both files are generated: `npm run openapi` runs this file with `--update`. */
let document: string;

beforeAll(async () => {
  const app = await NestFactory.create(AppModule.of(new Config()), { preview: true, logger: false });
  setRoutes(app);
  document = `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
  await app.close();
});

it('describes the API as docs/openapi.json does', async () => {
  await expect(document).toMatchFileSnapshot('../../../docs/openapi.json');
});

it('types its clients', async () => {
  const types = astToString(await openapiTS(document));
  await expect(types).toMatchFileSnapshot('../../../libs/api/src/types.ts');
});
