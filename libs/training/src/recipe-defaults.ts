import { InvalidInput } from '#graft/problems';
import type { CompleteRecipe, HeadRecipe, Recipe } from './recipe.js';
