import { Command } from 'commander';
import { body, type Resource } from '#graft/api';
import { parseRef, VersionPath } from '../reference.js';
import { Session, withServer } from '../session.js';
import { bold, bytes, day, facts, plain, plural, short, table, wrap } from '../text.js';

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
  } = version;
  const network = version.network as {
    task: string;
    architecture: string | null;
    inputShape: (number | null)[];
    layers: number;
  };
  const top = version.top as { layer: string; kind: string } | null;
  const known = facts([
    ['version', [ref, ...aliases].join('  ')],
    ['digest', digest],
    ['published', day(version.createdAt)],
    ['task', network.task],
    ['architecture', network.architecture],
    ['input', network.inputShape.map((extent) => extent ?? 'any').join(' × ')],
    ['size', `${short(parameters)} parameters in ${plural(network.layers, 'layer')}, ${bytes(size)}`],
    ['top', top && `begins after ${top.layer} (${top.kind})`],
    ['preprocessing', preprocessingText(version.preprocessing as Preprocessing | null)],
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

interface Preprocessing {
  size: number[];
  resize: string;
  scale: number;
  mean: number[];
  std: number[];
  channelOrder: string;
}

function preprocessingText(preprocessing: Preprocessing | null): string {
  if (!preprocessing) return 'unknown';
  const { size, resize, scale, mean, std, channelOrder } = preprocessing;
  const ends = [0, 255].map((pixel) => Number(((pixel * scale - (mean[0] ?? 0)) / (std[0] ?? 1)).toFixed(3)));
  return `${size.join(' × ')}, ${resize}, ${channelOrder} in [${ends.join(', ')}]`;
}

function labelsText(labels: string[]): string {
  const shown = labels.slice(0, 8).join(', ');
  return labels.length > 8 ? `${shown}, … (${labels.length})` : shown;
}

function layersText({ layers, top }: Resource<'LayerTableResponse'>): string {
  const rows = layers.map(({ name, className, outputShape, parameters, trainable, inTop }) => [
    name,
    className,
    outputShape.map((extent) => extent ?? 'any').join(' × '),
    parameters.toLocaleString('en'),
    trainable ? '' : 'frozen',
    inTop ? 'top' : '',
  ]);
  const boundary = top as { layer: string } | null;
  return [
    table(
      [
        { head: 'layer', grows: true },
        { head: 'class' },
        { head: 'output', align: 'right' },
        { head: 'parameters', align: 'right' },
        { head: '' },
        { head: '' },
      ],
      rows,
    ),
    boundary && `\nThe top begins after ${boundary.layer}: --no-top leaves it out.`,
  ]
    .filter(Boolean)
    .join('\n');
}
