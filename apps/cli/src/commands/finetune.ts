import { Command } from 'commander';
import { body, type Resource } from '#graft/api';
import { recipeOf, RecipeOptions } from '../recipe.js';
import { recipeText } from '../recipe-text.js';
import { followRun } from '../runs.js';
import { withServer } from '../session.js';

interface Options extends RecipeOptions {
  dryRun?: boolean;
  publishAs?: string;
  private?: boolean;
  follow?: boolean;
}

export const finetuneCommand = new Command('finetune')
  .description('train a new head for a model on your images; every setting is chosen where you set none')
  .argument('<ref>', 'model to start from, e.g. starter/efficientnet-lite0')
  .argument('<dataset>', 'data set to learn, e.g. ada/pets')
  .option('--follow', 'draw it until it is done, then print the evaluation')
  .option('--dry-run', 'only say what the recipe would be, and why')
  .option('--publish-as <name>', 'owner/name that the result gets')
  .option('--private', 'publish it for yourself only')
  .option('--recipe <file>', 'settings, as JSON or YAML; the flags below win over it')
  .option('--epochs <n>', 'most passes over the training images')
  .option('--batch-size <n>', 'images a step')
  .option('--learning-rate <rate>')
  .option('--optimizer <name>', 'adam, sgd, momentum or rmsprop')
  .option('--hidden <units>', 'hidden layers of the head, e.g. 128 or 256,64 or none')
  .option('--dropout <share>')
  .option('--pooling <kind>', 'avg, max or none')
  .option('--cut <layer>', 'layer of the model that the head is grafted onto')
  .option('--input-size <h,w>', 'size of the images in pixels')
  .option('--patience <n>', 'epochs without progress before it stops')
  .option('--seed <n>')
  .option('--unfreeze <part>', 'none: the backbone keeps its weights')
  .action(
    withServer(async (session, base: string, dataset: string, options: Options) => {
      const { api, out } = session;
      const publishAs = options.publishAs && {
        name: options.publishAs,
        visibility: options.private ? ('private' as const) : ('public' as const),
      };
      const recipe = (await recipeOf(options)) as Resource<'Recipe'>;
      if (options.dryRun) {
        const chosen = await body(api.POST('/api/v1/runs/recipe', { body: { base, dataset, recipe } }));
        return out.result(chosen, () => recipeText(chosen));
      }
      const run = await body(
        api.POST('/api/v1/runs', { body: { base, dataset, recipe, ...(publishAs && { publishAs }) } }),
      );
      if (options.follow) return followRun(session, run.id);
      out.result(run, () => `Run ${run.id} is ${run.status}. \`graft run ${run.id} --follow\` shows it.`);
    }),
  );
