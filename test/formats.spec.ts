import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  applications,
  buildApplication,
  inferShapes,
  layerClasses,
  type Network,
  readKerasHdf5,
  readKerasV3,
  writeKerasHdf5,
  writeKerasV3,
} from '#graft/network';
import { Problem } from '#graft/problems';
import { layerCases, networkOfCase } from '../libs/network/src/testing/layer-cases.js';
import { folderFiles, read as readTfjs, writtenFiles } from '../libs/network/src/testing/models.js';
import { withRandomWeights } from '../libs/network/src/testing/networks.js';
import { largestDifference, type Numbers, randomNumbers, runOnnx } from '../libs/network/src/testing/run.js';
import { formatted } from './support/formatted.js';
import { sharedData } from './support/require.js';

const DOCUMENT = 'docs/formats.md';

/** Where networks come from, and where they go. */
const SOURCES = ['Keras `.h5`', 'Keras `.h5`, weights alone', '`.keras`', 'TF.js layers', 'builders'] as const;
type Source = (typeof SOURCES)[number];

const TARGETS: Record<string, (network: Network) => Promise<Network>> = {
  'Keras `.h5`': async (network) => readKerasHdf5(await writeKerasHdf5(network), 'written.h5'),
  '`.keras`': async (network) => readKerasV3(await writeKerasV3(network), 'written.keras'),
  'TF.js layers': (network) => attempt(() => readTfjs(writtenFiles(network))),
};

interface Origin {
  title: string;
  source: Source;
  read: () => Promise<Network>;
}

const models = sharedData('models');

describe('formats', () => {
  const networks: (Origin & { network: Network; inputs: Numbers[]; ours: Numbers[] })[] = [];
  const refused: string[][] = [];
  const trips = new Map<string, string[]>();

  beforeAll(async () => {
    for (const origin of [...(models === null ? [] : filesOf(models)), ...builders()]) {
      const network = await refusal(origin.read);
      if (typeof network === 'string') refused.push([`\`${origin.title}\``, network]);
      else {
        const inputs = inputsFor(network);
        networks.push({ ...origin, network, inputs, ours: await runOnnx(network, inputs) });
      }
    }
  }, 120_000);

  it.each(Object.keys(TARGETS))(
    'gives the same numbers when written as %s and read back',
    { timeout: 180_000 },
    async (target) => {
      for (const { title, source, network, inputs, ours } of networks) {
        const back = await refusal(() => TARGETS[target]!(network));
        const key = `${source}→${target}`;
        trips.set(key, [...(trips.get(key) ?? []), typeof back === 'string' ? `${title}: ${back}` : '']);
        if (typeof back === 'string') continue;
        const theirs = await runOnnx(back, inputs);
        const largest = Math.max(
          1,
          ...ours.map(({ data }) => data.reduce((most, x) => Math.max(most, Math.abs(x)), 0)),
        );
        ours.forEach((output, i) =>
          expect(largestDifference(output, theirs[i]!) / largest, `${title} as ${target}`).toBeLessThan(1e-5),
        );
      }
    },
  );

  it.skipIf(models === null)(
    'are described as they are; npx vitest --project system --update writes it anew',
    async () => {
      const sections: Record<string, string> = {
        layers: await layerTable(),
        applications: applicationTable(),
        'round trips': roundTripTable(trips),
        refused: table(['File', 'Refused because'], refused),
      };
      let text = readFileSync(DOCUMENT, 'utf8');
      for (const [name, content] of Object.entries(sections)) {
        const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
        text = `${text.split(begin)[0]!}${begin}\n\n${content}\n\n${end}${text.split(end)[1]!}`;
      }
      await expect(await formatted(DOCUMENT, text)).toMatchFileSnapshot(`../${DOCUMENT}`);
    },
  );
});

function filesOf(folder: string): Origin[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return paths.flatMap((title): Origin[] => {
    const path = join(folder, title);
    if (basename(title) === 'model.json' && /tfjs/.test(title))
      return [{ title, source: 'TF.js layers', read: () => attempt(() => readTfjs(folderFiles(dirname(path)))) }];
    if (title.endsWith('.keras')) return [{ title, source: '`.keras`', read: () => readKerasV3(bytesOf(path), title) }];
    if (!/\.(h5|hdf5)$/.test(title) || title.endsWith('_outputs.h5')) return [];
    if (!title.includes('weights-only'))
      return [{ title, source: 'Keras `.h5`', read: () => readKerasHdf5(bytesOf(path), title) }];
    const architecture = architectureBeside(path);
    return [
      { title, source: 'Keras `.h5`, weights alone', read: () => readKerasHdf5(bytesOf(path), title, architecture) },
    ];
  });
}

const bytesOf = (path: string) => new Uint8Array(readFileSync(path));

/** Of a file of weights: the model.json beside it, or the application that its name tells. */
function architectureBeside(path: string) {
  const json = join(dirname(path), 'model.json');
  if (existsSync(json)) return { config: JSON.parse(readFileSync(json, 'utf8')) as unknown };
  return /squeezenet/.test(relative('.', path))
    ? { topology: buildApplication('SqueezeNet', { includeTop: false }) }
    : { topology: buildApplication('MobileNet', { includeTop: false, alpha: 0.25 }) };
}

/** With random weights, small. */
const builders = (): Origin[] =>
  ['MobileNetV3Small', 'EfficientNetB0', 'ResNet50V2', 'SqueezeNet'].map((title) => ({
    title,
    source: 'builders',
    read: () => attempt(() => withRandomWeights(buildApplication(title, { inputShape: [64, 64, 3], classes: 4 }))),
  }));

/** What a synchronous reader returns or throws, as a promise. */
const attempt = <T>(read: () => T): Promise<T> => Promise.resolve().then(read);

/** What is read, or why it is refused. */
async function refusal(read: () => Promise<Network>): Promise<Network | string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

function inputsFor(network: Network): Numbers[] {
  const shapes = inferShapes(network);
  const embeds = network.layers.some(({ className }) => className === 'Embedding');
  return network.inputs.map((ref, seed) => {
    const numbers = randomNumbers([1, ...shapes.of(ref).map((extent) => extent ?? 16)], seed + 1);
    return embeds ? { ...numbers, data: numbers.data.map((x) => Math.floor(Math.abs(x) * 4)) } : numbers;
  });
}

function roundTripTable(trips: Map<string, string[]>): string {
  const notes: string[] = [];
  const rows = SOURCES.map((source) => [
    source,
    ...Object.keys(TARGETS).map((target) => {
      const outcomes = trips.get(`${source}→${target}`) ?? [];
      const refusals = outcomes.filter((outcome) => outcome !== '');
      notes.push(...refusals);
      return `${outcomes.length - refusals.length} of ${outcomes.length}`;
    }),
  ]);
  const list = [...new Set(notes)].map((note) => `- ${note}`).join('\n');
  return `${table(['from', ...Object.keys(TARGETS)], rows)}\n\nThe others are refused:\n\n${list}`;
}

/** What each class becomes in files, asked of the writers for every case that the layers' own specs have. */
async function layerTable(): Promise<string> {
  const rows = await Promise.all(
    layerClasses
      .filter((className) => className !== 'InputLayer')
      .map(async (className) => {
        const networks = layerCases.filter((each) => each.className === className).map((each) => networkOfCase(each));
        const columns = Object.entries(TARGETS).filter(([target]) => target !== '`.keras`');
        const cells = columns.map(async ([, write]) => {
          const outcomes = await Promise.all(networks.map(({ network }) => refusal(() => write(network))));
          return described(className, outcomes);
        });
        return [`\`${className}\``, ...(await Promise.all(cells))];
      }),
  );
  return table(['Class', 'In Keras files', 'In TF.js layers'], rows);
}

function described(className: string, outcomes: (Network | string)[]): string {
  const forms = outcomes.map((outcome) => {
    if (typeof outcome === 'string')
      return `refused where ${outcome
        .split(/: | with /)
        .slice(1)
        .join(': ')
        .replace(/\.$/, '')}`;
    const classes = outcome.layers.map((layer) => layer.className).filter((name) => name !== 'InputLayer');
    return classes.every((name) => name === className) ? 'as it is' : `as ${classes.join(', ')}`;
  });
  return [...new Set(forms)].join('; ');
}

function applicationTable(): string {
  return table(
    ['Application', 'Usual size', 'Least size', 'Alphas', 'Preprocessing', 'Parameters'],
    applications.map(({ name, defaultSize, minimalSize, alphas, preprocessing }) => {
      const parameters = buildApplication(name)
        .layers.flatMap(({ weights }) => weights)
        .reduce((sum, { shape }) => sum + shape.reduce((product, extent) => product * extent, 1), 0);
      return [
        `\`${name}\``,
        ...[defaultSize, minimalSize].map(String),
        alphas.length > 1 ? alphas.join(', ') : '',
        preprocessing,
        parameters.toLocaleString('en'),
      ];
    }),
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
