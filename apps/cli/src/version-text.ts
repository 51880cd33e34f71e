import type { Resource } from '#graft/api';
import { preprocessingText } from './preprocessing-text.js';
import { bold, bytes, day, facts, percent, plain, plural, short, table, wrap } from './text.js';

/** A version as text: one fact per line. */
export function versionText(version: Resource<'VersionResponse'>): string {
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
    ['new heads', version.cut !== null && version.cut !== top?.layer ? `are attached after ${version.cut}` : null],
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

/** One row per version, the newest first. */
export const versionsTable = (versions: readonly Resource<'VersionSummaryResponse'>[]): string =>
  table(
    [
      { head: 'version', align: 'right' },
      { head: 'published' },
      { head: 'accuracy', align: 'right' },
      { head: 'size', align: 'right' },
      { head: 'digest', spare: true },
      { head: 'aliases', grows: true },
    ],
    versions.map(({ number, createdAt, metrics, bytes: size, digest, aliases, yankedAt }) => [
      String(number),
      day(createdAt),
      metrics?.accuracy === undefined ? '' : percent(metrics.accuracy),
      bytes(size),
      digest.slice(0, 19),
      [...(yankedAt === null ? [] : ['yanked']), ...aliases].join(', '),
    ]),
  );
