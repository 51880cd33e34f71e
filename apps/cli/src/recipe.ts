import { InvalidInput } from '#graft/problems';
import { readText } from './text-file.js';

/** Settings of a recipe that have a flag. A flag overrides the file. */
export interface RecipeOptions {
  recipe?: string;
  epochs?: string;
  batchSize?: string;
  learningRate?: string;
  optimizer?: string;
  hidden?: string;
  dropout?: string;
  pooling?: string;
  inputSize?: string;
  patience?: string;
  seed?: string;
  unfreeze?: string;
  cut?: string;
}

/**
 * The recipe to send: the settings of the file, overridden by the flags. The server validates them and chooses the others.
 * @throws InvalidInput for a file that is neither JSON nor YAML
 */
export async function recipeOf(options: RecipeOptions): Promise<Record<string, unknown>> {
  const file = options.recipe === undefined ? {} : await readRecipe(options.recipe);
  const head = known({
    hidden: options.hidden === undefined ? undefined : list(options.hidden),
    dropout: number(options.dropout),
    pooling: options.pooling,
  });
  return {
    ...file,
    ...known({
      epochs: number(options.epochs),
      batchSize: number(options.batchSize),
      learningRate: number(options.learningRate),
      optimizer: options.optimizer,
      inputSize: options.inputSize === undefined ? undefined : list(options.inputSize),
      patience: number(options.patience),
      seed: number(options.seed),
      cut: options.cut,
      freeze: options.unfreeze === 'none' ? 'backbone' : options.unfreeze,
    }),
    ...(Object.keys(head).length > 0 && { head: { ...(file.head as object), ...head } }),
  };
}

async function readRecipe(path: string): Promise<Record<string, unknown>> {
  const text = await readText(path, 'recipe');
  const recipe = await parsed(path, text);
  if (typeof recipe !== 'object' || recipe === null || Array.isArray(recipe))
    throw new InvalidInput(
      `The recipe ${path} is not an object of settings. Write one setting per line, such as "epochs: 20".`,
      {
        where: path,
      },
    );
  return recipe as Record<string, unknown>;
}

/** Parses YAML, of which JSON is a part. */
async function parsed(path: string, text: string): Promise<unknown> {
  const { parse } = await import('yaml'); // only here, so that other commands start sooner
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw new InvalidInput(`The recipe ${path} is not YAML: ${(error as Error).message.split('\n')[0]}`, {
      where: path,
    });
  }
}

/** The number; text that is not a number is sent unchanged, and the server refuses it and names the setting. */
function number(text: string | undefined): number | string | undefined {
  const value = Number(text);
  return text === undefined || text === '' || Number.isNaN(value) ? text : value;
}

const list = (text: string) =>
  text === '' || text === 'none' ? [] : text.split(',').map((part) => number(part.trim()));

const known = (settings: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
