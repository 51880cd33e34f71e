import { serveChild } from '#graft/child';
import { surveyEngines } from '#graft/engine';

serveChild(surveyEngines);
