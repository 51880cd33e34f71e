import { type ArtifactSummary, backboneOf, recogniseArchitecture, takesImages, taskOf } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import {
  applicationNamed,
  findTop,
  inferShapes,
  type Network,
  type OnLayers,
  roleOf,
  type Shape,
  type TopBoundary,
} from '#graft/network';
import { ModelRefused } from '#graft/problems';
import { parseCard } from '#graft/cards';
import { CARD_FILES, Companions, type Found, LABEL_FILES, LICENSE_FILES } from './companions.js';
import { isNumbered, licenseOf, parseLabels } from './facts.js';
import type { Beside, LocalFile } from './files.js';
import type { ImportFormat } from './formats/index.js';
import { parsePreprocessing } from './preprocessing/settings.js';
import { PREPROCESSING_FILES, preprocessingIn, teachableMachineImages } from './preprocessing/files.js';

/** What the importer says about the model; what is left out is looked for. */
export interface Asked {
  labels?: string[];
  /** A mode or every setting. */
  preprocessing?: unknown;
  /** The layer after which the top begins. */
  top?: string;
  /** The Keras application that a file of weights alone belongs to. */
  application?: string;
  /** What its publisher states, of a model of the catalogue. */
  license?: string;
}

/** A model as it was read from its files. */
export interface ReadModel {
  format: string;
  network: Network;
  top: TopBoundary | null;
  task: ArtifactSummary['task'];
  labels: Found<string[]> | null;
  preprocessing: Found<Preprocessing> | null;
  /** Markdown of the card that lay beside it. */
  card: string | null;
  license: Found<string> | null;
  /** Every file that was read. */
  files: LocalFile[];
}

const ASKED = 'the request';
const CATALOGUED = 'the catalogue';

/**
 * Reads a model from its main file and what is next to it. Nothing is stored.
 * @throws ModelRefused, InvalidInput
 */
export async function readModel(
  main: LocalFile,
  format: ImportFormat,
  beside: Beside,
  asked: Asked,
  onLayers?: OnLayers,
): Promise<ReadModel> {
  const parts = await partsOf(main, format, beside);
  const network = await format.read(main, parts, asked, onLayers).catch((error: unknown) => {
    throw naming(main, parts.values(), error);
  });
  const shapes = inferShapes(network);
  const inputShape = shapes.of(network.inputs[0]!);
  const outputShape = shapes.of(network.outputs[0]!);
  const companions = new Companions(beside);
  const top: TopBoundary | null = asked.top === undefined ? findTop(network) : { layer: asked.top, kind: 'named' };
  const labels = asked.labels
    ? { value: asked.labels, from: ASKED }
    : await companions.find(LABEL_FILES, (name, text) => fitting(parseLabels(name, text), outputShape));
  const preprocessing =
    asked.preprocessing === undefined
      ? await findPreprocessing(main, companions, network, top, inputShape)
      : { value: parsePreprocessing(asked.preprocessing, inputShape), from: ASKED };
  const card = await companions.find(CARD_FILES, (_, text) => text);
  const license =
    licenseIn(card) ??
    (await companions.find(LICENSE_FILES, (_, text) => licenseOf(text))) ??
    (asked.license === undefined ? null : { value: asked.license, from: CATALOGUED });
  return {
    format: format.name,
    network,
    top,
    task: taskOf(network, inputShape, outputShape, labels !== null),
    labels,
    preprocessing,
    card: card && card.value,
    license,
    files: [main, ...parts.values(), ...(await companions.files())],
  };
}

/** Readers of parts of a file do not know what it is called. */
function naming(main: LocalFile, parts: Iterable<LocalFile>, error: unknown): unknown {
  if (!(error instanceof ModelRefused)) return error;
  const { detail, extras } = error;
  const named = [main, ...parts].some(({ name }) => detail.includes(name));
  return named ? error : new ModelRefused(`${main.name}: ${detail}`, extras);
}

async function partsOf(main: LocalFile, format: ImportFormat, beside: Beside): Promise<Map<string, LocalFile>> {
  const parts = new Map<string, LocalFile>();
  for (const path of (await format.parts?.(main)) ?? []) {
    const file = await beside(path);
    if (!file)
      throw new ModelRefused(`${main.name} lists ${path}, which is missing. Upload it together with the model.`, {
        where: main.name,
        received: path,
      });
    parts.set(path, file);
  }
  for (const path of format.optionalParts ?? []) {
    const file = await beside(path);
    if (file) return parts.set(path, file);
  }
  return parts;
}

/** Labels that are next to a model count only if there is one for each output unit, or two for the only one. */
function fitting(labels: string[] | null, outputShape: Shape): string[] | null {
  const units = outputShape.at(-1);
  return labels && (labels.length === units || (units === 1 && labels.length === 2)) ? labels : null;
}

async function findPreprocessing(
  main: LocalFile,
  companions: Companions,
  network: Network,
  top: TopBoundary | null,
  inputShape: Shape,
): Promise<Found<Preprocessing> | null> {
  const said = await companions.find(PREPROCESSING_FILES, (name, text) => preprocessingIn(name, text, inputShape));
  if (said || inputShape.at(-1) !== 3 || !takesImages(inputShape)) return said;
  // Teachable Machine's Keras export says nothing but the labels, under these names.
  const numbered =
    main.name === 'keras_model.h5' && (await companions.find(['labels.txt'], (_, text) => isNumbered(text) || null));
  const byTeachableMachine = numbered && teachableMachineImages(inputShape);
  if (byTeachableMachine) return { value: byTeachableMachine, from: 'keras_model.h5 of Teachable Machine' };
  const first = network.layers.find((layer) => roleOf(layer) !== 'input');
  // A network that scales its pixels itself takes them as they are.
  if (first && roleOf(first) === 'scaling')
    return { value: parsePreprocessing('none', inputShape), from: `layer ${first.name}` };
  const application = recogniseArchitecture(backboneOf(network, top));
  if (application === null) return null;
  // A guess: Keras prepares images so for the weights that it publishes, and most that are made from them are alike.
  const { preprocessing } = applicationNamed(application);
  return { value: parsePreprocessing(preprocessing, inputShape), from: `architecture ${application}` };
}

function licenseIn(card: Found<string> | null): Found<string> | null {
  const license = card && parseCard(card.value).frontMatter.license;
  return license ? { value: license, from: card.from } : null;
}
