import account from './account.json';
import common from './common.json';
import datasets from './datasets.json';
import fineTune from './fine-tune.json';
import model from './model.json';
import publish from './publish.json';
import runs from './runs.json';
import sentences from './sentences.json';
import zoo from './zoo.json';

export default { common, zoo, model, fineTune, runs, publish, datasets, account, sentences };
