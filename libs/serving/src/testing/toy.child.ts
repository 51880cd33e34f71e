import { exportFormats } from '../exports/formats/index.js';
import { toy } from './toy-format.js';

// The program of the pool, with one line more in the registry.
exportFormats.push(toy);
await import('../pool/model.child.js');
