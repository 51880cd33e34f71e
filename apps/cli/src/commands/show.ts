import { Command, Option } from 'commander';
import { body } from '#graft/api';
import { cardText } from '../card-text.js';
import { evaluationText } from '../tasks/index.js';
import { layersText } from '../layers-text.js';
import { lineageText } from '../lineage-text.js';
import { type PageOptions, pageQuery, paged, withMore } from '../options.js';
import { parseRef, type VersionPath } from '../reference.js';
import { type Session, withServer } from '../session.js';
import { versionsTable, versionText } from '../version-text.js';

/** What `graft show` can print instead of the facts of a model. */
const VIEWS = {
  card: showCard,
  layers: showLayers,
  evaluation: showEvaluation,
  lineage: showLineage,
  versions: showVersions,
};
type View = keyof typeof VIEWS;
const names = Object.keys(VIEWS) as View[];

type Options = PageOptions & Partial<Record<View, boolean>>;

const view = (name: View, description: string) =>
  new Option(`--${name}`, description).conflicts(names.filter((other) => other !== name));

export const showCommand = paged(
  new Command('show')
    .description('show a model: its facts, card, layers, evaluation, lineage or versions')
    .argument('<ref>', 'owner/name, owner/name@version')
    .addOption(view('card', 'show the card, as Markdown'))
    .addOption(view('layers', 'show the layers, and where the top begins'))
    .addOption(view('evaluation', 'show the evaluation on test images'))
    .addOption(view('lineage', 'show its base models, its data set and the models based on it'))
    .addOption(view('versions', 'list all versions, the newest first')),
).action(
  withServer((session, given: string, options: Options) => {
    const asked = names.find((name) => options[name]);
    return (asked ? VIEWS[asked] : showVersion)(session, parseRef(given), options);
  }),
);

async function showVersion({ api, out }: Session, path: VersionPath): Promise<void> {
  const version = await body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}', { params: { path } }));
  if (version.warning) out.note(version.warning);
  out.result(version, () => versionText(version));
}

async function showCard({ api, out }: Session, path: VersionPath): Promise<void> {
  const card = await body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/card', { params: { path } }));
  out.result(card, () => cardText(card));
}

async function showLayers({ api, out }: Session, path: VersionPath): Promise<void> {
  const layers = await body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/layers', { params: { path } }));
  out.result(layers, () => layersText(layers));
}

async function showEvaluation({ api, out }: Session, path: VersionPath): Promise<void> {
  const address = '/api/v1/models/{owner}/{name}/versions/{ref}/evaluation';
  const evaluation = await body(api.GET(address, { params: { path } }));
  out.result(evaluation, () => evaluationText(evaluation));
}

/** With `--json`, `children` and `nextCursor` are those of the page that was asked for. */
async function showLineage({ api, out }: Session, path: VersionPath, options: PageOptions): Promise<void> {
  const [family, { items: children, nextCursor }] = await Promise.all([
    body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/lineage', { params: { path } })),
    body(
      api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/children', { params: { path, query: pageQuery(options) } }),
    ),
  ]);
  const ref = `${path.owner}/${path.name}@${path.ref}`;
  out.result({ ...family, children, nextCursor }, () => withMore(lineageText(ref, family, children), nextCursor));
}

async function showVersions({ api, out }: Session, path: VersionPath, options: PageOptions): Promise<void> {
  const { limit, cursor } = pageQuery(options);
  const query = { limit, cursor: cursor === undefined ? undefined : Number(cursor) };
  const page = await body(api.GET('/api/v1/models/{owner}/{name}/versions', { params: { path, query } }));
  out.result(page, () => withMore(versionsTable(page.items), page.nextCursor));
}
