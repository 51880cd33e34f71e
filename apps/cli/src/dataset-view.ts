import { body, type Resource } from '#graft/api';
import { Unauthenticated } from '#graft/problems';
import type { Session } from './session.js';
import { bytes, day, facts, plural, table } from './text.js';

export interface DatasetPath {
  owner: string;
  name: string;
  version: string;
}

/** `name`, `owner/name` or `owner/name@version`; a bare name means a data set of the caller. */
export async function datasetPath({ api }: Session, ref: string): Promise<DatasetPath> {
  const [path = '', version = 'latest'] = ref.split('@');
  const [owner, name] = path.split('/');
  if (owner && name) return { owner, name, version };
  const { account } = await body(api.GET('/api/v1/me'));
  if (!account)
    throw new Unauthenticated(
      `"${ref}" is a data set of your own, and you are not signed in. Sign in with \`graft login\`, or write OWNER/${path}.`,
    );
  return { owner: account.name, name: path, version };
}

/** A data set, and what is in one of its versions. */
export interface Described {
  dataset: Resource<'DatasetResponse'>;
  version: Resource<'DatasetVersionResponse'>;
  labels: Resource<'LabelResponse'>[];
  problems: Resource<'FileProblemResponse'>[];
}

export async function describeDataset({ api }: Session, path: DatasetPath): Promise<Described> {
  const params = { params: { path } };
  const [dataset, version, labels, problems] = await Promise.all([
    body(api.GET('/api/v1/datasets/{owner}/{name}', params)),
    body(api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}', params)),
    body(api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/labels', params)),
    body(api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/problems', params)),
  ]);
  return { dataset, version, labels: labels.items, problems: problems.items };
}

export function datasetText({ dataset, version, labels, problems }: Described): string {
  const summary = facts([
    ['data set', `${dataset.owner}/${dataset.name}@${version.number}`],
    ['images', `${plural(version.images, 'image')}, ${bytes(version.bytes)}`],
    ['visible to', dataset.visibility === 'public' ? 'everyone' : 'only you'],
    ['license', dataset.license],
    ['created', day(version.createdAt)],
    ['versions', dataset.versions.length > 1 ? dataset.versions.map(({ number }) => number).join(', ') : null],
  ]);
  const classes = table(
    [
      { head: 'class', grows: true },
      { head: 'images', align: 'right' },
    ],
    labels.map(({ label, count }) => [label, String(count)]),
  );
  const odd =
    problems.length > 0 &&
    table(
      [{ head: 'file' }, { head: 'problem', grows: true }, { head: '' }],
      problems.map(({ name, reason, leftOut }) => [name, reason, leftOut ? 'left out' : 'kept']),
    );
  return [summary, classes, odd].filter(Boolean).join('\n\n');
}

/** One row per data set, with figures of its latest version. */
export const datasetsTable = (datasets: readonly Resource<'DatasetResponse'>[]): string =>
  table(
    [
      { head: 'data set', grows: true },
      { head: 'images', align: 'right' },
      { head: 'classes', align: 'right' },
      { head: 'size', align: 'right', spare: true },
      { head: 'created', spare: true },
      { head: '' },
    ],
    datasets.map(({ owner, name, visibility, createdAt, versions: [latest] }) => [
      `${owner}/${name}`,
      latest ? latest.images.toLocaleString('en') : '',
      latest ? String(latest.labels.length) : '',
      latest ? bytes(latest.bytes) : '',
      day(latest?.createdAt ?? createdAt),
      visibility === 'public' ? 'public' : '',
    ]),
  );
