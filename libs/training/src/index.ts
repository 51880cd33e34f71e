export type { Evaluation } from './evaluation.js';
export { completeRecipe, type Reasons, type RecipeFacts } from './recipe-defaults.js';
export { HeadRecipe, Recipe, SplitRecipe, type CompleteRecipe } from './recipe.js';
export { Runs } from './runs.js';
export { TrainingModule } from './training.module.js';
