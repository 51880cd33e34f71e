import type { Model, Prisma, Transaction } from '#graft/database';
import type { Manifest } from './manifest.js';

/** The alias that always points to the highest version not yanked; it cannot be set. */
export const LATEST = 'latest';

/**
 * Points `latest` to the highest version that is not yanked and shows that version's facts on the model, for browsing.
 * A model with none left is hidden. To be called whenever a version came, was yanked, came back or was deleted.
 */
export async function settleLatest(tx: Transaction, modelId: string): Promise<Model> {
  const version = await tx.version.findFirst({
    where: { modelId, yankedAt: null },
    orderBy: { number: 'desc' },
  });
  if (!version) {
    await tx.alias.deleteMany({ where: { modelId, name: LATEST } });
    return tx.model.update({ where: { id: modelId }, data: { hidden: true, updatedAt: new Date() } });
  }
  await tx.alias.upsert({
    where: { modelId_name: { modelId, name: LATEST } },
    create: { modelId, name: LATEST, versionId: version.id },
    update: { versionId: version.id },
  });
  const facts = factsOf(version.manifest as unknown as Manifest);
  return tx.model.update({ where: { id: modelId }, data: { ...facts, hidden: false, updatedAt: new Date() } });
}

function factsOf({ config, artifact: { summary } }: Manifest): Prisma.ModelUpdateInput {
  return {
    title: config.title,
    summary: config.summary,
    task: config.task,
    license: config.license,
    tags: config.tags,
    formats: config.formats,
    inputSize: config.inputSize,
    architecture: summary.architecture,
    parameters: summary.parameters,
    bytes: summary.weightBytes,
    outline: summary.outline ?? [],
  };
}
