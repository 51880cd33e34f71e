import { surveyEngines } from '#graft/engine';

process.send!(await surveyEngines(), () => process.disconnect());
