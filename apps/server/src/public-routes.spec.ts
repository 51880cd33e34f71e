import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

interface Operation {
  'x-graft-access'?: unknown;
  'x-graft-work'?: string;
}

const LIGHT = 'a few queries, or bytes as they are stored';

it('knows what each route that needs no token may make the server do', async () => {
  const { paths } = JSON.parse(await readFile('docs/openapi.json', 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const found: Record<string, string[]> = {};
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      if (!['anybody', 'optional', 'public'].includes(operation['x-graft-access'] as string)) continue;
      (found[operation['x-graft-work'] ?? LIGHT] ??= []).push(`${method.toUpperCase()} ${path}`);
    }
  for (const routes of Object.values(found)) routes.sort();
  // A new route belongs into one of these lists. What it asks of `Admission` it must declare with @Asks.
  expect(found).toMatchInlineSnapshot(`
    {
      "a few queries, or bytes as they are stored": [
        "DELETE /api/v1/session",
        "GET /api/v1/applications",
        "GET /api/v1/catalogue",
        "GET /api/v1/datasets",
        "GET /api/v1/datasets/sample",
        "GET /api/v1/datasets/sample/held-out",
        "GET /api/v1/datasets/{owner}/{name}",
        "GET /api/v1/datasets/{owner}/{name}/versions/{version}",
        "GET /api/v1/datasets/{owner}/{name}/versions/{version}/items",
        "GET /api/v1/datasets/{owner}/{name}/versions/{version}/items/{position}/image",
        "GET /api/v1/datasets/{owner}/{name}/versions/{version}/labels",
        "GET /api/v1/datasets/{owner}/{name}/versions/{version}/problems",
        "GET /api/v1/me",
        "GET /api/v1/models",
        "GET /api/v1/models/{owner}/{name}",
        "GET /api/v1/models/{owner}/{name}/aliases",
        "GET /api/v1/models/{owner}/{name}/versions",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/card",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/children",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/evaluation",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/lineage",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/original/{path}",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/tfjs/{shard}",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/{format}/{companion}.json",
        "GET /api/v1/namespaces",
        "GET /healthz",
        "GET /readyz",
      ],
      "models": [
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/keras/model.{format}",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/layers",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/onnx/model.onnx",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/tfjs/model.json",
        "GET /api/v1/models/{owner}/{name}/versions/{ref}/{format}/test.{kind}",
        "POST /api/v1/models/{owner}/{name}/versions/{ref}/predict",
      ],
      "passwords": [
        "POST /api/v1/session",
      ],
      "pictures": [
        "GET /api/v1/datasets/sample/held-out/{label}/{file}",
        "GET /api/v1/datasets/{owner}/{name}/versions/{version}/items/{position}/thumbnail",
      ],
    }
  `);
});
