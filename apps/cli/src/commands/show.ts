import { Command } from 'commander';
import { body, type Resource } from '#graft/api';
import { layersText } from '../layers-text.js';
import { preprocessingText } from '../preprocessing-text.js';
import { parseRef, VersionPath } from '../reference.js';
import { Session, withServer } from '../session.js';
import { bold, bytes, day, facts, plain, plural, short, wrap } from '../text.js';

type Version = Resource<'VersionResponse'>;

export const showCommand = new Command('show')
  .description('one model: facts, labels, lineage; with --layers, its layer table')
  .argument('<ref>', 'owner/name, owner/name@version')
  .option('--layers', 'the layer table, and where the top begins')
  .action(
    withServer((session, given: string, options: { layers?: boolean }) =>
      options.layers ? showLayers(session, parseRef(given)) : showVersion(session, parseRef(given)),
    ),
  );

async function showVersion({ api, out }: Session, path: VersionPath): Promise<void> {
  const version = await body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}', { params: { path } }));
  if (version.warning) out.note(version.warning);
  out.result(version, () => versionText(version));
}

async function showLayers({ api, out }: Session, path: VersionPath): Promise<void> {
  const layers = await body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/layers', { params: { path } }));
  out.result(layers, () => layersText(layers));
}

function versionText(version: Version): string {
  const {
    ref,
    digest,
    aliases,
    title,
    summary,
    license,
    tags,
    parameters,
    bytes: size,
    lineage,
    labels,
    metrics,
    network,
    top,
    preprocessing,
  } = version;
  const known = facts([
    ['version', [ref, ...aliases].join('  ')],
    ['digest', digest],
    ['published', day(version.createdAt)],
    ['task', network.task],
    ['architecture', network.architecture],
    ['input', network.inputShape.map((extent) => extent ?? 'any').join(' × ')],
    ['size', `${short(parameters)} parameters in ${plural(network.layers, 'layer')}, ${bytes(size)}`],
    ['top', top && `begins after ${top.layer} (${top.kind})`],
    ['new heads', version.cut !== null && version.cut !== top?.layer ? `are grafted onto ${version.cut}` : null],
    ['preprocessing', preprocessing ? preprocessingText(preprocessing) : 'unknown'],
    ['labels', labels && labelsText(labels)],
    ['license', license],
    ['tags', tags.join(', ')],
    [
      'metrics',
      metrics &&
        Object.entries(metrics)
          .map(([name, value]) => `${name} ${value.toFixed(3)}`)
          .join(', '),
    ],
    ['base', lineage.base?.ref],
    ['data set', lineage.dataset?.ref],
    ['run', lineage.run],
  ]);
  return [bold(plain(title)), wrap(plain(summary)), known].filter(Boolean).join('\n\n');
}

function labelsText(labels: string[]): string {
  const shown = labels.slice(0, 8).join(', ');
  return labels.length > 8 ? `${shown}, … (${labels.length})` : shown;
}
