export { Arrivals, type Arriving } from './arrivals.js';
export * from './datasets.js';
export * from './datasets.module.js';
export { SAMPLE_LICENSE, sampleSet, renderSample, type SamplePicture, type SampleSet } from './sample-set.js';
