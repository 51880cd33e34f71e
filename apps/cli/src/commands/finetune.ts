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
  .description('train a new head for a model on your images; Graft chooses every setting that you do not give')
  .argument('<ref>', 'base model, e.g. starter/efficientnet-lite0')
  .argument('<dataset>', 'data set to train on, e.g. ada/pets')
  .option('--follow', 'show the progress until the run ends, then the evaluation')
  .option('--dry-run', 'only print the recipe and the reason of each setting')
  .option('--publish-as <name>', 'publish the result as owner/name')
  .option('--private', 'publish it as a private model')
  .option('--recipe <file>', 'file with settings, as JSON or YAML; the flags below override it')
  .option('--epochs <n>', 'maximum number of passes over the training images')
  .option('--batch-size <n>', 'images per training step')
  .option('--learning-rate <rate>')
  .option('--optimizer <name>', 'adam, sgd, momentum or rmsprop')
  .option('--hidden <units>', 'hidden layers of the head, e.g. 128 or 256,64 or none')
  .option('--dropout <share>')
  .option('--pooling <kind>', 'avg, max or none')
  .option('--cut <layer>', 'last layer of the base model; the head is attached after it')
  .option('--input-size <h,w>', 'size of the images in pixels')
  .option('--patience <n>', 'epochs without improvement before training stops')
  .option('--seed <n>')
  .option('--unfreeze <part>', 'only "none" is supported: the backbone keeps its weights')
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
      out.result(run, () => `Run ${run.id} is ${run.status}. Follow it with \`graft run ${run.id} --follow\`.`);
    }),
  );
