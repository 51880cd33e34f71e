import type { Database } from '#graft/database';
import type { Finding } from '../finding.js';
import { halfMadeDatasets } from './datasets.js';
import { stuckJobs } from './jobs.js';
import { halfMadeRuns, lostVersions, otherArtifacts, runsPublishedAgain } from './runs.js';
import { doubleVersions, halfMadeVersions, wrongAliases, wrongNumbers } from './versions.js';

/**
 * What must hold in the database at any moment, also while others work and after a crash. Each is asked in one
 * statement, or asked again before it is told, so that work under way is never taken for a fault.
 */
export async function* brokenInvariants(database: Database, onVersion: () => void): AsyncGenerator<Finding> {
  yield* halfMadeVersions(database, onVersion);
  for (const check of [
    wrongNumbers,
    wrongAliases,
    doubleVersions,
    halfMadeRuns,
    otherArtifacts,
    lostVersions,
    runsPublishedAgain,
    halfMadeDatasets,
    stuckJobs,
  ])
    yield* check(database);
}
