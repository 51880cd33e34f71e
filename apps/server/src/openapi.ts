import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Access } from '#graft/accounts';

/** The API's own description, from the controllers and their DTOs; needs no database, so it works in preview mode. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Graft')
    .setDescription(
      'A model zoo whose models can be fine-tuned in one click. Errors are problem details (RFC 9457). Lists are paginated by cursor, with a `Link` header.',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as Secured[]) secure(operation);
  return document;
}

interface Secured {
  'x-graft-access'?: Access;
  security?: object[];
}

/** Says in OpenAPI's words whether the operation needs a token, from `x-graft-access`, which says more. */
function secure(operation: Secured): void {
  const access = operation['x-graft-access'];
  if (access === 'anybody') return;
  operation.security = [...(access === 'public' || access === 'optional' ? [{}] : []), { bearer: [] }];
}

/** Everything under `/api/v1`, but for the probes, which operators expect at the root, and the uploads, a protocol of its own. */
export const setRoutes = (app: INestApplication) =>
  app.setGlobalPrefix('api/v1', { exclude: ['healthz', 'readyz', 'metrics', 'uploads', 'uploads/*path'] });

/** Serves the document at `/api/docs-json` and a page to try the calls at `/api/docs`. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    customSiteTitle: 'Graft API',
    swaggerOptions: { persistAuthorization: true },
  });
}
