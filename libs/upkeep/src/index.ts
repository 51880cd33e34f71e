export * from './finding.js';
export { Fsck, type FsckOptions, type FsckReport } from './fsck.js';
export { UpkeepModule } from './upkeep.module.js';
