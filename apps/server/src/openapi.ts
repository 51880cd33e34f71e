import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The API's own description, from the controllers and their DTOs; needs no database, so it works in preview mode. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Graft')
    .setDescription(
      'A model zoo whose models can be fine-tuned in one click. Errors are problem details (RFC 9457); lists are paged by cursor with a `Link` header.',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, description, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
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
