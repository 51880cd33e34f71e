/** The worker of the model pool in the tests, where it is TypeScript: `--import tsx` reaches the main thread only. */
import { register } from 'tsx/esm/api';

register();
const { default: work } = await import('../model.worker.ts');
export default work;
