import { applyDecorators, Get } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { Asks } from '#graft/admission';
import type { ExportFormat } from './formats/index.js';

/**
 * The route of a format's files below a version or a run: `onnx/model.onnx`, or `keras/model.:format` if there are several.
 * @param of what the operation's name in the API document begins with
 */
export function ExportRoute(format: ExportFormat, of: string, summary: string): MethodDecorator {
  const { name, extensions, shards, type } = format;
  const extension = extensions.length > 1 ? ':format' : extensions[0]!;
  return applyDecorators(
    ApiOperation({ summary, operationId: `${of}.${name}${shards ? 'Model' : ''}` }),
    ApiProduces(type.split(';')[0]!),
    Get(`${name}/model.${extension}`),
    Asks('models'),
  );
}
